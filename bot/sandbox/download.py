"""A file handed to a browser or to the bot, by whatever name."""

from io import BytesIO

from flask import Response, send_file


def download(content: bytes, kind: str, name: str) -> Response:
    """A name beyond ASCII goes as RFC 6266 says, in `filename*`."""
    return send_file(BytesIO(content), mimetype=kind, as_attachment=True, download_name=name)
