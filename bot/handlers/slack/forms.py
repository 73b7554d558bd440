"""Opening a modal in time: a trigger lives for three seconds, so the modal opens empty and is filled when we know."""

from collections.abc import Callable
from dataclasses import replace
from enum import Enum, auto

from bot.domain.errors import KallelseError
from bot.handlers.slack.desk import boundary, give_to_form
from bot.handlers.slack.ids import Form
from bot.handlers.slack.listening import Submission
from bot.handlers.slack.refusals import explain
from bot.handlers.slack.render.blocks import Block, modal, section
from bot.handlers.slack.request import (
    REFUSAL,
    Answer,
    AskOn,
    FieldErrors,
    Filled,
    Redraw,
    Request,
    Surface,
    View,
    opened_from,
    with_behind,
)
from bot.handlers.slack.surfaces import APP_NAME, OnModal, remembered
from bot.language.words import Words


def waiting(words: Words) -> View:
    return modal(Form.WAIT, APP_NAME, [section(words.t("One moment …"))], close=words.t("Close"))


class Room(Enum):
    """Where a modal has room: by itself, upon the one that is open, or only in its place."""

    NEW = auto()
    ON_TOP = auto()
    FULL = auto()


def open_form(request: Request, build: Callable[[Request], View | Redraw], *, room: Room = Room.NEW) -> None:
    """Show what `build` makes where there is room for it; what it refuses is explained on the modal. An answer instead of
    a form stands on the modal, and in the place of what was pressed.
    """
    view_id = _opened(request, room)
    below: Surface | None = request.surface
    if room is Room.FULL and isinstance(below, OnModal):
        below = below.behind  # the form stands in the place of what was pressed
    behind = remembered(below)
    opened = OnModal(request.client, view_id, request.words, APP_NAME, below if behind else None)
    on_modal = replace(request, surface=opened)
    with boundary(on_modal):
        built = build(on_modal)
        if isinstance(built, Redraw):
            give_to_form(opened, built)
        else:
            request.client.views_update(view_id=view_id, view=with_behind(built, behind))


def _opened(request: Request, room: Room) -> str:
    """The id of an empty modal there."""
    view = waiting(request.words)
    if room is Room.FULL and isinstance(request.surface, OnModal):
        shown = request.client.views_update(view_id=request.surface.view_id, view=view)
    elif room is Room.ON_TOP:
        shown = request.client.views_push(trigger_id=request.trigger or "", view=view)
    else:
        shown = request.client.views_open(trigger_id=request.trigger or "", view=view)
    return str((shown.get("view") or {}).get("id", ""))


def act_on(request: Request, submission: Submission, filled: Filled, view: View) -> None:
    """Do what a form asks for. What is refused is said at the top of the form, with all that was filled in still there."""
    with boundary(request):
        try:
            answer = submission.act(request, filled)
        except KallelseError as error:
            refused = explain(error, request.words)
            answer = AskOn(with_refusal(view, list(refused.blocks) or [section(refused.text)]))
        if isinstance(request.surface, OnModal):
            _answer(request.surface, answer, filled)


def _answer(form: OnModal, answer: Answer, filled: Filled) -> None:
    if isinstance(answer, AskOn):
        form.show(with_behind(answer.view, filled.behind))
    else:
        give_to_form(form, answer)


def with_refusal(view: View, refusal: list[Block]) -> View:
    """The form as it was sent in, what was filled in kept, the refusal above it."""
    blocks = [block for block in kept_blocks(view) if block.get("block_id") != REFUSAL]
    first = {**refusal[0], "block_id": REFUSAL}
    about, _ = opened_from(view)
    return {
        **_frame(view),
        "private_metadata": about,
        "blocks": [first, *(block for block in refusal[1:] if block["type"] != "actions"), *blocks],
    }


def with_errors(view: View, wrong: FieldErrors) -> View | None:
    """The form with what is wrong at its top, in the place of what was refused before; None where nothing was, and the
    fields can say it themselves.
    """
    if not any(block.get("block_id") == REFUSAL for block in view["blocks"]):
        return None
    refused = with_refusal(view, [section("\n".join(wrong.errors.values()))])
    return {**refused, "private_metadata": view.get("private_metadata", "")}


def with_question(view: View, question: Block, *, below: str) -> View:
    """The form as it was sent in, what was filled in kept, with one more field below another: in the place of an earlier
    one of the same name.
    """
    blocks: list[Block] = []
    for block in kept_blocks(view):
        if block.get("block_id") == REFUSAL:
            blocks.append(
                {"type": "divider", "block_id": REFUSAL}
            )  # what was refused is no longer what is asked
        elif block.get("block_id") != question["block_id"]:
            blocks.append(block)
        if block.get("block_id") == below:
            blocks.append(question)
    return {**_frame(view), "private_metadata": view.get("private_metadata", ""), "blocks": blocks}


def kept_blocks(view: View) -> list[Block]:
    state = view.get("state", {}).get("values", {})
    return [_kept(block, state) for block in view["blocks"]]


def _frame(view: View) -> View:
    return {key: view[key] for key in ("type", "callback_id", "title", "submit", "close") if view.get(key)}


INITIAL = {
    "value": "initial_value",
    "selected_option": "initial_option",
    "selected_options": "initial_options",
    "selected_date": "initial_date",
    "selected_time": "initial_time",
    "selected_user": "initial_user",
}


def _kept(block: Block, state: dict[str, dict[str, dict[str, object]]]) -> Block:
    if block["type"] != "input":
        return block
    element = dict(block["element"])
    filled = state.get(block["block_id"], {}).get(element["action_id"], {})
    for source, target in INITIAL.items():
        if source in filled:
            element.pop(target, None)
            if filled[source]:
                element[target] = filled[source]
    return {**block, "element": element}
