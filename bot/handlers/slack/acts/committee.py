"""Setting up a committee, and who sits in it."""

from datetime import date

from bot.domain.committee import Role
from bot.domain.ids import CommitteeId, SeatId
from bot.handlers.slack.directory import Directory
from bot.handlers.slack.ids import Form, Press, parts_of, value
from bot.handlers.slack.listening import Acts, Submission
from bot.handlers.slack.render.committee import (
    NO_ALARM,
    agreed_value,
    committee_form,
    saved_message,
    set_up_message,
    settings_sure_form,
)
from bot.handlers.slack.render.days_off import wrong_line
from bot.handlers.slack.render.roster import roster_message, seat_chooser
from bot.handlers.slack.render.seats import seat_ended_message, seat_form
from bot.handlers.slack.request import Answer, AskOn, FieldErrors, Filled, Redraw, Request, View
from bot.handlers.text import Command, Verb
from bot.language.words import Words
from bot.usecases.access import NoCommitteeHere, Where, Who
from bot.usecases.committees import (
    CommitteeText,
    change_committee,
    committees_in,
    flaws_in_days_off,
    set_up_committee,
    settings_seen_by,
    text_of,
)
from bot.usecases.consequences import consequences_of_settings
from bot.usecases.people import Mailbox
from bot.usecases.roster import add_seat, change_seat, end_seat, roster, seat_seen_by
from bot.usecases.seating import Roster, RosterLine, SeatText

USUAL_LENGTH = 120


def members(request: Request, command: Command) -> Answer:
    at = request.where._replace(called=command.called)
    return roster_message(roster(request.storage, at, request.who, request.now), request.words)


def press_members(request: Request, parts: list[str]) -> Answer:
    return roster_message(_roster(request, parts[0]), request.words)


def setup_form(request: Request, _command: Command) -> View:
    """Set up in the channel the command was given in; a direct message has none to set up."""
    return _setup_form(request, request.where.channel or "")


def press_setup_form(request: Request, parts: list[str]) -> View:
    return _setup_form(request, parts[0])


def edit_committee_form(request: Request, parts: list[str]) -> View:
    return _settings_form(request, CommitteeId(parts[0]))


def settings_form(request: Request, command: Command) -> View:
    return _settings_form(request, request.where._replace(called=command.called))


def _settings_form(request: Request, at: Where | CommitteeId) -> View:
    committee = settings_seen_by(request.storage, at, request.who, request.now)
    return committee_form(
        Form.EDIT_COMMITTEE,
        text_of(committee),
        request.words,
        value(committee.id),
        host=request.site.shared_calendar,
    )


def check_committee(words: Words, filled: Filled) -> FieldErrors | None:
    if len(filled.text("short_name").split()) > 1:
        return FieldErrors({"short_name": words.t("The short name is one word, such as SAFE.")})
    wrong = next(flaws_in_days_off(filled.text("days_off")), None)
    if wrong is not None:
        return FieldErrors({"days_off": wrong_line(wrong.flaw, wrong.line, wrong.given[:100], words)})
    return None


def set_up(request: Request, filled: Filled) -> Answer:
    (channel,) = parts_of(filled.about)
    chosen = filled.user("secretary")
    secretary = _who(request, chosen) if chosen and chosen != request.who.account.user else None
    made = set_up_committee(
        request.storage,
        request.where.workspace,
        channel,
        request.who,
        _text(filled),
        request.now,
        secretary=secretary,
        request=request.id,
    )
    return set_up_message(made, request.words)


def edit_committee(request: Request, filled: Filled) -> Answer:
    """What sends invitations anew is said first, in the same form: nothing is saved before it is sent in once more."""
    committee_id = CommitteeId(parts_of(filled.about)[0])
    text = _text(filled)
    found = consequences_of_settings(request.storage, committee_id, request.who, text, request.now)
    if found.people and filled.about != agreed_value(found):
        return AskOn(settings_sure_form(found, request.words, host=request.site.shared_calendar))
    done = change_committee(request.storage, committee_id, request.who, text, request.now)
    return saved_message(done, request.words)


def add_seat_form(request: Request, parts: list[str]) -> View:
    return seat_form(Form.SEAT, request.words, value(parts[0]))


def choose_seat_form(request: Request, parts: list[str]) -> View:
    return seat_chooser(_roster(request, parts[0]), request.words)


def edit_seat_form(request: Request, parts: list[str]) -> View:
    line = seat_seen_by(request.storage, SeatId(parts[0]), request.who, request.now)
    return seat_form(Form.EDIT_SEAT, request.words, value(parts[0]), line)


def check_seat(words: Words, filled: Filled) -> FieldErrors | None:
    if not filled.user("user") and not filled.text("email"):
        return FieldErrors({"user": words.t("Choose somebody, or give a name and an e-mail address.")})
    if not filled.user("user") and not filled.text("person_name"):
        return FieldErrors({"person_name": words.t("The name is missing.")})
    return check_dates(words, filled)


def check_dates(words: Words, filled: Filled) -> FieldErrors | None:
    starts, ends = filled.date("starts"), filled.date("ends")
    if starts and ends and ends < starts:
        return FieldErrors({"ends": words.t("The last day is before the first.")})
    return None


def seat(request: Request, filled: Filled) -> Answer:
    (committee_id,) = parts_of(filled.about)
    chosen = filled.user("user")
    newcomer = _who(request, chosen) if chosen else Mailbox(filled.text("person_name"), filled.text("email"))
    changed = add_seat(
        request.storage,
        CommitteeId(committee_id),
        request.who,
        newcomer,
        _seat_text(filled),
        request.now,
        request=request.id,
    )
    return roster_message(changed, request.words)


def edit_seat(request: Request, filled: Filled) -> Answer:
    (seat_id,) = parts_of(filled.about)
    email = filled.text("email")
    mailbox = Mailbox(filled.text("person_name"), email) if email else None
    text = _seat_text(filled)
    changed = change_seat(request.storage, SeatId(seat_id), request.who, text, request.now, mailbox=mailbox)
    return roster_message(changed, request.words)


def press_end_seat(request: Request, parts: list[str]) -> Answer:
    line: RosterLine = seat_seen_by(request.storage, SeatId(parts[0]), request.who, request.now)
    end_seat(request.storage, line.seat.id, request.who, request.now)
    return Redraw(seat_ended_message(line.person.name, request.words))


def _setup_form(request: Request, channel: str) -> View:
    if not channel:
        raise NoCommitteeHere(channel)
    text = CommitteeText("", "", request.words.language, request.words.zone.key, "", USUAL_LENGTH)
    return committee_form(
        Form.SETUP,
        text,
        request.words,
        value(channel),
        secretary=request.who.account.user,
        host=request.site.shared_calendar,
        there=committees_in(request.storage, request.where.workspace, channel),
    )


def _roster(request: Request, committee_id: str) -> Roster:
    return roster(request.storage, CommitteeId(committee_id), request.who, request.now)


def _text(filled: Filled) -> CommitteeText:
    return CommitteeText(
        name=filled.text("name"),
        short_name=filled.text("short_name"),
        language=filled.chosen("language"),
        timezone=filled.chosen("timezone"),
        place=filled.text("place"),
        duration_minutes=int(filled.text("duration")),
        accepts_topics_at_once=filled.checked("at_once"),
        hides_attendees=filled.checked("hides_attendees"),
        alarm_minutes=None if filled.chosen("alarm") == NO_ALARM else int(filled.chosen("alarm")),
        silence_days=int(filled.text("silence_days")),
        days_off=filled.text("days_off"),
        shares_calendar=filled.checked("shares_calendar") if filled.has("shares_calendar") else None,
    )


def _seat_text(filled: Filled) -> SeatText:
    starts, ends = filled.date("starts"), filled.date("ends")
    return SeatText(
        organisation=filled.text("organisation"),
        role=Role(filled.chosen("role")),
        starts=date.fromisoformat(starts) if starts else None,
        ends=date.fromisoformat(ends) if ends else None,
    )


def _who(request: Request, user: str) -> Who:
    return Directory().who(request.client, request.where.workspace, user)


ACTS = Acts(
    commands={Verb.MEMBERS: members},
    forms={Verb.SETUP: setup_form, Verb.SETTINGS: settings_form},
    presses={Press.MEMBERS: press_members, Press.END_SEAT: press_end_seat},
    press_forms={
        Press.SETUP: press_setup_form,
        Press.EDIT_COMMITTEE: edit_committee_form,
        Press.ADD_SEAT: add_seat_form,
        Press.CHOOSE_SEAT: choose_seat_form,
        Press.EDIT_SEAT: edit_seat_form,
    },
    submissions={
        Form.SETUP: Submission(set_up, check_committee),
        Form.EDIT_COMMITTEE: Submission(edit_committee, check_committee),
        Form.SEAT: Submission(seat, check_seat),
        Form.EDIT_SEAT: Submission(edit_seat, check_dates),
    },
)
