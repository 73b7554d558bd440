"""What those who answer for a meeting hear of its mails: how far they have come, and that some are held back."""

from babel.numbers import format_decimal

from bot.handlers.slack.ids import Press, value
from bot.handlers.slack.render.blocks import Message, actions, button, one_line, section
from bot.handlers.slack.render.meeting_words import sentence, short
from bot.language.mending import what_to_mend
from bot.language.words import Words
from bot.usecases.facts import HeldBack, Progress

MOST_NAMES = 10


def progress_message(progress: Progress, words: Words) -> Message:
    """Drawn again every few seconds until all are done; it stays as the account of it."""
    meeting, committee = progress.meeting, progress.committee
    name, when = one_line(committee.name), words.when(meeting.start, meeting.end, committee.zone)
    counted = _counted(progress, words)
    text = f"*{name}*, {when}\n{counted}"
    return Message(f"{name}: {counted}", (section(text), actions(_who_got_what(meeting.id, words))))


def held_back_message(held: HeldBack, words: Words) -> Message:
    meeting, committee = held.meeting, held.committee
    name, when = one_line(committee.name), words.when(meeting.start, meeting.end, committee.zone)
    if not held.names:
        text = words.t("The invitations to {name} that were held back have been dealt with.", name=name)
        return Message(text, (section(text), actions(_who_got_what(meeting.id, words))))
    heading = words.n(
        "{count} invitation is held back: a calendar would read it wrong.",
        "{count} invitations are held back: calendars would read them wrong.",
        len(held.names),
    )
    mend = "\n".join(f"• {one}" for one in dict.fromkeys(what_to_mend(one, words) for one in held.reasons))
    text = f"*{heading}*\n{sentence(name)}, {when}\n{mend}\n{_to(held, words)}"
    again = button(words.t("Send again"), Press.SEND_AGAIN, value(meeting.id), style="primary")
    return Message(heading, (section(text), actions(again, _who_got_what(meeting.id, words))))


def _counted(progress: Progress, words: Words) -> str:
    sent, every, failed = (_grouped(one, words) for one in (progress.sent, progress.every, progress.failed))
    if not progress.is_done:
        done = _grouped(progress.sent + progress.failed, words)
        return words.t("Mails on their way: {done} of {all}.", done=done, all=every)
    if progress.failed:
        return words.t(
            "Mails: {sent} of {all} delivered, {failed} bounced.", sent=sent, all=every, failed=failed
        )
    return words.t("Mails: {sent} of {all} delivered.", sent=sent, all=every)


def _grouped(number: int, words: Words) -> str:
    """1,000 in English, 1 000 in Swedish."""
    return format_decimal(number, locale=words.locale)


def _to(held: HeldBack, words: Words) -> str:
    names = [short(name, 80) for name in held.names[:MOST_NAMES]]
    left = len(held.names) - len(names)
    more = [words.n("{count} more", "{count} more", left)] if left else []
    return words.t("For {names}.", names=words.listed([*names, *more]))


def _who_got_what(meeting_id: str, words: Words) -> dict[str, object]:
    return button(words.t("Who got what"), Press.DISTRIBUTION, value(meeting_id))
