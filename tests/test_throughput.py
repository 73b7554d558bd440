"""The whole path of a mail keeps up with plain smtplib; tests/bench_mail.py gives the figure itself."""

from bot.storage import Storage
from tests.bench_mail import crowd, plain, worker
from tests.mail.mailserver import Post, mail_server

LENIENT = (
    0.2  # 0.75 and more with a server of its own; here it shares the interpreter, and the machine may be busy
)


def test_worker_keeps_up_with_plain_smtplib(storage: Storage) -> None:
    now, post = crowd(storage, 60, hides=True), Post()
    with mail_server(post) as port:
        ours, mails = worker(storage, port, now)
        theirs = plain(port, mails)
    assert len(post.received) == 2 * len(mails)
    assert ours / theirs > LENIENT
