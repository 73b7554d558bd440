"""What has changed since this reader's last message, in their words: the same sentences in chat and in a mail."""

from collections.abc import Callable, Iterator, Sequence

from bot.domain.told import Changes
from bot.language.words import Words

Clean = Callable[[str], str]
"""What people typed, made safe for where it is to stand."""


def what_changed(changes: Changes, words: Words, clean: Clean) -> Iterator[str]:
    """A sentence for each change but that of the time, which has its own."""
    before, now = changes.before, changes.now
    yield from where_changed(changes, words)
    if before.title and before.title != now.title:
        yield words.t("The committee is now called {name}.", name=clean(now.title))
    yield from _papers(changes, words, clean)
    if before.agenda != now.agenda:
        yield words.t("The agenda has changed.")
    yield from _others(changes, words, clean)
    if before.alarm != now.alarm:
        yield words.t("The reminder in your calendar has changed.")
    if changes.nothing and changes.asked_again:
        yield words.t("The time was changed and changed back, so please answer once more.")


def where_changed(changes: Changes, words: Words) -> Iterator[str]:
    if changes.new_place:
        yield words.t("The place has changed.")
    yield from _link(changes.before.link, changes.now.link, words)


def _link(before: str, now: str, words: Words) -> Iterator[str]:
    if before and now and before != now:
        yield words.t("The video link has changed.")
    elif now and not before:
        yield words.t("There is a video link now.")
    elif before and not now:
        yield words.t("There is no video link any more.")


def _papers(changes: Changes, words: Words, clean: Clean) -> Iterator[str]:
    if changes.new_papers:
        yield words.t("New papers: {names}.", names=_names(changes.new_papers, words, clean))
    if changes.gone_papers:
        yield words.t("Papers taken back: {names}.", names=_names(changes.gone_papers, words, clean))


def _others(changes: Changes, words: Words, clean: Clean) -> Iterator[str]:
    if changes.gone:
        names = _names(changes.gone, words, clean)
        yield words.n(
            "{names} no longer takes part.", "{names} no longer take part.", len(changes.gone), names=names
        )
    if changes.before.hidden != changes.now.hidden:
        yield (
            words.t("Your calendar no longer shows who else is invited.")
            if changes.now.hidden
            else words.t("Your calendar now shows who else is invited.")
        )


def _names(names: Sequence[str], words: Words, clean: Clean) -> str:
    return words.listed([clean(name) for name in names])
