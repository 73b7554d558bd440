"""The clock of the sandbox, its faults, and what the bot has done wrong, over HTTP."""

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint

from bot.sandbox.app import App
from bot.sandbox.client_doors import BadRequestError, answers, need, sent
from bot.sandbox.client_drawing import clock_drawing
from bot.sandbox.clock import Clock, ClockRunsForwardError
from bot.sandbox.faults import Fault


def world_doors(app: App) -> Blueprint:
    doors = Blueprint("world", __name__)

    @doors.get("/sandbox/clock")
    @answers
    def clock() -> Any:
        return clock_drawing(app)

    @doors.post("/sandbox/clock")
    @answers
    def move_clock() -> Any:
        _move(app.workspace.clock, sent())
        app.workspace.news.tell("clock")
        return clock_drawing(app)

    @doors.post("/sandbox/faults")
    @answers
    def faults() -> Any:
        try:
            app.faults.plan(_fault(sent()))
        except ValueError as err:
            raise BadRequestError(f"no such fault: {err}") from err
        return {"ok": True}

    @doors.get("/sandbox/refusals")
    @answers
    def refusals() -> Any:
        """What the bot did that Slack would not have accepted."""
        return {"refusals": [{"what": r.what, "error": r.error, "detail": r.detail} for r in app.refused]}

    return doors


def _move(clock: Clock, body: dict[str, Any]) -> None:
    try:
        if "to" in body:
            when = datetime.fromisoformat(str(body["to"]))
            clock.move_to(when if when.tzinfo else when.replace(tzinfo=UTC))
        else:
            clock.advance(float(need(body, "advance_seconds")))
    except ClockRunsForwardError as err:
        raise BadRequestError("the clock runs forward only") from err
    except ValueError as err:
        raise BadRequestError(f"not a time: {err}") from err


def _fault(body: dict[str, Any]) -> Fault:
    about = body.get("method") or body.get("about") or "*"
    return Fault(need(body, "fault"), about, int(body.get("times", 1)), float(body.get("seconds", 1)))
