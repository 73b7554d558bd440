"""The whole path of a mail keeps up with plain smtplib; tests/bench_mail.py gives the figure itself."""

from bot.storage import Storage
from tests.bench_mail import ratio

LENIENT = 0.3  # 0.75 and more on a machine with nothing else to do; this one may be busy with other tests


def test_worker_keeps_up_with_plain_smtplib(storage: Storage) -> None:
    ours, theirs = ratio(storage, 150, hides=True)
    assert ours / theirs > LENIENT
