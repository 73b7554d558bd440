"""What may be attached to a meeting, and by which name."""

import pytest

from bot.domain.paper import (
    LONGEST_NAME,
    MOST_BYTES,
    BadPaper,
    Flaw,
    check_content,
    check_together,
    free_name,
    safe_name,
)

NAMES = {
    "readable letters stay": ("Förslag till åtgärder – höst.pdf", "Förslag till åtgärder – höst.pdf"),
    "letters of a Mac are put together": ("A\u030atga\u0308rd.pdf", "Åtgärd.pdf"),
    "path of Unix": ("../../etc/passwd.txt", "passwd.txt"),
    "path of Windows": ("C:\\Users\\karin\\avtal.pdf", "avtal.pdf"),
    "lines that would be headers": (
        "avtal\r\nBcc: all@ekeby.example\r\n.pdf",
        "avtal Bcc all@ekeby.example .pdf",
    ),
    "marks that turn the text around": ("avtal\u202efdp.pdf", "avtalfdp.pdf"),
    "zero bytes": ("avtal\0.exe\0.pdf", "avtal.exe.pdf"),
    "quotes": ('avtal"; filename="x.exe.pdf', "avtal filename=x.exe.pdf"),
    "hidden file": (".pdf", "pdf"),
    "nothing": ("///", ""),
}


@pytest.mark.parametrize(("given", "name"), NAMES.values(), ids=NAMES.keys())
def test_name_is_safe_and_readable(given: str, name: str) -> None:
    assert safe_name(given) == name


def test_long_name_keeps_its_ending() -> None:
    name = safe_name("å" * 300 + ".pdf")
    assert (len(name), name[-5:]) == (LONGEST_NAME, "å.pdf")


GOOD = {
    "pdf": ("avtal.PDF", b"%PDF-1.7"),
    "docx": ("kallelse.docx", b"PK\x03\x04rest"),
    "png": ("karta.png", b"\x89PNG\r\n\x1a\nrest"),
    "jpeg": ("karta.jpeg", b"\xff\xd8\xff\xe0"),
    "text": ("läs.txt", "Läs det här".encode()),
    "table in the letters of Windows": ("tabell.csv", "år;antal".encode("cp1252")),
}


@pytest.mark.parametrize(("name", "content"), GOOD.values(), ids=GOOD.keys())
def test_file_of_a_known_kind_is_taken(name: str, content: bytes) -> None:
    check_content(name, content)


BAD = {
    "program": ("setup.exe", b"MZ", Flaw.KIND),
    "program called a pdf": ("avtal.pdf", b"MZ\x90\0", Flaw.CONTENT),
    "program called a text": ("avtal.txt", b"MZ\x90\0", Flaw.CONTENT),
    "page to sign in on called a document": ("avtal.docx", b"<!DOCTYPE html>", Flaw.CONTENT),
    "page": ("avtal.html", b"<html>", Flaw.KIND),
    "macros": ("avtal.docm", b"PK\x03\x04", Flaw.KIND),
    "calendar": ("inbjudan.ics", b"BEGIN:VCALENDAR", Flaw.KIND),
    "two endings": ("avtal.pdf.exe", b"%PDF", Flaw.KIND),
    "no ending": ("avtal", b"%PDF", Flaw.KIND),
    "empty": ("avtal.pdf", b"", Flaw.EMPTY),
    "too large": ("avtal.pdf", b"%PDF".ljust(MOST_BYTES + 1), Flaw.TOO_LARGE),
}


@pytest.mark.parametrize(("name", "content", "flaw"), BAD.values(), ids=BAD.keys())
def test_file_that_cannot_be_attached_is_refused_by_name(name: str, content: bytes, flaw: Flaw) -> None:
    with pytest.raises(BadPaper) as refused:
        check_content(name, content)
    assert (refused.value.name, refused.value.flaw) == (name, flaw)


def test_papers_have_room_together_up_to_both_limits() -> None:
    check_together([MOST_BYTES, MOST_BYTES], [("c.pdf", MOST_BYTES)])
    check_together([1] * 9, [("j.pdf", 1)])


@pytest.mark.parametrize(
    ("there", "flaw"),
    [([1] * 9, Flaw.TOO_MANY), ([MOST_BYTES, MOST_BYTES, MOST_BYTES - 1], Flaw.TOO_MUCH)],
)
def test_first_paper_without_room_is_told_of(there: list[int], flaw: Flaw) -> None:
    with pytest.raises(BadPaper) as refused:
        check_together(there, [("a.pdf", 1), ("b.pdf", 1)])
    assert (refused.value.name, refused.value.flaw) == ("b.pdf", flaw)


def test_second_paper_of_a_name_gets_a_number() -> None:
    assert free_name("avtal.pdf", ["Avtal.pdf", "avtal (2).pdf"]) == "avtal (3).pdf"
    assert free_name("avtal.pdf", ["avtal.docx"]) == "avtal.pdf"
    assert len(free_name("a" * 76 + ".pdf", ["a" * 76 + ".pdf"])) == LONGEST_NAME
