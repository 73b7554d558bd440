"""What Slack answers when it refuses."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(eq=False)
class SlackRefusal(Exception):
    """A call Slack would refuse; `error` is Slack's name for it, `facts` what stands beside it in the answer.

    `status` is set where the HTTP status is not the usual one (200 for the Web API, 400 elsewhere).
    """

    error: str
    facts: dict[str, Any] = field(default_factory=dict)
    status: int | None = None

    def __str__(self) -> str:
        return f"{self.error} {self.facts}" if self.facts else self.error

    @classmethod
    def with_problems(cls, error: str, problems: list[str]) -> "SlackRefusal":
        return cls(error, {"response_metadata": {"messages": [f"[ERROR] {problem}" for problem in problems]}})


@dataclass(frozen=True, slots=True)
class Refused:
    """One thing the bot did that Slack would not have accepted."""

    what: str
    error: str
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.what}: {self.error} {self.detail}".strip()
