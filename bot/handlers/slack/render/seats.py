"""A seat in a committee: given, changed and ended."""

from bot.domain.committee import Role
from bot.handlers.roles import role_name
from bot.handlers.slack import ids
from bot.handlers.slack.render.blocks import (
    Block,
    Message,
    actions,
    button,
    confirmation,
    date_input,
    field,
    modal,
    one_line,
    option,
    section,
    select,
    text_input,
    user_input,
)
from bot.language.words import Words
from bot.usecases.seating import RosterLine


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


def _roles(chosen: Role, words: Words) -> Block:
    return select([option(role_name(role, words).capitalize(), role) for role in Role], chosen)
