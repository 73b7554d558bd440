"""Why a mail is not believed, or not read, and what came of it: the same sentences in chat and in a letter."""

from bot.domain.held_mail import Doubt, HeldMail, Outcome
from bot.domain.received import Fault
from bot.language.words import Words


def missing(doubt: Doubt, words: Words, *, is_off: bool) -> str:
    """What would have to be true for the mail to count by itself. `is_off`: the meeting has been cancelled."""
    if is_off and doubt is Doubt.NOT_OPEN:
        return words.t("The meeting is cancelled.")
    return {
        Doubt.NOT_CHECKED: words.t("Our mail server does not vouch for the sender."),
        Doubt.OTHER_SENDER: words.t("It comes from another address than the one that was invited."),
        Doubt.UNKNOWN_MEETING: words.t("It answers a meeting that I do not know."),
        Doubt.NOT_INVITED: words.t("This address is not invited to the meeting."),
        Doubt.OLDER: words.t("It answers an earlier time of the meeting."),
        Doubt.NOT_OPEN: words.t("The meeting takes no answers now."),
    }[doubt]


def about_when(when: str, words: Words, *, is_off: bool) -> str:
    """The time of the meeting that a mail is about, and that it is off if it is."""
    return words.t("{when} (cancelled)", when=when) if is_off else when


def unreadable(fault: Fault | None, words: Words) -> str:
    return {
        Fault.TOO_LARGE: words.t("It is too large to be opened here."),
        Fault.TOO_DEEP: words.t("It has more parts than any mail program makes."),
        Fault.TNEF: words.t("It is in Outlook's own format (winmail.dat), which says nothing to others."),
        Fault.ENCRYPTED: words.t("It is encrypted."),
    }.get(fault or Fault.BROKEN, words.t("It is broken."))


def outcome_of(mail: HeldMail, name: str, words: Words) -> str:
    """By whom it was dealt with, and how."""
    return {
        Outcome.WAITING: words.t("It waits for you."),
        Outcome.COUNTED: words.t("Counted, by {name}.", name=name),
        Outcome.COUNTED_EARLIER: words.t(
            "Kept by {name} as an answer to the earlier time. It does not count for the new one.", name=name
        ),
        Outcome.SET_ASIDE: words.t("Set aside, by {name}.", name=name),
        Outcome.MOVED: words.t("The meeting was moved to that time, by {name}.", name=name),
        Outcome.KEPT: words.t("The time stands, said {name}.", name=name),
        Outcome.INVITED: words.t("Invited as a guest, by {name}.", name=name),
    }[mail.outcome]
