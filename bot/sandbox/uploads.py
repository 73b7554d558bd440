"""Files on their way into the workspace, and there."""

import mimetypes
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from bot.sandbox.ids import new_id
from bot.sandbox.refusal import SlackRefusal
from bot.sandbox.workspace import BOT_USER_ID


@dataclass(slots=True)
class Upload:
    """`user` is who put it there, `created` seconds since 1970."""

    id: str
    name: str
    length: int
    content: bytes = b""
    title: str = ""
    user: str = BOT_USER_ID
    created: int = 0


class Uploads:
    def __init__(self) -> None:
        self.files: dict[str, Upload] = {}

    def begin(self, name: str, length: int, created: int) -> Upload:
        upload = Upload(new_id("F"), name, length, created=created)
        self.files[upload.id] = upload
        return upload

    def receive(self, upload_id: str, content: bytes) -> None:
        upload = self._get(upload_id)
        if len(content) != upload.length:
            raise SlackRefusal("length_mismatch", status=400)
        upload.content = content

    def keep(self, user: str, name: str, content: bytes, created: int) -> Upload:
        """A person's file, all at once."""
        upload = Upload(new_id("F"), name, len(content), content, user=user, created=created)
        self.files[upload.id] = upload
        return upload

    def finished(self, upload_id: str) -> Upload:
        upload = self._get(upload_id)
        if not upload.content:
            raise SlackRefusal("file_not_found")
        return upload

    def _get(self, upload_id: str) -> Upload:
        if upload_id not in self.files:
            raise SlackRefusal("file_not_found", status=404)
        return self.files[upload_id]


def file_object(upload: Upload, address: str) -> dict[str, Any]:
    """As Slack tells of a file (docs.slack.dev/reference/objects/file-object); `address` is the workspace's."""
    url = f"{address}/files/{upload.id}/{quote(upload.name, safe='')}"
    return {
        "id": upload.id,
        "created": upload.created,
        "timestamp": upload.created,
        "name": upload.name,
        "title": upload.title or upload.name,
        "mimetype": mimetypes.guess_type(upload.name)[0] or "application/octet-stream",
        "filetype": PurePath(upload.name).suffix.removeprefix(".").lower() or "binary",
        "user": upload.user,
        "mode": "hosted",
        "is_external": False,
        "size": len(upload.content),
        "url_private": url,
        "url_private_download": f"{url}?download=1",
        "permalink": url,
    }
