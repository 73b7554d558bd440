"""Who sits in a committee, and the way to each seat."""

from collections.abc import Iterator
from itertools import groupby, islice

from bot.domain.committee import Role
from bot.handlers.roles import role_name
from bot.handlers.slack import ids
from bot.handlers.slack.render.blocks import (
    Block,
    Message,
    actions,
    button,
    clip,
    context,
    divider,
    fitted_line,
    grouped_select,
    header,
    modal,
    one_line,
    option,
    section,
    select,
    weight,
)
from bot.language.words import Words
from bot.usecases.seating import Roster, RosterLine

MOST_SECTIONS = 40
SECTION_ROOM = 1200
ROSTER_WEIGHT = 12_000
ROOM_FOR_REST = 100
MOST_AT_HAND = 25
MOST_CHOICES = 100


def roster_message(roster: Roster, words: Words) -> Message:
    """Everybody by organisation; addresses for chair and secretary alone."""
    committee = roster.asker.committee
    people = len({line.person.id for line in roster.lines})
    count = words.n("{count} person", "{count} people", people)
    blocks: list[Block] = [header(words.t("Members of {name}", name=committee.name)), context(count)]
    last = [divider(), _for_officers(roster, words)] if roster.asker.is_officer else []
    title = f"{one_line(committee.name)}: {count}"
    blocks += _rows(roster, words, ROSTER_WEIGHT - weight(blocks) - weight(last) - len(title))
    return Message(title, (*blocks, *last))


def seat_chooser(roster: Roster, words: Words) -> Block:
    """A modal with every seat, in groups that go from one organisation to another."""
    seats = list(zip(roster.lines, _seats(roster, words), strict=True))
    groups = []
    for start in range(0, len(seats), MOST_CHOICES):
        piece = seats[start : start + MOST_CHOICES]
        first, last = (line.seat.organisation or line.person.name for line, _ in (piece[0], piece[-1]))
        groups.append((clip(f"{clip(first, 36)} – {clip(last, 36)}", 75), [choice for _, choice in piece]))
    menu_of_seats = grouped_select(groups[:MOST_CHOICES], placeholder=words.t("Change a seat …"))
    blocks = [
        section(words.t("Whose seat? Begin to write a name to find it.")),
        actions({**menu_of_seats, "action_id": ids.Press.EDIT_SEAT}),
    ]
    return modal(ids.Form.CHOOSE_SEAT, words.t("Change a seat"), blocks, close=words.t("Close"))


def _rows(roster: Roster, words: Words, room: int) -> list[Block]:
    """As many seats as there is room for, and how many more there are."""
    shown: list[Block] = []
    left = len(roster.lines)
    for text, seats in islice(_sections(roster, words), MOST_SECTIONS):
        block = section(text)
        room -= weight(block)
        if room < ROOM_FOR_REST:
            break
        shown.append(block)
        left -= seats
    if left:
        shown.append(context(words.n("… and {count} more seat", "… and {count} more seats", left)))
    return shown


def _sections(roster: Roster, words: Words) -> Iterator[tuple[str, int]]:
    """By organisation, a long one in several pieces; with each how many seats it shows."""
    for name, lines in groupby(roster.lines, key=lambda line: line.seat.organisation):
        rows, seats = [f"*{fitted_line(name, 150) or words.t('No organisation')}*"], 0
        for line in lines:
            row = f"• {_line(line, roster, words)}"
            if len("\n".join([*rows, row])) > SECTION_ROOM and seats:
                yield "\n".join(rows), seats
                rows, seats = [], 0
            rows.append(row)
            seats += 1
        yield "\n".join(rows), seats


def _line(line: RosterLine, roster: Roster, words: Words) -> str:
    parts = [fitted_line(line.person.name, 150)]
    if line.seat.role != Role.MEMBER:
        parts.append(f"_{role_name(line.seat.role, words)}_")
    if line.person.user is None:
        parts.append(words.t("by e-mail"))
    if roster.asker.is_officer and line.person.email:
        parts.append(fitted_line(line.person.email, 254))
    if line.seat.starts:
        parts.append(words.t("from {day}", day=words.day(line.seat.starts)))
    if line.seat.ends:
        parts.append(words.t("to {day}", day=words.day(line.seat.ends)))
    return " · ".join(parts)


def _for_officers(roster: Roster, words: Words) -> Block:
    """A menu of the seats where they are few; else a button that opens one with room for all."""
    carried = ids.value(roster.asker.committee.id)
    elements = [button(words.t("Add a member"), ids.Press.ADD_SEAT, carried, style="primary")]
    change = words.t("Change a seat …")
    if len(roster.lines) > MOST_AT_HAND:
        elements.append(button(change, ids.Press.CHOOSE_SEAT, carried))
    elif roster.lines:
        menu_of_seats = select(_seats(roster, words), placeholder=change)
        elements.append({**menu_of_seats, "action_id": ids.Press.EDIT_SEAT})
    elements.append(button(words.t("Committee settings"), ids.Press.EDIT_COMMITTEE, carried))
    return actions(*elements)


def _seats(roster: Roster, words: Words) -> list[Block]:
    return [
        option(
            clip(f"{line.person.name} ({role_name(line.seat.role, words)})", 75),
            ids.value(line.seat.id),
        )
        for line in roster.lines
    ]
