"""The mailbox page's part of the client's HTTP."""

from dataclasses import asdict
from typing import Any

from flask import Blueprint, request

from bot.sandbox import mail_facts
from bot.sandbox.client_doors import answers
from bot.sandbox.download import download
from bot.sandbox.mail_acting import mail_with_id
from bot.sandbox.mailbox import Mailbox
from bot.sandbox.refusal import SlackRefusal


def mail_doors(mailbox: Mailbox) -> Blueprint:
    doors = Blueprint("mail", __name__)

    @doors.get("/sandbox/mails")
    @answers
    def mails() -> Any:
        found = mailbox.mails(request.args.get("to"))
        return {
            "mails": [mail_facts.summary(mail, is_read=mailbox.is_opened(mail)) for mail in found],
            "habits": {address: asdict(habits) for address, habits in mailbox.all_habits().items()},
        }

    @doors.get("/sandbox/mails/<mail_id>")
    @answers
    def mail(mail_id: str) -> Any:
        found = mail_with_id(mailbox, mail_id)
        mailbox.open(found)
        return {**mail_facts.whole(found), "answered": mailbox.answered().get(found.id)}

    @doors.get("/sandbox/mails/<mail_id>/raw")
    @answers
    def raw(mail_id: str) -> Any:
        return download(mail_with_id(mailbox, mail_id).raw, "message/rfc822", f"{mail_id}.eml")

    @doors.get("/sandbox/mails/<mail_id>/attachments/<int:number>")
    @answers
    def attachment(mail_id: str, number: int) -> Any:
        parts = mail_facts.attachments(mail_facts.parsed(mail_with_id(mailbox, mail_id)))
        if number >= len(parts):
            raise SlackRefusal("attachment_not_found")
        part = parts[number]
        return download(
            mail_facts.content_of(part), part.get_content_type(), part.get_filename() or "invitation.ics"
        )

    return doors
