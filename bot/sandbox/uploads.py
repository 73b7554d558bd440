"""Files on their way into the workspace, and there."""

from dataclasses import dataclass

from bot.sandbox.ids import new_id
from bot.sandbox.refusal import SlackRefusal


@dataclass(slots=True)
class Upload:
    id: str
    name: str
    length: int
    content: bytes = b""


class Uploads:
    def __init__(self) -> None:
        self.files: dict[str, Upload] = {}

    def begin(self, name: str, length: int) -> Upload:
        upload = Upload(new_id("F"), name, length)
        self.files[upload.id] = upload
        return upload

    def receive(self, upload_id: str, content: bytes) -> None:
        upload = self._get(upload_id)
        if len(content) != upload.length:
            raise SlackRefusal("length_mismatch", status=400)
        upload.content = content

    def finished(self, upload_id: str) -> Upload:
        upload = self._get(upload_id)
        if not upload.content:
            raise SlackRefusal("file_not_found")
        return upload

    def _get(self, upload_id: str) -> Upload:
        if upload_id not in self.files:
            raise SlackRefusal("file_not_found", status=404)
        return self.files[upload_id]
