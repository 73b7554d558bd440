"""A time that could not be read for sure: what is unclear, a button for each thing it may mean, one right example."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.committee import Committee
from bot.handlers.slack.ids import Press, room_for, value
from bot.handlers.slack.render.blocks import Block, Message, actions, button, clip, context, one_line, section
from bot.handlers.slack.render.meeting_words import sentence
from bot.handlers.slack.render.time_fields import meaning_text, unclear_text
from bot.handlers.times import Unclear, WhichTime, written
from bot.language.example_days import example_day
from bot.language.when import Doubt, Example, Form
from bot.language.when.words import example_text
from bot.language.words import Words
from bot.usecases.meetings import Wish

MOST_CHOICES = 5
ROOM_FOR_PLACE, ROOM_FOR_LINK = 800, 1000
"""Of the 2000 characters that a button can carry."""
TYPED_MOST = 200
SEVERAL = frozenset({Doubt.SEVERAL_DAYS, Doubt.WHICH_END, Doubt.WHICH_RHYTHM})


@dataclass(frozen=True, slots=True)
class About:
    """What the time is for: `chosen` is the press that takes a possible meaning, `form` the one that asks for all of it
    in a form, `subject` the committee's or the meeting's id, and `command` what to write.
    """

    chosen: Press
    form: Press
    subject: str
    command: str
    committee: Committee


def unclear_message(asked: Unclear, about: About, words: Words, now: datetime) -> Message:
    said = one_line(unclear_text(asked, words))
    zone = about.committee.zone
    soon = example_day(now.astimezone(zone).date(), zone)
    example = _example(next(iter(asked.examples), Example(Form.DATE_AND_TIME, soon)), about, words)
    if about.form is Press.NEW_MEETING and _are_several(asked):
        planned = one_line(clip(" ".join(asked.typed.split()), TYPED_MOST))
        several = words.t("For several meetings: `{command}`", command=f"/meeting plan {planned}")
        example = f"{several}\n{example}"
    choices = [_choice(number, one, about, words) for number, one in enumerate(asked.choices[:MOST_CHOICES])]
    form = button(words.t("Fill in a form"), about.form, value(about.subject))
    blocks = (section(said), actions(*choices, form), context(example))
    return Message(f"{said} {example}", blocks if choices else (blocks[0], blocks[2], blocks[1]))


def _are_several(asked: Unclear) -> bool:
    """A rule, or several days: what a plan takes in one go."""
    code = asked.question and asked.question.code
    return code in SEVERAL or (code is Doubt.ONE_AT_A_TIME and not asked.choices)


def which_time_message(asked: WhichTime, about: About, words: Words) -> Message:
    said = words.t("{day}: at what time?", day=sentence(words.date(asked.day)))
    example = _example(Example(Form.ISO, asked.day), about, words)
    form = button(words.t("Choose the time"), about.form, _carried(asked, about), style="primary")
    return Message(f"{said} {example}", (section(said), actions(form), context(example)))


def _choice(number: int, meant: Wish | WhichTime, about: About, words: Words) -> Block:
    """Two of the same kind stand side by side, so each has an ending of its own."""
    press, carried = about.form, ""
    if isinstance(meant, WhichTime):
        carried = _carried(meant, about)
    else:
        press = about.chosen
        carried = value(
            about.subject,
            written(meant.start),
            written(meant.end),
            room_for(meant.place or "", ROOM_FOR_PLACE),
            whole(meant.link or "") or "",
        )
    return button(meaning_text(meant, words), f"{press}.{number}", carried)


def _carried(asked: WhichTime, about: About) -> str:
    """For the form that asks for the time: what is known already stands in it."""
    place, link = room_for(asked.place or "", ROOM_FOR_PLACE), whole(asked.link or "") or ""
    return value(about.subject, asked.day.isoformat(), place, link)


def whole(link: str) -> str | None:
    """Half a link leads nowhere, so one that is too long for a button is left out: what is said back shows that it is
    missing.
    """
    return link if room_for(link, ROOM_FOR_LINK) == link else None


def _example(example: Example, about: About, words: Words) -> str:
    return words.t("For example: `{example}`", example=f"{about.command} {example_text(example, words)}")
