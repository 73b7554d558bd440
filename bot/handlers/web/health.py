"""Whether the bot is alive, and whether it can do its work: for whoever starts it again, and for whoever looks why."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint, Response, jsonify

OK = 200
UNAVAILABLE = 503


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that must be so. `facts` are numbers and names of parts, nothing secret."""

    ok: bool
    facts: Mapping[str, Any] = field(default_factory=dict)


Check = Callable[[], Condition]


def health_doors(checks: Mapping[str, Check]) -> Blueprint:
    """/healthz answers as long as the process does; /readyz asks every check and answers 503 when one says no."""
    doors = Blueprint("health", __name__)

    @doors.get("/healthz")
    def healthz() -> Response:
        return jsonify({"alive": True})

    @doors.get("/readyz")
    def readyz() -> tuple[Response, int]:
        found = {name: _asked(check) for name, check in checks.items()}
        ready = all(condition.ok for condition in found.values())
        told = {name: {"ok": condition.ok, **condition.facts} for name, condition in found.items()}
        return jsonify({"ready": ready, "checks": told}), OK if ready else UNAVAILABLE

    return doors


def _asked(check: Check) -> Condition:
    try:
        return check()
    except Exception as error:  # noqa: BLE001  a check that cannot be made is a no
        return Condition(ok=False, facts={"error": type(error).__name__})
