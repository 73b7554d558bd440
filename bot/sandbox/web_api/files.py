"""files.*: uploading in three steps, as files_upload_v2 does, and asking about what people have uploaded."""

from typing import Any

from bot.sandbox import events
from bot.sandbox.refusal import SlackRefusal
from bot.sandbox.uploads import file_object
from bot.sandbox.web_api.call import Answer, Call
from bot.sandbox.workspace import BOT_USER_ID


def get_upload_url(call: Call) -> Answer:
    call.needs("files:write")
    length = call.number("length", 0)
    if length <= 0:
        raise SlackRefusal.with_problems(
            "invalid_arguments", ["must be greater than 0 [json-pointer:/length]"]
        )
    upload = call.app.uploads.begin(call.text("filename"), length, _now(call))
    return {"upload_url": f"{call.app.url}/upload/{upload.id}", "file_id": upload.id}


def complete_upload(call: Call) -> Answer:
    call.needs("files:write")
    wanted = call.structure("files", "invalid_arguments")
    if not wanted:
        raise SlackRefusal.with_problems("invalid_arguments", ["missing required field: files"])
    files = [_file(call, item) for item in wanted]
    if channel_id := call.args.get("channel_id"):
        _share(call, str(channel_id), files)
    return {"files": files}


def _file(call: Call, item: dict[str, Any]) -> dict[str, Any]:
    upload = call.app.uploads.finished(item.get("id", ""))
    upload.title = str(item.get("title") or "")
    return file_object(upload, call.app.url)


def _now(call: Call) -> int:
    return int(call.workspace.clock.seconds())


def info(call: Call) -> Answer:
    call.needs("files:read")
    return {"file": file_object(call.app.uploads.finished(call.text("file")), call.app.url)}


def _share(call: Call, channel_id: str, files: list[dict[str, Any]]) -> None:
    channel = call.workspace.channel(channel_id)
    if BOT_USER_ID not in channel.members:
        raise SlackRefusal("not_in_channel" if channel.kind == "channel" else "channel_not_found")
    thread_ts = call.args.get("thread_ts")
    text = call.text("initial_comment", "")
    message = call.workspace.messages.post(
        channel.id, BOT_USER_ID, text, files=tuple(files), subtype="file_share", thread_ts=thread_ts
    )
    events.message_said(call.app, channel, message)


METHODS = {
    "files.completeUploadExternal": complete_upload,
    "files.getUploadURLExternal": get_upload_url,
    "files.info": info,
}
