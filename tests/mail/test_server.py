import pytest

from bot.mail.server import BadMailServer, Encryption, MailServer, mail_server


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://127.0.0.1:2525", MailServer("127.0.0.1", 2525, Encryption.NONE)),
        ("smtp://post.example", MailServer("post.example", 25, Encryption.NONE)),
        ("smtps://post.example", MailServer("post.example", 465, Encryption.FROM_THE_START)),
        ("SMTP+StartTLS://post.example/", MailServer("post.example", 587, Encryption.STARTTLS)),
        (
            "smtp+starttls://r%C3%A5det%40alvnas.example:a%3A%2F%40b@post.example:2587",
            MailServer("post.example", 2587, Encryption.STARTTLS, "rådet@alvnas.example", "a:/@b"),
        ),
        ("smtp://[::1]:2525", MailServer("::1", 2525, Encryption.NONE)),
    ],
)
def test_mail_server_is_read_from_its_url(url: str, server: MailServer) -> None:
    assert mail_server(url) == server


@pytest.mark.parametrize(
    ("url", "part"),
    [
        ("", "scheme"),
        ("post.example:25", "scheme"),
        ("https://post.example", "scheme"),
        ("smtp://[::1", "scheme"),
        ("smtp://", "host"),
        ("smtp://:2525", "host"),
        ("smtp://kallelse:hemligt@post.example:x", "port"),
        ("smtp://post.example:99999", "port"),
    ],
)
def test_mail_server_refuses_and_says_which_part(url: str, part: str) -> None:
    with pytest.raises(BadMailServer) as refused:
        mail_server(url)
    assert refused.value.part == part


def test_mail_server_hides_its_password() -> None:
    assert "hemligt" not in repr(mail_server("smtp://kallelse:hemligt@post.example"))
