"""Programs from outside that some tests need: a missing one is said aloud, and in CI it is a failure."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NoReturn

import pytest

DOVECOT_PARTS = Path("/usr/lib/dovecot")
DEBIAN_PYTHON = Path("/usr/bin/python3")
NODE_PACKAGES = Path(__file__).parent / "calendar" / "node"
NODE_MODULES = Path(sys.prefix) / "node-for-tests"  # in the virtual environment: it goes when that goes
NPM = ("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")


def chromium() -> str:
    """The path of chromium."""
    return shutil.which("chromium") or _missing("chromium")


def libical() -> str:
    """A Python that can import libical."""
    asked = [DEBIAN_PYTHON, "-c", "import gi; gi.require_version('ICalGLib', '3.0')"]
    if DEBIAN_PYTHON.exists() and subprocess.run(asked, check=False, capture_output=True).returncode == 0:
        return str(DEBIAN_PYTHON)
    return _missing("gir1.2-ical-3.0 python3-gi")


def thunderbird() -> str:
    """The path of Thunderbird."""
    return shutil.which("thunderbird") or _missing("thunderbird")


def ical_js() -> tuple[str, str]:
    """The path of node, and that of the library ical.js, installed with npm as tests/calendar/node pins it."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        _missing("nodejs npm")
    pinned = hashlib.sha256((NODE_PACKAGES / "package-lock.json").read_bytes()).hexdigest()
    installed = NODE_MODULES / pinned[:16]
    if not installed.exists():
        _install(installed)
    return node, str(installed / "node_modules" / "ical.js" / "dist" / "ical.js")


def _install(installed: Path) -> None:
    """Beside its place and then into it: who finds it there finds it whole."""
    NODE_MODULES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=NODE_MODULES) as beside:
        shutil.copytree(NODE_PACKAGES, beside, dirs_exist_ok=True)
        done = subprocess.run(NPM, cwd=beside, check=False, capture_output=True, text=True, timeout=120)
        if done.returncode != 0:
            _without(f"npm cannot install what {NODE_PACKAGES} names: {done.stderr[-500:]}")
        whole = Path(beside) / "whole"
        whole.mkdir()
        shutil.move(Path(beside) / "node_modules", whole)
        _into_place(whole, installed)


def _into_place(whole: Path, installed: Path) -> None:
    """Another process that tests may have been quicker: theirs is the same."""
    try:
        whole.rename(installed)
    except OSError:
        if not installed.exists():
            raise


def dovecot() -> str:
    """The path of the mail server, which takes mail over LMTP and gives it out over IMAP."""
    found = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    parts = all((DOVECOT_PARTS / one).exists() for one in ("imap", "lmtp"))
    return found if found and parts else _missing("dovecot-imapd dovecot-lmtpd")


def _missing(packages: str) -> NoReturn:
    _without(f"needs Debian's packages: apt-get install {packages}")


def _without(reason: str) -> NoReturn:
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
