"""The agenda as a list that is worked in: numbered topics, those that wait below, page by page where it is long."""

from collections.abc import Sequence

from bot.domain.meeting import Meeting
from bot.domain.topic import Topic, TopicState
from bot.handlers.slack.ids import Place, Press, value
from bot.handlers.slack.render.blocks import (
    MESSAGE_BLOCKS,
    MESSAGE_WEIGHT,
    Block,
    Message,
    actions,
    button,
    context,
    divider,
    fitted_line,
    header,
    menu,
    option,
    section,
    strong,
    weight,
)
from bot.handlers.slack.render.meeting_words import sentence
from bot.handlers.slack.render.topics import about_topic, own_buttons, settle_buttons, title_of
from bot.language.words import Words
from bot.usecases.facts import Agenda, TopicFacts

AROUND = 2000
"""What the blocks around the topics weigh at most."""
BLOCKS_AROUND = 10
DETAILS_SHOWN = 200
NAME_MOST = 200
COMMITTEES_MOST = 12


def agenda_message(agenda: Agenda, words: Words, start: int = 0, note: str = "") -> Message:
    """The page that topic number `start` (0-based, those waiting counted after the agenda) stands on; `note` says what
    was just done.
    """
    title = words.t("Agenda: {committee}", committee=agenda.asker.committee.name)
    pages = _pages(agenda, words)
    first = max((page for page in pages if page <= start), default=0)
    rows = pages.get(first, [])
    blocks = [header(title), context(_where_and_when(agenda, words))]
    blocks += [context(note.replace("\n", " · ")), divider()] if note else []
    blocks += [block for row in rows for block in row] or [section(words.t("The agenda is empty so far."))]
    blocks.append(context(_in_all(agenda, words)))
    blocks += _turning(agenda, pages, first, words)
    return Message(note or f"{fitted_line(title, NAME_MOST)} · {_in_all(agenda, words)}", tuple(blocks))


def agendas_message(agendas: Sequence[Agenda], words: Words) -> Message:
    """Several committees' at once: what is on them, and a button to each."""
    blocks: list[Block] = []
    for agenda in agendas[:COMMITTEES_MOST]:
        committee = agenda.asker.committee
        name = strong(fitted_line(committee.name, NAME_MOST))
        press = button(words.t("Show agenda"), Press.SHOW_AGENDA, value(committee.id))
        blocks.append(
            section(f"{name}\n{_where_and_when(agenda, words)}\n{_in_all(agenda, words)}", accessory=press)
        )
    return Message(words.t("Your committees' agendas"), tuple(blocks))


def _where_and_when(agenda: Agenda, words: Words) -> str:
    meeting = agenda.meeting
    if meeting is None:
        return words.t("No meeting is planned; topics wait for the next one.")
    when = sentence(words.when(meeting.start, meeting.end, agenda.asker.committee.zone))
    place = fitted_line(meeting.place, NAME_MOST)
    return f"{when} · {place}" if place else when


def _in_all(agenda: Agenda, words: Words) -> str:
    """How much there is, and how long it takes beside the time there is."""
    parts = [words.n("{count} topic on the agenda", "{count} topics on the agenda", len(agenda.agenda))]
    if agenda.waiting:
        parts.append(words.n("{count} waits", "{count} wait", len(agenda.waiting)))
    minutes = sum(topic.minutes or 0 for topic in agenda.agenda)
    if minutes:
        parts.append(_time_asked(minutes, agenda.meeting, words))
    return " · ".join(parts)


def _time_asked(minutes: int, meeting: Meeting | None, words: Words) -> str:
    if meeting is None:
        return words.t("{count} min", count=minutes)
    there_are = round(meeting.slot.length.total_seconds() / 60)
    text = words.t("{count} of {all} minutes asked for", count=minutes, all=there_are)
    return f":warning: {text}" if minutes > there_are else text


def _pages(agenda: Agenda, words: Words) -> dict[int, list[list[Block]]]:
    """Rows of blocks by page; a page is named by the place of its first topic. Each fits into one message."""
    everything = [*agenda.agenda, *agenda.waiting]
    pages: dict[int, list[list[Block]]] = {}
    first = 0
    for place, topic in enumerate(everything):
        row = _row(agenda, topic, place, first, words)
        if place > first and not _fits([*pages[first], row]):
            first = place
            row = _row(agenda, topic, place, first, words)
        pages.setdefault(first, []).append(row)
    return pages


def _fits(rows: list[list[Block]]) -> bool:
    blocks = [block for row in rows for block in row]
    return len(blocks) <= MESSAGE_BLOCKS - BLOCKS_AROUND and weight(blocks) <= MESSAGE_WEIGHT - AROUND


def _row(agenda: Agenda, topic: Topic, place: int, page: int, words: Words) -> list[Block]:
    """`place` counts from 0, those waiting after the agenda; `page` is the one to draw again after a press."""
    return (
        _agenda_row(agenda, topic, place, page, words)
        if topic.on_agenda
        else _waiting_row(agenda, topic, place, page, words)
    )


def _agenda_row(agenda: Agenda, topic: Topic, place: int, page: int, words: Words) -> list[Block]:
    proposer = agenda.people[topic.proposed_by].name
    text = f"{strong(f'{place + 1}. {title_of(topic, words)}')}\n{about_topic(topic, words, proposer)}"
    options = _options(agenda, topic, place, page, words)
    if options:
        return [section(text, accessory=menu(Press.TOPIC_MENU, options))]
    if topic.details or topic.permalink:
        return [section(text, accessory=button(words.t("More"), Press.SHOW_TOPIC, value(topic.id)))]
    return [section(text)]


def _options(agenda: Agenda, topic: Topic, place: int, page: int, words: Words) -> list[Block]:
    """The "⋯" menu of a topic on the agenda: what this reader may do with it."""
    own = topic.proposed_by == agenda.asker.person.id
    choices: list[tuple[str, Press]] = []
    if agenda.asker.is_officer or own:
        choices.append((words.t("Change …"), Press.EDIT_TOPIC))
    if agenda.asker.is_officer:
        if place > 0:
            choices.append((words.t("Move up"), Press.TOPIC_UP))
        if place + 1 < len(agenda.agenda):
            choices.append((words.t("Move down"), Press.TOPIC_DOWN))
        if topic.tentative:
            choices.append((words.t("Mark as certain"), Press.TOPIC_CERTAIN))
        else:
            choices.append((words.t("Mark as tentative"), Press.TOPIC_TENTATIVE))
    if own:
        choices.append((words.t("Withdraw"), Press.WITHDRAW_TOPIC))
    elif agenda.asker.is_officer:
        choices.append((words.t("Take off the agenda …"), Press.DECLINE_TOPIC))
    carried = value(topic.id, Place.LIST, str(page))
    return [option(text, f"{press} {carried}") for text, press in choices]


def _waiting_row(agenda: Agenda, topic: Topic, place: int, page: int, words: Words) -> list[Block]:
    facts = TopicFacts(
        agenda.asker.committee,
        topic,
        agenda.people[topic.proposed_by],
        agenda.meeting,
        None,
        agenda.asker.role,
    )
    blocks: list[Block] = []
    if place in {len(agenda.agenda), page}:
        blocks += [divider(), section(strong(words.t("Waiting for chair or secretary")))]
    lines = [strong(title_of(topic, words)), about_topic(topic, words, facts.proposer.name)]
    if topic.details:
        lines.append(fitted_line(topic.details, DETAILS_SHOWN))
    blocks.append(section("\n".join(lines)))
    buttons: list[Block] = []
    if topic.state == TopicState.PROPOSED and agenda.asker.is_officer:
        buttons = settle_buttons(facts, words, Place.LIST, str(page))
    elif topic.proposed_by == agenda.asker.person.id:
        buttons = own_buttons(facts, words, Place.LIST, str(page))
    return [*blocks, actions(*buttons)] if buttons else blocks


def _turning(agenda: Agenda, pages: dict[int, list[list[Block]]], first: int, words: Words) -> list[Block]:
    """Buttons to the pages beside this one, and to propose a topic."""
    committee = agenda.asker.committee.id
    order = list(pages)
    here = order.index(first) if pages else 0
    buttons = []
    if here > 0:
        earlier = value(committee, str(order[here - 1]))
        buttons.append(button(words.t("Earlier topics"), f"{Press.SHOW_AGENDA}.earlier", earlier))
    if here + 1 < len(order):
        following = order[here + 1]
        left = len(agenda.topics) - following
        text = words.n("… and {count} more topic", "… and {count} more topics", left)
        later = value(committee, str(following))
        buttons.append(button(text, f"{Press.SHOW_AGENDA}.later", later))
    if agenda.asker.role is not None:
        buttons.append(
            button(words.t("Propose a topic"), Press.PROPOSE, value(committee, Place.LIST, str(first)))
        )
    return [actions(*buttons)] if buttons else []
