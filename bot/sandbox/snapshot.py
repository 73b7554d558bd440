"""The whole workspace as JSON, and back; mails and uploaded files lie beside it as files of their own."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.sandbox.files import write_atomically
from bot.sandbox.mailbox import Mail, Mailbox
from bot.sandbox.model import Account, Channel, Message, Reaction, View
from bot.sandbox.uploads import Upload, Uploads
from bot.sandbox.workspace import Workspace

NAME = "workspace.json"


def save(directory: Path, workspace: Workspace, mailbox: Mailbox, uploads: Uploads) -> None:
    """Writes what changed; the JSON comes last, so that all it names is there."""
    with workspace.news.changed:
        mails, files = mailbox.mails(), list(uploads.files.values())
        text = json.dumps(_snapshot(workspace, mailbox, uploads), ensure_ascii=False, indent=1)
    for mail in mails:
        _write_once(_mail_path(directory, mail.id), mail.raw)
    for upload in files:
        if upload.content:
            _write_once(directory / "files" / upload.id, upload.content)
    write_atomically(directory / NAME, text.encode())


def _write_once(path: Path, content: bytes) -> None:
    if not path.exists():
        write_atomically(path, content)


def _mail_path(directory: Path, mail_id: str) -> Path:
    return directory / "mails" / f"{mail_id}.eml"


def _snapshot(workspace: Workspace, mailbox: Mailbox, uploads: Uploads) -> dict[str, Any]:
    return {
        "shift_seconds": workspace.clock.shift_seconds,
        "accounts": [asdict(account) for account in workspace.accounts.values()],
        "channels": [asdict(channel) for channel in workspace.channels.values()],
        "messages": [asdict(message) for message in workspace.messages.all()],
        "read": [[*key, ts] for key, ts in workspace.messages.read_marks().items()],
        "homes": [asdict(view) for view in workspace.views.homes.values()],
        "mails": [
            {"id": mail.id, "received": mail.received, "to": mail.to, "sender": mail.sender}
            for mail in reversed(mailbox.mails())
        ],
        "opened": sorted(mailbox.opened()),
        "files": [{"id": one.id, "name": one.name, "length": one.length} for one in uploads.files.values()],
    }


def load(directory: Path, workspace: Workspace, mailbox: Mailbox, uploads: Uploads) -> bool:
    """Takes over what was saved; False when there is nothing."""
    path = directory / NAME
    if not path.exists():
        return False
    saved = json.loads(path.read_text())
    workspace.clock.resume(saved["shift_seconds"])
    workspace.add_accounts(Account(**facts) for facts in saved["accounts"])
    for facts in saved["channels"]:
        workspace.add_channel(Channel(**{**facts, "members": tuple(facts["members"])}))
    workspace.messages.restore([_message(facts) for facts in saved["messages"]], _read_marks(saved["read"]))
    workspace.views.homes.update({facts["user"]: View(**facts) for facts in saved["homes"]})
    mails = [Mail(raw=_mail_path(directory, facts["id"]).read_bytes(), **facts) for facts in saved["mails"]]
    mailbox.restore(mails, set(saved["opened"]))
    for facts in saved["files"]:
        uploads.files[facts["id"]] = Upload(**facts, content=_content(directory, facts["id"]))
    return True


def _message(facts: dict[str, Any]) -> Message:
    reactions = tuple(Reaction(one["name"], tuple(one["users"])) for one in facts["reactions"])
    return Message(**{**facts, "reactions": reactions, "files": tuple(facts["files"])})


def _read_marks(rows: list[list[str]]) -> dict[tuple[str, str], str]:
    return {(channel, account): ts for channel, account, ts in rows}


def _content(directory: Path, upload_id: str) -> bytes:
    path = directory / "files" / upload_id
    return path.read_bytes() if path.exists() else b""
