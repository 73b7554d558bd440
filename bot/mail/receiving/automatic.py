"""Mail that nobody wrote: out of office, receipts, lists. RFC 3834, and what mail programs did before it and do still."""

import re

from bot.mail.receiving.opening import Opened, decoded

BULK = frozenset({"bulk", "junk", "list", "auto_reply", "auto-reply"})
# A header that only machines add, whatever it says.
TELLING = (
    "X-Autoreply",
    "X-Autorespond",
    "X-Autoresponder",
    "X-Auto-Reply-From",
    "X-MS-Exchange-Inbox-Rules-Loop",
    "List-Id",
    "List-Unsubscribe",
    "Feedback-ID",
)
REPORTS = frozenset({"disposition-notification", "feedback-report"})
# How mail programs begin the subject of what they send by themselves; the last resort.
SUBJECT = re.compile(
    r"(auto(matic(ally)?|matiskt?)?[ :-]*(reply|response|svar|answer)|autosvar|frånvaro(meddelande)?\b|out of (the )?office"
    r"|ej på (kontoret|plats)|inte på (kontoret|plats)|semestermeddelande|läst:|read:|on vacation)",
    re.IGNORECASE,
)


def automatic_by(mail: Opened) -> str:
    """The header that shows it, "" when a person may have written the mail."""
    submitted = mail.header("Auto-Submitted").partition(";")[0].strip().lower()
    if submitted not in {"", "no"}:
        return "Auto-Submitted"
    if mail.header("Precedence").lower() in BULK:
        return "Precedence"
    if mail.header("X-Auto-Response-Suppress").lower().replace(" ", "") == "all":
        return "X-Auto-Response-Suppress"
    if mail.headers("Return-Path")[:1] == ["<>"]:
        return "Return-Path"
    if _report(mail) in REPORTS:
        return "Content-Type"
    found = next((name for name in TELLING if mail.header(name)), "")
    return found or ("Subject" if SUBJECT.match(decoded(mail.header("Subject"))) else "")


def _report(mail: Opened) -> str:
    return str(mail.message.get_param("report-type", "") or "").lower()
