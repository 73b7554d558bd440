"""The whole workspace as JSON, and back; mails and uploaded files lie beside it as files of their own."""

import hashlib
import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.sandbox.files import write_atomically
from bot.sandbox.habits import Gone, Habits
from bot.sandbox.imap import Filed, Folders
from bot.sandbox.mailbox import Mail, Mailbox
from bot.sandbox.model import Account, Channel, Message, Reaction, View
from bot.sandbox.uploads import Upload, Uploads
from bot.sandbox.workspace import Workspace

NAME = "workspace.json"


def save(directory: Path, workspace: Workspace, mailbox: Mailbox, uploads: Uploads) -> None:
    """Writes what changed; the JSON comes last, so that all it names is there."""
    with workspace.news.changed:
        mails, files = mailbox.mails(), list(uploads.files.values())
        saved = _snapshot(workspace, mailbox, uploads)
    saved["imap"] = _save_folders(directory, mailbox.imap.folders())
    for mail in mails:
        _write_once(_mail_path(directory, mail.id), mail.raw)
    for upload in files:
        if upload.content:
            _write_once(directory / "files" / upload.id, upload.content)
    write_atomically(directory / NAME, json.dumps(saved, ensure_ascii=False, indent=1).encode())


def _write_once(path: Path, content: bytes) -> None:
    if not path.exists():
        write_atomically(path, content)


def _mail_path(directory: Path, mail_id: str) -> Path:
    return directory / "mails" / f"{mail_id}.eml"


def _save_folders(directory: Path, folders: Folders) -> dict[str, Any]:
    return {name: [_save_filed(directory, one) for one in messages] for name, messages in folders.items()}


def _save_filed(directory: Path, message: Filed) -> dict[str, Any]:
    name = hashlib.sha256(message.raw).hexdigest()
    _write_once(_filed_path(directory, name), message.raw)
    return {"content": name, "received": message.received.isoformat(), "flags": list(message.flags)}


def _filed_path(directory: Path, name: str) -> Path:
    return directory / "imap" / f"{name}.eml"


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
        "answered": mailbox.answered(),
        "habits": {address: asdict(habits) for address, habits in mailbox.all_habits().items()},
        "files": [_upload(one) for one in uploads.files.values()],
    }


def _upload(upload: Upload) -> dict[str, Any]:
    """All but the content, which is a file of its own."""
    return {name: value for name, value in asdict(upload).items() if name != "content"}


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
    _restore_mail(directory, mailbox, saved)
    for facts in saved["files"]:
        uploads.files[facts["id"]] = Upload(**facts, content=_content(directory, facts["id"]))
    return True


def _restore_mail(directory: Path, mailbox: Mailbox, saved: dict[str, Any]) -> None:
    """Earlier versions kept neither answers nor habits nor the bot's own mailbox."""
    mails = [Mail(raw=_mail_path(directory, facts["id"]).read_bytes(), **facts) for facts in saved["mails"]]
    habits = {address: _habits(facts) for address, facts in saved.get("habits", {}).items()}
    mailbox.restore(mails, set(saved["opened"]), saved.get("answered", {}), habits)
    folders = saved.get("imap", {})
    mailbox.imap.restore({name: [_filed(directory, one) for one in ones] for name, ones in folders.items()})


def _habits(facts: dict[str, Any]) -> Habits:
    return Habits(**{**facts, "gone": Gone(facts["gone"]) if facts["gone"] else None})


def _filed(directory: Path, facts: dict[str, Any]) -> Filed:
    raw = _filed_path(directory, facts["content"]).read_bytes()
    return Filed(datetime.fromisoformat(facts["received"]), tuple(facts["flags"]), raw)


def _message(facts: dict[str, Any]) -> Message:
    reactions = tuple(Reaction(one["name"], tuple(one["users"])) for one in facts["reactions"])
    return Message(**{**facts, "reactions": reactions, "files": tuple(facts["files"])})


def _read_marks(rows: list[list[str]]) -> dict[tuple[str, str], str]:
    return {(channel, account): ts for channel, account, ts in rows}


def _content(directory: Path, upload_id: str) -> bytes:
    path = directory / "files" / upload_id
    return path.read_bytes() if path.exists() else b""
