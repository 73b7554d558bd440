"""A committee's settings: filled in, what saving them sends, and what was done."""

from collections.abc import Iterator, Sequence
from zoneinfo import available_timezones

from bot.domain.committee import Committee
from bot.handlers.slack import ids
from bot.handlers.slack.ids import Form
from bot.handlers.slack.render.blocks import (
    Block,
    Message,
    actions,
    button,
    checkbox,
    clip,
    context,
    divider,
    field,
    modal,
    number_input,
    one_line,
    option,
    plain,
    section,
    select,
    text_input,
    user_input,
)
from bot.handlers.told_anew import told_anew
from bot.language.words import Words
from bot.usecases.committees import CommitteeText, text_of
from bot.usecases.seating import Roster
from bot.usecases.told_anew import SettingsChange

LANGUAGE_NAMES = {"sv": "svenska", "en": "English"}
MOST_CHOICES = 100
MOST_NAMED = 5
NO_ALARM = "none"
MINUTES_OF_HOUR, MINUTES_OF_DAY = 60, 24 * 60
ALARMS = (15, 30, 60, 120, 24 * 60, 2 * 24 * 60, 7 * 24 * 60)
ELSEWHERE = (
    "UTC",
    "America/New_York",
    "America/Los_Angeles",
    "Asia/Kolkata",
    "Asia/Tokyo",
    "Australia/Sydney",
)


def committee_form(
    form: str,
    text: CommitteeText,
    words: Words,
    about: str,
    *,
    secretary: str | None = None,
    host: str | None = None,
    there: Sequence[Committee] = (),
) -> Block:
    """`secretary` is the account that is chosen at first, `host` where the shared calendar of the house is; without one
    the form does not ask. `there` are those who meet in the channel already.
    """
    blocks = [
        *_already(there, words),
        field(
            "name",
            words.t("Name"),
            text_input(text.name, most=150),
            hint=words.t("For example: Safety council"),
        ),
        field(
            "short_name",
            words.t("Short name"),
            text_input(text.short_name, most=30),
            hint=words.t(
                "One word. It stands before decisions, and in commands when a channel has several committees."
            ),
        ),
        field("language", words.t("Language of its records"), _languages(text.language)),
        field("timezone", words.t("Time zone"), _zones(text.timezone)),
        field("place", words.t("Usual place"), text_input(text.place, most=200), optional=True),
        field(
            "duration",
            words.t("Usual length in minutes"),
            number_input(text.duration_minutes or None, least=5, most=24 * 60),
        ),
        field(
            "at_once",
            words.t("Topics"),
            checkbox(
                words.t("Proposals go onto the agenda at once"),
                "yes",
                checked=text.accepts_topics_at_once,
            ),
            optional=True,
        ),
        *_policies(text, words),
    ]
    if host is not None:
        blocks.append(_shared_calendar(text, words, host))
    if secretary is not None:
        blocks.append(field("secretary", words.t("Secretary"), user_input(secretary)))
    title = words.t("Set up a committee") if secretary is not None else words.t("Committee settings")
    return modal(form, title, blocks, submit=words.t("Save"), close=words.t("Cancel"), about=about)


def _already(there: Sequence[Committee], words: Words) -> Iterator[Block]:
    """Whoever sets up a second committee in a channel is told that there is one."""
    if there:
        names = words.listed([f"*{one_line(clip(one.name, 150))}*" for one in there[:MOST_NAMED]])
        yield section(
            words.n(
                "{names} meets in this channel already: its settings are changed with `/meeting settings`. What you fill in "
                "here becomes one more committee.",
                "{names} meet in this channel already: their settings are changed with `/meeting settings`. What you fill in "
                "here becomes one more committee.",
                len(there),
                names=names,
            )
        )
        yield divider()


def _policies(text: CommitteeText, words: Words) -> list[Block]:
    """How its invitations are written, and how its dates are agreed."""
    return [
        field("alarm", words.t("Reminder in calendars"), _alarms(text.alarm_minutes, words)),
        field(
            "hides_attendees",
            words.t("Invitations"),
            checkbox(words.t("Hide who else is invited"), "yes", checked=text.hides_attendees),
            optional=True,
            hint=words.t("Each calendar then shows its own reader only, nobody else's name and address."),
        ),
        field(
            "silence_days",
            words.t("Days to object to proposed dates"),
            number_input(text.silence_days, least=1, most=60),
        ),
        field(
            "days_off",
            words.t("Days without meetings"),
            text_input(text.days_off, multiline=True),
            optional=True,
            hint=words.t(
                "School holidays and the like, one a line: 2027-02-15–2027-02-19 Winter break, or week 44 Autumn break"
            ),
        ),
    ]


def _shared_calendar(text: CommitteeText, words: Words, host: str) -> Block:
    return field(
        "shares_calendar",
        words.t("Shared calendar"),
        checkbox(words.t("Write the meetings there"), "yes", checked=bool(text.shares_calendar)),
        optional=True,
        hint=words.t(
            "The calendar at {host}. When they are no longer to be written there, coming meetings are taken away from it.",
            host=host,
        ),
    )


def set_up_message(roster: Roster, words: Words) -> Message:
    committee = roster.asker.committee
    text = words.t(
        "*{name}* is set up. Next: invite me to this channel (`/invite @kallelse`), add its members, then plan a meeting.",
        name=one_line(committee.name),
    )
    return Message(
        words.t("{name} is set up.", name=one_line(committee.name)),
        (
            section(text),
            actions(
                button(words.t("Add a member"), ids.Press.ADD_SEAT, ids.value(committee.id), style="primary"),
                button(words.t("Plan a meeting"), ids.Press.NEW_MEETING, ids.value(committee.id)),
                button(words.t("Members"), ids.Press.MEMBERS, ids.value(committee.id)),
            ),
        ),
    )


def settings_sure_form(found: SettingsChange, words: Words, *, host: str | None) -> Block:
    """The form as it was filled in, with what saving it sends above: sent in once more as it is, it is meant."""
    lead = "\n".join([f"*{told_anew(found, words)}*", *(f"•  {line}" for line in _changes(found, words))])
    text, about = text_of(found.after), agreed_value(found)
    form = committee_form(Form.EDIT_COMMITTEE, text, words, about, host=host)
    return form | {
        "blocks": [section(lead), context(words.t("Nothing has been saved yet.")), *form["blocks"]],
        "submit": plain(words.t("Save and send")),
    }


def agreed_value(found: SettingsChange) -> str:
    """What is agreed to: how many get what."""
    after = found.after
    shown = (after.name, str(after.alarm_minutes), str(after.hides_attendees))
    return ids.value(after.id, str(found.people), str(found.meetings), *shown)


def saved_message(done: SettingsChange, words: Words) -> Message:
    text = words.t("The settings of {name} are saved.", name=one_line(done.after.name))
    told = told_anew(done, words)
    if not told:
        return Message(text, (section(text),))
    soon = words.t("The mails go out in a minute.")
    return Message(f"{text} {told} {soon}", (section(f"{text}\n{told}"), context(soon)))


def _changes(change: SettingsChange, words: Words) -> Iterator[str]:
    """What everybody's calendar shows otherwise."""
    before, after = change.before, change.after
    if before.name != after.name:
        yield words.t("Name: {before} → {after}", before=one_line(before.name), after=one_line(after.name))
    if before.alarm_minutes != after.alarm_minutes:
        alarms = (_alarm_name(one.alarm_minutes, words) for one in (before, after))
        yield words.t("Reminder in calendars: {before} → {after}", before=next(alarms), after=next(alarms))
    if after.hides_attendees and not before.hides_attendees:
        yield words.t("Nobody sees who else is invited any more.")
    if before.hides_attendees and not after.hides_attendees:
        yield words.t("Everybody sees who else is invited, with name and address.")


def _alarms(chosen: int | None, words: Words) -> Block:
    """The usual ones, and the one that is set if a file set another."""
    offered = sorted({*ALARMS, *([] if chosen is None else [chosen])})
    options = [
        option(_alarm_name(None, words), NO_ALARM),
        *(option(_alarm_name(one, words), str(one)) for one in offered),
    ]
    return select(options, NO_ALARM if chosen is None else str(chosen))


def _alarm_name(minutes: int | None, words: Words) -> str:
    return words.t("No reminder") if minutes is None else before(minutes, words)


def before(minutes: int, words: Words) -> str:
    """How long before the meeting, in the largest unit that comes out even."""
    if minutes == 0:
        return words.t("When it starts")
    if minutes % MINUTES_OF_DAY == 0:
        return words.n("{count} day before", "{count} days before", minutes // MINUTES_OF_DAY)
    if minutes % MINUTES_OF_HOUR == 0:
        return words.n("{count} hour before", "{count} hours before", minutes // MINUTES_OF_HOUR)
    return words.n("{count} minute before", "{count} minutes before", minutes)


def _languages(chosen: str) -> Block:
    return select([option(name, code) for code, name in LANGUAGE_NAMES.items()], chosen)


def _zones(chosen: str) -> Block:
    """The chosen one first, then Europe's, then some from elsewhere: as many as a menu holds."""
    europe = sorted(zone for zone in available_timezones() if zone.startswith("Europe/"))
    offered = list(dict.fromkeys([chosen, *ELSEWHERE, *europe]))[:MOST_CHOICES]
    return select([option(zone.replace("_", " "), zone) for zone in offered], chosen)
