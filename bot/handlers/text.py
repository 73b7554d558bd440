"""What people type → what they want. The same words work as a slash command, after a mention, and in a direct message."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum


class Verb(StrEnum):
    """Everything that can be asked for in words; the value is how it is written in full in English."""

    NEXT_MEETING = "nextmeeting"
    PROPOSE = "propose"
    AGENDA = "agenda"
    DECIDE = "decide"
    DECISIONS = "decisions"
    ACTIONS = "actions"
    ACTION = "action"
    SETUP = "meeting setup"
    SETTINGS = "meeting settings"
    NEW = "meeting new"
    PLAN = "meeting plan"
    POLL = "meeting poll"
    CONFIRM = "meeting confirm"
    MOVE = "meeting move"
    CANCEL = "meeting cancel"
    INVITE = "meeting invite"
    PAPERS = "meeting papers"
    START = "meeting start"
    END = "meeting end"
    MEMBERS = "meeting members"
    CALENDAR = "meeting calendar"
    HELP = "meeting help"


SPELLINGS: dict[Verb, tuple[str, ...]] = {
    Verb.NEXT_MEETING: ("nextmeeting", "next meeting", "next", "nästa möte", "nästa"),
    Verb.PROPOSE: ("propose", "suggest", "föreslå"),
    Verb.AGENDA: ("agenda", "dagordning", "dagordningen"),
    Verb.DECIDE: ("decide", "beslut", "besluta"),
    Verb.DECISIONS: ("decisions", "besluten", "sök beslut"),
    Verb.ACTIONS: ("actions", "åtgärder", "uppdrag"),
    Verb.ACTION: ("action", "åtgärd"),
    Verb.SETUP: ("setup", "set up", "lägg upp", "lägg upp råd"),
    Verb.SETTINGS: ("settings", "inställningar", "inställningarna"),
    Verb.NEW: ("new", "nytt", "ny", "nytt möte"),
    Verb.POLL: ("poll", "omröstning", "tidsförslag", "fråga om tider"),
    Verb.PLAN: ("plan", "planera", "plan the year", "årsplan"),
    Verb.CONFIRM: ("confirm", "bekräfta"),
    Verb.MOVE: ("move", "flytta"),
    Verb.CANCEL: ("cancel", "ställ in", "avboka"),
    Verb.INVITE: ("invite", "bjud in"),
    Verb.PAPERS: ("papers", "handlingar", "handlingarna", "attach", "bifoga"),
    Verb.START: ("start", "starta", "öppna"),
    Verb.END: ("end", "avsluta"),
    Verb.MEMBERS: ("members", "ledamöter", "medlemmar"),
    Verb.CALENDAR: ("calendar", "kalender", "kalendern", "min kalender", "my calendar"),
    Verb.HELP: ("help", "hjälp", "?"),
}


NOTES: dict[str, Verb] = {
    "action": Verb.ACTION,
    "åtgärd": Verb.ACTION,
    "decision": Verb.DECIDE,
    "beslut": Verb.DECIDE,
}
"""What can be noted in passing while a meeting is under way, after a #."""
NOTE = re.compile(r"#(\w+):?(?:\s+|$)")


@dataclass(frozen=True, slots=True)
class Command:
    """What is asked for, the rest of what was typed, and the committee's short name if one was given."""

    verb: Verb
    rest: str = ""
    called: str = ""


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """No verb we know; `nearest` is the one that looks most like it, if any does."""

    text: str
    nearest: Verb | None


def noted(text: str) -> Command | None:
    """Typed "#action Lena invites the group", wanted Command(ACTION, "Lena invites the group"); the word alone asks how it
    is written. None for anything else, and for words after a # that are none of ours.
    """
    text = text.strip()
    found = NOTE.match(text)
    verb = NOTES.get(found[1].casefold()) if found else None
    return Command(verb, text[found.end() :]) if found and verb else None


def understand(text: str, short_names: list[str]) -> Command | NotUnderstood:
    """Typed "meeting new 2017-12-15 10:00", wanted Command(NEW, "2017-12-15 10:00"). A short name of a committee that
    could be meant may stand after the verb: "propose BRÅ The survey".
    """
    words = text.split(maxsplit=1)
    if words and words[0].casefold() in {"meeting", "möte", "mötet"}:
        text = words[1] if len(words) > 1 else ""
    if not text.strip():
        return Command(Verb.HELP)
    note = noted(text)
    if note is not None:
        return with_name(note.verb, note.rest, short_names)
    found = _verb(text)
    if found is None:
        return NotUnderstood(text.strip(), _nearest(text))
    verb, rest = found
    return with_name(verb, rest, short_names)


def with_name(verb: Verb, rest: str, short_names: list[str]) -> Command:
    """The short name at the start of what follows a verb, taken off."""
    first, _, others = rest.strip().partition(" ")
    wanted = first.rstrip(":").casefold()
    called = next((name for name in short_names if name.casefold() == wanted and wanted), "")
    return Command(verb, others.strip(), called) if called else Command(verb, rest.strip())


def title_and_details(text: str, most: int) -> tuple[str, str]:
    """The first line is the title and the rest details. A first line longer than `most` characters becomes a title that
    ends early, and the whole text details: nothing is lost.
    """
    first, _, rest = text.strip().replace("\r\n", "\n").replace("\r", "\n").partition("\n")
    first = " ".join(first.split())
    if len(first) <= most:
        return first, rest.strip()
    words, _, _ = first[:most].rpartition(" ")
    return f"{(words or first)[: most - 1]}…", text.strip()


def _verb(text: str) -> tuple[Verb, str] | None:
    """The verb with the longest spelling that the text starts with, and what follows."""
    folded = " ".join(text.split()).casefold()
    best: tuple[Verb, str] | None = None
    for verb, spellings in SPELLINGS.items():
        for spelling in spellings:
            starts = folded == spelling or folded.startswith((f"{spelling} ", f"{spelling}:"))
            if starts and (best is None or len(spelling) > len(best[1])):
                best = (verb, spelling)
    return None if best is None else (best[0], _after(text, best[1]))


def _after(text: str, spelling: str) -> str:
    """What follows the verb, as typed: its own line breaks and spaces stand."""
    rest = text.strip()
    for word in spelling.split():
        rest = rest[len(word) :].lstrip()
    return rest.removeprefix(":").strip()


def _nearest(text: str) -> Verb | None:
    first = text.split(maxsplit=1)[0].casefold()
    by_spelling = {spelling: verb for verb, spellings in SPELLINGS.items() for spelling in spellings}
    close = get_close_matches(first, by_spelling, n=1, cutoff=0.6)
    return by_spelling[close[0]] if close else None
