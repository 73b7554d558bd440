"""Mails as programs send them, one file for each program or fault; the people in them are invented."""

from pathlib import Path

from bot.domain.received import Received
from bot.mail.receiving.reading import read_mail

FOLDER = Path(__file__).parent / "inbound"
OUR_ADDRESS = "council@ekeby.example"
OUR_SERVER = "mx.ekeby.example"


def raw(name: str) -> bytes:
    """The file as it travels: lines end with CR LF."""
    return (FOLDER / f"{name}.eml").read_bytes().replace(b"\n", b"\r\n")


def read(mail: bytes) -> Received:
    return read_mail(mail, our_address=OUR_ADDRESS, our_server=OUR_SERVER)


def names() -> list[str]:
    return sorted(path.stem for path in FOLDER.glob("*.eml"))
