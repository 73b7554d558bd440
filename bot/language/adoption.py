"""How proposed dates were adopted, in words: the same sentences in chat and in a mail."""

from collections.abc import Iterable

from bot.domain.proposal import DateProposal, DateState, ProposedDate
from bot.language.words import Words


def how_adopted(
    proposal: DateProposal,
    dates: Iterable[ProposedDate],
    words: Words,
    *,
    by: str,
    deadline: str,
    objected: bool,
) -> str:
    """In a sentence, of those of its dates that are shown. `by` is who decided, as the name is to stand."""
    in_silence = any(one.state == DateState.ADOPTED and one.settled_by is None for one in dates)
    if proposal.put_at is None:
        return words.t("Decided by {name}.", name=by)
    if objected and not in_silence:
        return words.t("Objected to by {deadline}.", deadline=deadline)
    if proposal.settled_by is not None and objected:
        return words.t(
            "Adopted by {name} though not everybody was reached, but for what somebody objected to by {deadline}.",
            name=by,
            deadline=deadline,
        )
    if proposal.settled_by is not None:
        return words.t(
            "Adopted by {name} though not everybody was reached by {deadline}.", name=by, deadline=deadline
        )
    if objected:
        return words.t("Adopted, but for what somebody objected to by {deadline}.", deadline=deadline)
    return words.t("Adopted, nobody objected by {deadline}.", deadline=deadline)


def how_picked(words: Words, *, by: str) -> str:
    """In a sentence, of a time that came of a poll."""
    return words.t("Picked in a poll by {name}.", name=by)


def was_kept(proposal: DateProposal, date: ProposedDate) -> bool:
    """Somebody objected to it, and chair or secretary decided that it stands."""
    return date.state == DateState.ADOPTED and date.settled_by is not None and proposal.put_at is not None
