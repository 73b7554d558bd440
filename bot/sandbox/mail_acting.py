"""What somebody does at their mail program in the browser, over HTTP."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Any, TypeVar

from flask import Blueprint

from bot.sandbox.client_doors import BadRequestError, answers, need, sent
from bot.sandbox.correspondent import Correspondent, Honesty
from bot.sandbox.habits import Gone, Habits
from bot.sandbox.mail_answers import SUBJECTS
from bot.sandbox.mailbox import Mail, Mailbox
from bot.sandbox.refusal import SlackRefusal

Body = dict[str, Any]
Kind = TypeVar("Kind", bound=StrEnum)


def mail_acting_doors(mailbox: Mailbox) -> Blueprint:
    doors = Blueprint("mail_acting", __name__)
    for name, act in ACTS.items():
        run = answers(partial(_act_on_mail, mailbox, act))
        doors.add_url_rule(f"/sandbox/mails/<mail_id>/{name}", name, run, methods=["POST"])
    doors.add_url_rule("/sandbox/habits", "habits", answers(partial(_habits, mailbox)), methods=["POST"])
    return doors


def _act_on_mail(
    mailbox: Mailbox, act: Callable[[Correspondent, Body, Body], None], mail_id: str
) -> dict[str, Any]:
    body, mail = sent(), mail_with_id(mailbox, mail_id)
    act(Correspondent(mailbox, mail.to, _language(body)), {"id": mail.id}, body)
    return {"ok": True}


def mail_with_id(mailbox: Mailbox, mail_id: str) -> Mail:
    mail = mailbox.get(mail_id)
    if mail is None:
        raise SlackRefusal("mail_not_found")
    return mail


def _answer(reader: Correspondent, mail: Body, body: Body) -> None:
    answer = need(body, "answer")
    if answer not in ("accepted", "maybe", "declined"):
        raise BadRequestError("answer is accepted, maybe or declined")
    reader.answers(mail, answer, body.get("comment") or "", _honesty(body))


def _counter(reader: Correspondent, mail: Body, body: Body) -> None:
    reader.proposes(mail, _moment(need(body, "start")), body.get("comment") or "", _honesty(body))


def _reply(reader: Correspondent, mail: Body, body: Body) -> None:
    reader.replies(mail, need(body, "text"), _honesty(body))


def _remove(reader: Correspondent, mail: Body, _body: Body) -> None:
    reader.removes(mail)


ACTS: dict[str, Callable[[Correspondent, Body, Body], None]] = {
    "answer": _answer,
    "counter": _counter,
    "remove": _remove,
    "reply": _reply,
}


def _habits(mailbox: Mailbox) -> dict[str, Any]:
    body = sent()
    gone = _one_of(Gone, body["gone"]) if body.get("gone") else None
    away, language = str(body.get("away") or ""), _language(body)
    mailbox.change_habits(need(body, "address"), Habits(gone, away, language))
    return {"ok": True}


def _language(body: Body) -> str:
    language = str(body.get("language") or "sv")
    if language not in SUBJECTS:
        raise BadRequestError(f"language is one of {', '.join(SUBJECTS)}")
    return language


def _honesty(body: Body) -> Honesty:
    return _one_of(Honesty, body.get("honesty") or Honesty.GENUINE)


def _one_of(kinds: type[Kind], value: Any) -> Kind:
    try:
        return kinds(value)
    except ValueError as err:
        raise BadRequestError(f"{value!r} is none of {', '.join(kinds)}") from err


def _moment(written: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(str(written))
    except ValueError as err:
        raise BadRequestError("start is an ISO time, for example 2017-12-15T10:00:00Z") from err
    if moment.tzinfo is None:
        raise BadRequestError("start needs a zone, for example 2017-12-15T10:00:00Z")
    return moment
