"""Everything that can be asked for, by what one wants to do, with one example each."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.handlers.slack.render.blocks import Block, Message, context, header, section
from bot.handlers.text import Verb
from bot.language.example_days import AHEAD, example_day
from bot.language.words import Words

A_WEEK_LATER = AHEAD + timedelta(weeks=1)


class Line(NamedTuple):
    """One thing to do: what to write, and what comes of it."""

    verb: Verb
    example: str
    gives: str


def help_message(words: Words, now: datetime, *, has_committee: bool, in_channel: bool) -> Message:
    """Somebody who has no committee yet is first told how to begin."""
    title = words.t("What you can ask Kallelse for")
    blocks: list[Block] = [header(title)]
    if not has_committee:
        blocks.append(section(_first_steps(words, in_channel=in_channel)))
    for heading, lines in chapters(words, now):
        told = "\n".join(f"`{line.example}`  {line.gives}" for line in lines)
        blocks.append(section(f"*{heading}*\n{told}"))
    return Message(title, (*blocks, context(_elsewhere(words))))


def chapters(words: Words, now: datetime) -> Iterator[tuple[str, list[Line]]]:
    today = now.astimezone(words.zone).date()
    soon = example_day(today, words.zone)
    day, later = soon.isoformat(), example_day(today, words.zone, after=A_WEEK_LATER).isoformat()
    yield words.t("See what is coming"), _coming(words)
    yield words.t("Suggest a topic"), _suggesting(words)
    yield words.t("Call a meeting (chair and secretary)"), _calling(words, day, later, soon.year + 1)
    yield words.t("At the meeting"), _meeting(words)
    yield words.t("Look back"), _looking_back(words)
    yield words.t("The committee itself"), _of_committee(words)


def _coming(words: Words) -> list[Line]:
    return [
        Line(Verb.NEXT_MEETING, "/nextmeeting", words.t("time, place, agenda, and your answer")),
        Line(Verb.AGENDA, "/agenda", words.t("the agenda; chair and secretary settle proposals there")),
        Line(Verb.CALENDAR, "/meeting calendar", words.t("the meetings in your own calendar")),
    ]


def _suggesting(words: Words) -> list[Line]:
    return [
        Line(
            Verb.PROPOSE,
            words.t("/propose Lighting by the station"),
            words.t("on its own it opens a form"),
        ),
    ]


def _calling(words: Words, day: str, later: str, next_year: int) -> list[Line]:
    return [
        Line(
            Verb.NEW,
            words.t("/meeting new {day} 10:00-12:00 in the town hall", day=day),
            words.t("plans it; on its own it opens a form"),
        ),
        Line(
            Verb.PLAN,
            words.t("/meeting plan first Wednesday of every month, 13-15, {year}", year=next_year),
            words.t("a plan for the year, put to the members or confirmed at once"),
        ),
        Line(
            Verb.POLL,
            words.t("/meeting poll {day} 10-12; {later} 13-15", day=day, later=later),
            words.t("asks the members which time suits; you pick"),
        ),
        Line(Verb.CONFIRM, "/meeting confirm", words.t("sends the invitations")),
        Line(
            Verb.MOVE,
            words.t("/meeting move {day} 13:00-15:00", day=later),
            words.t("another time or place; shows first who is told"),
        ),
        Line(
            Verb.CANCEL,
            words.t("/meeting cancel The chair is ill"),
            words.t("shows first who is told, and asks what becomes of its topics"),
        ),
        Line(
            Verb.INVITE,
            words.t('/meeting invite anna@example.org "Anna Berg, County board"'),
            words.t("a guest by e-mail; on its own it shows who got what"),
        ),
        Line(Verb.PAPERS, "/meeting papers", words.t("files that go with the invitation")),
    ]


def _meeting(words: Words) -> list[Line]:
    return [
        Line(Verb.START, "/meeting start", words.t("marks that it has begun")),
        Line(
            Verb.DECIDE,
            words.t("/decide The agreement is extended to June"),
            words.t("records a numbered decision"),
        ),
        Line(
            Verb.ACTION,
            words.t("#action @Lena invites the hate-crime group by Friday"),
            words.t("records who does what; just write it in the channel while you meet"),
        ),
        Line(Verb.END, "/meeting end", words.t("then look through the summary and post it")),
    ]


def _looking_back(words: Words) -> list[Line]:
    return [
        Line(Verb.DECISIONS, words.t("/decisions agreement"), words.t("searches the decisions")),
        Line(Verb.ACTIONS, "/actions", words.t("who does what by when")),
    ]


def _of_committee(words: Words) -> list[Line]:
    return [
        Line(Verb.SETUP, "/meeting setup", words.t("sets one up in this channel")),
        Line(Verb.SETTINGS, "/meeting settings", words.t("its name, language, usual place and the rest")),
        Line(Verb.MEMBERS, "/meeting members", words.t("who sits in it, by organisation")),
        Line(Verb.HELP, "/meeting help", words.t("this list")),
    ]


def _first_steps(words: Words, *, in_channel: bool) -> str:
    if in_channel:
        return words.t(
            "*New here?* No committee meets in this channel yet. Write `/meeting setup`: it takes a minute, and you become "
            "its secretary unless you name somebody else.",
        )
    return words.t(
        "*New here?* You have no seat in a committee yet. In the channel where yours meets, write `/meeting setup`; or ask "
        "its secretary for a seat.",
    )


def _elsewhere(words: Words) -> str:
    return words.t(
        "The same words work in a thread after mentioning me (@kallelse next meeting) and in a direct message to me. The "
        "menu of every message has “Add to agenda”, “Record as decision” and “Record as action”.",
    )
