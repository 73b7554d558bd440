"""Programs from Debian's packages that some tests need: a missing one is said aloud, and in CI it is a failure."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

DEBIAN_PYTHON = Path("/usr/bin/python3")


def chromium() -> str:
    """The path of chromium."""
    return shutil.which("chromium") or _missing("chromium")


def libical() -> str:
    """A Python that can import libical."""
    asked = [DEBIAN_PYTHON, "-c", "import gi; gi.require_version('ICalGLib', '3.0')"]
    if DEBIAN_PYTHON.exists() and subprocess.run(asked, check=False, capture_output=True).returncode == 0:
        return str(DEBIAN_PYTHON)
    return _missing("gir1.2-ical-3.0 python3-gi")


def _missing(packages: str) -> str:
    reason = f"needs Debian's packages: apt-get install {packages}"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
