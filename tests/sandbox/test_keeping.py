"""With a data directory the workspace is there again at the next start."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.sandbox.clock import Clock, ClockRunsForwardError
from bot.sandbox.habits import Gone
from bot.sandbox.model import Channel
from bot.sandbox.server import BOT_ADDRESS, Sandbox
from bot.sandbox.workspace import BOT_USER_ID
from tests.sandbox.calling import api
from tests.sandbox.conftest import PEOPLE
from tests.sandbox.guestbook import MANIFEST
from tests.sandbox.test_imap import reading
from tests.sandbox.test_mailbox import invitation, send

EIGHT = datetime(2017, 10, 11, 6, tzinfo=UTC)
HOME = {"type": "home", "blocks": [{"type": "header", "text": {"type": "plain_text", "text": "My meetings"}}]}


def kept_in(directory: Path, at: datetime | None = None) -> Sandbox:
    channels = [Channel("C0ALL", "all", ("U0EVA", "U0TOM", BOT_USER_ID))]
    return Sandbox(MANIFEST, people=PEOPLE, channels=channels, data=directory, at=at)


def test_everything_said_and_sent_is_there_again(tmp_path: Path) -> None:
    with kept_in(tmp_path, EIGHT) as first:
        eva = first.person("Eva")
        said = eva.types("Good morning", "#all")
        first.person("Tom").reacts("wave", said)
        blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "A card"}}]
        api(first, "chat.postMessage", channel="C0ALL", text="A card", blocks=blocks, thread_ts=said.ts)
        api(first, "views.publish", user_id="U0EVA", view=HOME)
        send(first, invitation())
        before = (first.workspace.messages.all(), first.mailbox.mails(), first.workspace.views.homes)
    with kept_in(tmp_path) as second:
        assert second.is_resumed
        again = (second.workspace.messages.all(), second.mailbox.mails(), second.workspace.views.homes)
        assert again == before
        assert timedelta() <= second.clock.now() - EIGHT < timedelta(minutes=1)
        later = second.person("Eva").types("Good evening", "#all")
        assert later.ts > said.ts


def test_mailboxes_are_there_again_with_what_was_done_in_them(tmp_path: Path) -> None:
    with kept_in(tmp_path, EIGHT) as first:
        send(first, invitation())
        eva, tom = first.correspondent("eva@example.org"), first.correspondent("tom@example.org")
        (mail,) = eva.mails()
        eva.answers(mail, "accepted")
        eva.is_away("På måndag igen.")
        tom.bounces(Gone.REFUSED)
        send(first, invitation(BOT_ADDRESS), BOT_ADDRESS)
        with reading(first.imap_url) as box:
            box.folder.create("Klart")
            box.move([mail.uid or "" for mail in box.fetch()], "Klart")
        before = (first.mailbox.answered(), first.mailbox.all_habits(), first.mailbox.imap.folders())
    with kept_in(tmp_path) as second:
        again = (second.mailbox.answered(), second.mailbox.all_habits(), second.mailbox.imap.folders())
        assert again == before
        assert [len(ones) for ones in again[2].values()] == [0, 1]


def test_workspace_of_an_earlier_version_is_taken_over(tmp_path: Path) -> None:
    with kept_in(tmp_path) as first:
        send(first, invitation())
    saved = tmp_path / "workspace.json"
    facts = json.loads(saved.read_text())
    saved.write_text(json.dumps({key: facts[key] for key in facts.keys() - {"imap", "habits", "answered"}}))
    with kept_in(tmp_path) as second:
        assert (len(second.mailbox.mails()), second.mailbox.imap.folders()) == (1, {"INBOX": []})


def test_clock_of_a_kept_workspace_moves_forward_only(tmp_path: Path) -> None:
    with kept_in(tmp_path, EIGHT):
        pass
    with kept_in(tmp_path, EIGHT - timedelta(days=1)) as second:
        assert second.clock.now() >= EIGHT
    with kept_in(tmp_path, EIGHT + timedelta(days=1)) as third:
        assert third.clock.now() >= EIGHT + timedelta(days=1)


def test_changes_are_saved_while_it_runs(tmp_path: Path) -> None:
    with kept_in(tmp_path) as sandbox:
        sandbox.person("Eva").types("Good morning", "#all")
        saved = tmp_path / "workspace.json"

        def is_saved() -> bool:
            return saved.exists() and "Good morning" in saved.read_text()

        assert any(sandbox.workspace.news.wait(is_saved, 0.05) for _ in range(50))


def test_clock_tells_other_processes_its_shift(tmp_path: Path) -> None:
    path = tmp_path / "clock.json"
    clock = Clock(path)
    clock.advance(3600)
    assert json.loads(path.read_text()) == {"shift_seconds": 3600}
    with pytest.raises(ClockRunsForwardError):
        clock.advance(-1)
