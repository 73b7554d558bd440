"""A committee's settings, and a seat in it."""

from zoneinfo import available_timezones

from bot.domain.committee import Committee, Role
from bot.handlers.roles import role_name
from bot.handlers.slack import ids
from bot.handlers.slack.render.blocks import (
    Block,
    Message,
    actions,
    button,
    checkbox,
    confirmation,
    date_input,
    field,
    modal,
    number_input,
    one_line,
    option,
    section,
    select,
    text_input,
    user_input,
)
from bot.language.words import Words
from bot.usecases.committees import CommitteeText
from bot.usecases.seating import Roster, RosterLine

LANGUAGE_NAMES = {"sv": "svenska", "en": "English"}
MOST_CHOICES = 100
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
    form: str, text: CommitteeText, words: Words, about: str, *, secretary: str | None = None
) -> Block:
    """`secretary` is the account that is chosen at first; without one the form does not ask."""
    blocks = [
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
    if secretary is not None:
        blocks.append(field("secretary", words.t("Secretary"), user_input(secretary)))
    title = words.t("Set up a committee") if secretary is not None else words.t("Committee settings")
    return modal(form, title, blocks, submit=words.t("Save"), close=words.t("Cancel"), about=about)


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


def saved_message(committee: Committee, words: Words) -> Message:
    text = words.t("The settings of {name} are saved.", name=one_line(committee.name))
    return Message(text, (section(text),))


def seat_form(
    form: str,
    words: Words,
    about: str,
    line: RosterLine | None = None,
) -> Block:
    """For somebody new, or for a seat there is: then with a button that ends it."""
    seat = line.seat if line else None
    blocks: list[Block] = []
    if line is None or line.person.user is None:
        blocks += _mailbox_fields(words, line)
    if line is not None and line.person.user is not None:
        blocks.append(section(f"*{one_line(line.person.name)}* (<@{line.person.user}>)"))
    blocks += [
        field(
            "organisation",
            words.t("Organisation"),
            text_input(seat.organisation if seat else "", most=150),
            optional=True,
        ),
        field("role", words.t("Role"), _roles(seat.role if seat else Role.MEMBER, words)),
        field(
            "starts",
            words.t("From"),
            date_input(seat.starts.isoformat() if seat and seat.starts else ""),
            optional=True,
        ),
        field(
            "ends",
            words.t("To, the last day"),
            date_input(seat.ends.isoformat() if seat and seat.ends else ""),
            optional=True,
            hint=words.t("Coming meetings after this day are taken out of their calendar."),
        ),
    ]
    if line is not None:
        blocks.append(actions(_end_button(line, words)))
    title = words.t("Change a seat") if line else words.t("Add a member")
    return modal(form, title, blocks, submit=words.t("Save"), close=words.t("Cancel"), about=about)


def seat_ended_message(name: str, words: Words) -> Message:
    text = words.t(
        "{name} no longer has that seat. Coming meetings are taken out of their calendar.",
        name=one_line(name),
    )
    return Message(text, (section(text),))


def _mailbox_fields(words: Words, line: RosterLine | None) -> list[Block]:
    person = line.person if line else None
    blocks: list[Block] = []
    if line is None:
        blocks.append(
            field(
                "user",
                words.t("Somebody in this workspace"),
                user_input(),
                optional=True,
                hint=words.t("Or, for somebody who is not: name and e-mail address below."),
            ),
        )
    optional = line is None
    email = {"type": "email_text_input"} | (
        {"initial_value": person.email} if person and person.email else {}
    )
    blocks += [
        field(
            "person_name",
            words.t("Name"),
            text_input(person.name if person else "", most=150),
            optional=optional,
        ),
        field("email", words.t("E-mail address"), email, optional=optional),
    ]
    return blocks


def _end_button(line: RosterLine, words: Words) -> Block:
    return button(
        words.t("End this seat today"),
        ids.Press.END_SEAT,
        ids.value(line.seat.id),
        style="danger",
        confirm=confirmation(
            words.t("End this seat?"),
            words.t("{name} gets a cancellation for every coming meeting.", name=line.person.name),
            words.t("End the seat"),
            words.t("Keep it"),
        ),
    )


def _alarms(chosen: int | None, words: Words) -> Block:
    """The usual ones, and the one that is set if a file set another."""
    offered = sorted({*ALARMS, *([] if chosen is None else [chosen])})
    options = [
        option(words.t("No reminder"), NO_ALARM),
        *(option(before(one, words), str(one)) for one in offered),
    ]
    return select(options, NO_ALARM if chosen is None else str(chosen))


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


def _roles(chosen: Role, words: Words) -> Block:
    return select([option(role_name(role, words).capitalize(), role) for role in Role], chosen)
