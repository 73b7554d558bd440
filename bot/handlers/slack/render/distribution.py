"""Who got what, who did not and why, with a button to try again. For chair and secretary."""

from collections.abc import Iterator

from bot.domain.bounce import Bounce
from bot.domain.delivery import Delivery, DeliveryState, Route
from bot.domain.invitation import Answer, Invitation
from bot.domain.meeting import Meeting
from bot.handlers.slack.ids import Press, value
from bot.handlers.slack.render.answers import answer_name, source_of
from bot.handlers.slack.render.blocks import Block, Message, actions, button, header, section
from bot.handlers.slack.render.failure_words import reason_in_words
from bot.handlers.slack.render.meeting_words import sentence, short
from bot.language.words import Words
from bot.usecases.invitations import Distribution, Recipient

AGAIN = "again"
"""What the button that looks once more carries: the answer takes the old one's place."""
MOST_FAILURES = 15
MOST_LETTERS_OF_GROUP = 2400


def distribution_message(distribution: Distribution, words: Words) -> Message:
    meeting, committee = distribution.meeting, distribution.committee
    when = sentence(words.when(meeting.start, meeting.end, committee.zone))
    counted = _counted(distribution, words)
    blocks = [
        header(words.t("Who got what: {committee}", committee=committee.name)),
        section(f"*{when}*\n{counted}"),
        *_failures(distribution, words),
        *_groups(distribution, words),
        *_shared(distribution, words),
        actions(*_buttons(distribution, words)),
    ]
    return Message(f"{when}: {counted}", tuple(blocks))


def failed(recipient: Recipient) -> bool:
    return any(one.state == DeliveryState.FAILED for one in recipient.deliveries)


def on_the_way(recipient: Recipient) -> bool:
    return not failed(recipient) and any(one.state == DeliveryState.OWED for one in recipient.deliveries)


def delivered(recipient: Recipient) -> bool:
    sent = (one.state == DeliveryState.SENT for one in recipient.deliveries)
    return bool(recipient.deliveries) and all(sent)


def out_of_reach(recipient: Recipient) -> bool:
    """Neither an account nor an address: nothing could be sent."""
    return not recipient.deliveries and recipient.invitation.stands


def _counted(distribution: Distribution, words: Words) -> str:
    everybody = [one for one in distribution.recipients if one.deliveries or one.invitation.stands]
    if not any(one.deliveries for one in everybody):
        return words.t("Nothing has been sent yet: invitations go out when the meeting is confirmed.")
    counts = [
        words.t(
            "{count} of {all} delivered",
            count=sum(delivered(one) for one in everybody),
            all=len(everybody),
        ),
    ]
    if waiting := sum(on_the_way(one) for one in everybody):
        counts.append(words.n("{count} on the way", "{count} on the way", waiting))
    if lost := sum(failed(one) for one in everybody):
        counts.append(words.n("{count} failed", "{count} failed", lost))
    if silent := sum(out_of_reach(one) for one in everybody):
        counts.append(words.n("{count} cannot be reached", "{count} cannot be reached", silent))
    return " · ".join(counts)


def _failures(distribution: Distribution, words: Words) -> Iterator[Block]:
    """A line of its own, with a button of its own, for each who did not get it."""
    lost = [one for one in distribution.recipients if failed(one)]
    for recipient in lost[:MOST_FAILURES]:
        reasons = "; ".join(
            _failure(one, words) for one in recipient.deliveries if one.state == DeliveryState.FAILED
        )
        again = button(
            words.t("Send again"),
            Press.SEND_AGAIN,
            value(distribution.meeting.id, recipient.person.id),
            says=words.t("Send again to {name}", name=recipient.person.name),
        )
        yield section(f"✗ *{short(recipient.person.name, 80)}* – {reasons}", again)
    left = len(lost) - MOST_FAILURES
    if left > 0:
        yield section(words.n("… and {count} more failed", "… and {count} more failed", left))


def _failure(delivery: Delivery, words: Words) -> str:
    return f"{_route(delivery, words)}: {reason_in_words(delivery.error, words)}"


def _groups(distribution: Distribution, words: Words) -> Iterator[Block]:
    groups = {
        words.t("On the way"): [
            _waiting_line(one, words) for one in distribution.recipients if on_the_way(one)
        ],
        words.t("Delivered"): [
            _delivered_line(one, words) for one in distribution.recipients if delivered(one)
        ],
        words.t("Neither account nor e-mail address"): [
            short(one.person.name, 80) for one in distribution.recipients if out_of_reach(one)
        ],
    }
    for title, lines in groups.items():
        if lines:
            yield section(f"*{title}*\n{_as_many_as_fit(lines, words)}")


def _waiting_line(recipient: Recipient, words: Words) -> str:
    """With why it has not arrived yet, when it has been tried."""
    troubles = [
        f"{_route(one, words)}: {reason_in_words(one.error, words)}"
        for one in recipient.deliveries
        if one.error
    ]
    name = short(recipient.person.name, 80)
    return f"… {name} – {'; '.join(troubles)}" if troubles else f"… {name}"


def _delivered_line(recipient: Recipient, words: Words) -> str:
    by_route = sorted(recipient.deliveries, key=lambda one: list(Route).index(one.route))
    ways = ", ".join(_route(one, words) for one in by_route)
    gone = "" if recipient.invitation.stands else f" ({words.t('no longer invited')})"
    lost = f" – ⚠️ {bounced_words(recipient.bounce, words)}" if recipient.bounce else ""
    answered = _answered(recipient.invitation, words) + _answered_by_machine(recipient, words)
    return f"✓ {short(recipient.person.name, 80)} – {ways}{gone}{answered}{lost}"


def _answered_by_machine(recipient: Recipient, words: Words) -> str:
    at = recipient.automatic_reply_at
    if at is None:
        return ""
    return f" · {words.t('automatic reply on {day}', day=words.day(at.astimezone(words.zone).date()))}"


def _answered(invitation: Invitation, words: Words) -> str:
    if not (invitation.stands and invitation.answered_at and invitation.source):
        return ""
    source = source_of(invitation.source, invitation.answered_at, words)
    return f" · {answer_name(invitation.answer, words)}, {source}"


def bounced_words(bounce: Bounce, words: Words) -> str:
    """That mail to somebody comes back: since when, from which address, why."""
    return words.t(
        "mail to {address} comes back since {day}: {why}",
        address=short(bounce.address, 80),
        day=words.day(bounce.heard_at.astimezone(words.zone).date()),
        why=reason_in_words(bounce.reason, words),
    )


def _route(delivery: Delivery, words: Words) -> str:
    return words.t("e-mail") if delivery.route == Route.EMAIL else "Slack"


def _shared(distribution: Distribution, words: Words) -> Iterator[Block]:
    """What became of the entry in the shared calendar, where the committee writes to one."""
    shared = distribution.shared
    if shared is None or shared.state == DeliveryState.VOID:
        return
    title = f"*{words.t('Shared calendar')}*"
    if shared.state == DeliveryState.FAILED:
        again = button(words.t("Write ours over it"), Press.WRITE_OVER, value(distribution.meeting.id))
        yield section(f"{title}\n✗ {reason_in_words(shared.error, words)}", again)
    elif shared.state == DeliveryState.OWED:
        trouble = f" – {reason_in_words(shared.error, words)}" if shared.error else ""
        yield section(f"{title}\n… {words.t('on the way')}{trouble}")
    else:
        yield section(f"{title}\n✓ {words.t('up to date')}")


def _as_many_as_fit(lines: list[str], words: Words) -> str:
    shown, room = [], MOST_LETTERS_OF_GROUP
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            break
        shown.append(line)
    left = len(lines) - len(shown)
    more = [words.n("… and {count} more", "… and {count} more", left)] if left else []
    return "\n".join([*shown, *more])


def _buttons(distribution: Distribution, words: Words) -> Iterator[Block]:
    meeting: Meeting = distribution.meeting
    if sum(failed(one) for one in distribution.recipients) > 1:
        yield button(
            words.t("Send again to all who failed"), Press.SEND_AGAIN, value(meeting.id), style="primary"
        )
    if any(one.invitation.answer != Answer.NONE for one in distribution.recipients):
        yield button(words.t("All answers"), Press.ALL_ANSWERS, value(meeting.id, "0"))
    yield button(words.t("Look again"), Press.DISTRIBUTION, value(meeting.id, AGAIN))
    if meeting.is_coming:
        yield button(words.t("Invite a guest"), Press.INVITE_GUEST, value(meeting.id))
