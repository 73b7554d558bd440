"""A person can do with a bot here what they can do in Slack, however the bot is reached."""

import pytest

from bot.sandbox.acts import ActFailedError
from bot.sandbox.forms import FormError
from bot.sandbox.onlooker import NotSeenError
from bot.sandbox.server import Sandbox


def greet(sandbox: Sandbox) -> None:
    eva = sandbox.person("Eva")
    eva.command("/greet", "#all")
    assert eva.submits({"Words": "Good morning", "Day": "2017-12-15"}) == {}
    eva.sees("Greeting: Good morning (2017-12-15)")


def test_command_opens_a_modal_whose_answer_becomes_a_message_that_buttons_change(sandbox: Sandbox) -> None:
    greet(sandbox)
    tom = sandbox.person("Tom")
    tom.sees("0 likes")
    tom.clicks("Like")
    tom.sees("1 likes")
    tom.clicks("Like")
    tom.sees("2 likes")
    tom.does_not_see("1 likes")


def test_overflow_option_deletes_the_message_through_its_response_url(sandbox: Sandbox) -> None:
    greet(sandbox)
    sandbox.person("Tom").clicks("Forget it")
    assert sandbox.workspace.news.wait(lambda: not sandbox.workspace.messages.all(), 5)
    sandbox.person("Eva").does_not_see("Good morning")


def test_modal_keeps_its_place_and_shows_what_is_wrong(sandbox: Sandbox) -> None:
    eva = sandbox.person("Eva")
    eva.command("/greet", "#all")
    assert eva.submits({"Words": "hm"}) == {"words": "Say more than hm"}
    eva.sees("Say more than hm")
    assert eva.submits({"Words": "Hello"}) == {}
    eva.sees("Greeting: Hello")


def test_required_field_left_empty_is_not_sent(sandbox: Sandbox) -> None:
    eva = sandbox.person("Eva")
    eva.command("/greet", "#all")
    with pytest.raises(FormError, match="Words: please complete this required field"):
        eva.submits({})
    eva.closes()
    eva.sees("Another time, then.")


def test_command_answered_in_its_ack_and_by_response_url_is_seen_by_the_asker_only(sandbox: Sandbox) -> None:
    eva, tom = sandbox.person("Eva"), sandbox.person("Tom")
    eva.command("/greet twice", "#all")
    eva.sees("Once is enough.")
    eva.sees("Really.")
    tom.does_not_see("enough")


def test_message_shortcut_acts_on_the_message_it_was_used_on(sandbox: Sandbox) -> None:
    eva = sandbox.person("Eva")
    said = eva.types("A wise thing", "#all")
    sandbox.person("Tom").shortcut("Quote", said)
    eva.sees("> A wise thing")
    eva.sees(":eyes: 1")


def test_global_shortcut_carries_no_channel(sandbox: Sandbox) -> None:
    eva = sandbox.person("Eva")
    eva.shortcut("Greet")
    eva.sees("Hello from nowhere in particular")


def test_mention_is_answered_in_the_thread(sandbox: Sandbox) -> None:
    tom = sandbox.person("Tom")
    said = tom.types("@guestbook are you there?", "#all")
    answer = tom.sees("You called, @Tom Berg?")
    assert answer.thread_ts == said.ts


@pytest.mark.parametrize(("name", "answer"), [("Eva", "Hej!"), ("Tom", "Hello!")])
def test_direct_message_is_answered_in_the_language_of_the_person(
    sandbox: Sandbox, name: str, answer: str
) -> None:
    person = sandbox.person(name)
    person.types("anybody?")
    person.sees(answer)


def test_home_is_drawn_when_it_is_opened(sandbox: Sandbox) -> None:
    eva = sandbox.person("Eva")
    eva.opens_home()
    eva.sees("Your greetings")
    sandbox.person("Tom").does_not_see("Your greetings")


def test_reaction_reaches_the_bot(sandbox: Sandbox) -> None:
    eva = sandbox.person("Eva")
    said = eva.types("Good bye", "#all")
    sandbox.person("Tom").reacts("wave", said)
    eva.sees("Waving back")


def test_newcomer_is_welcomed_once_the_bot_is_in_the_channel(sandbox: Sandbox) -> None:
    eva, tom = sandbox.person("Eva"), sandbox.person("Tom")
    eva.invites("guestbook", "#fika")
    eva.sees("Welcome, @Guestbook")
    tom.joins("#fika")
    tom.sees("Welcome, @Tom Berg")


def test_unknown_command_is_refused_before_it_reaches_the_bot(sandbox: Sandbox) -> None:
    with pytest.raises(ActFailedError, match="invalid_command"):
        sandbox.person("Eva").command("/curse", "#all")


def test_what_is_not_there_is_said_with_all_that_is(sandbox: Sandbox) -> None:
    greet(sandbox)
    with pytest.raises(NotSeenError) as failure:
        sandbox.person("Tom").sees("Good evening", timeout=0.05)
    assert "Greeting:* Good morning" in str(failure.value)
    assert "[Like]" in str(failure.value)
