"""Mail made to hurt costs less than a second and 100 MB, and is vouched for by nobody. A calendar that is strange
but plain about its one ATTENDEE is still an answer; anything else is nothing to act on.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.mail.hostile import MAILS

ROOT = Path(__file__).parents[2]
SECONDS, MEGABYTES = 1.0, 100.0
STRANGE_ANSWERS = {"FREQ=SECONDLY", "CR and LF in names", "many attendees"}


def cost(name: str) -> dict[str, Any]:
    """Of reading it in a process of its own."""
    asked = [sys.executable, "-m", "tests.mail.hostile", name]
    ran = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


@pytest.mark.parametrize("name", MAILS)
def test_hostile_mail_is_cheap_to_read(name: str) -> None:
    found = cost(name)
    assert found["seconds"] < SECONDS
    assert found["megabytes"] < MEGABYTES
    assert not found["vouched"]
    if "calendar" not in name:
        assert (found["says"] == "Scheduling") is (name in STRANGE_ANSWERS)
