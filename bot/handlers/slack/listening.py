"""How the acts in `acts/` are heard: each of its modules says in tables what it answers to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.handlers.slack.ids import Form, Press, Shortcut, parts_of
from bot.handlers.slack.request import Answer, FieldErrors, Filled, Redraw, Request, View
from bot.handlers.text import Command, Verb
from bot.language.words import Words

CommandAnswer = Callable[[Request, Command], Answer]
CommandForm = Callable[[Request, Command], View]
PressAnswer = Callable[[Request, list[str]], Answer]
PressForm = Callable[[Request, list[str]], View | Redraw]
FormCheck = Callable[[Words, Filled], FieldErrors | View | None]
FormAnswer = Callable[[Request, Filled], Answer]
ShortcutForm = Callable[[Request], View]


@dataclass(frozen=True, slots=True)
class Submission:
    """What happens with a filled-in form: `check` sees what can be seen without asking anybody and is quick, and says what
    is wrong at which field, or puts a form with a question in the place of this one; `act` may take its time, its answer
    takes the form's place.
    """

    act: FormAnswer
    check: FormCheck = lambda _words, _filled: None


@dataclass(frozen=True, slots=True)
class Acts:
    """What one module of acts answers to. A command stands in `commands`, and in `forms` too when it can open one:
    `opens` says from the words alone whether it will. Presses get the parts their value carries; one that opens a form
    may answer instead, when it comes too late.
    """

    commands: Mapping[Verb, CommandAnswer] = field(default_factory=dict)
    forms: Mapping[Verb, CommandForm] = field(default_factory=dict)
    opens: Callable[[Command], bool] = lambda _command: True
    presses: Mapping[Press, PressAnswer] = field(default_factory=dict)
    press_forms: Mapping[Press, PressForm] = field(default_factory=dict)
    submissions: Mapping[Form, Submission] = field(default_factory=dict)
    shortcuts: Mapping[Shortcut, ShortcutForm] = field(default_factory=dict)


def press_of(action: dict[str, Any]) -> tuple[str, list[str]]:
    """Which press it was and what it carried. An option of a "⋯" menu names its press itself: "<press> <value>"."""
    carried = str((action.get("selected_option") or action).get("value", ""))
    if action.get("type") == "overflow":
        press, _, carried = carried.partition(" ")
        return press, parts_of(carried)
    press, _, _ = str(action.get("action_id", "")).partition(".")
    return press, parts_of(carried)
