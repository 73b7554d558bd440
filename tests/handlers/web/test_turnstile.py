"""How often somebody may come."""

from datetime import timedelta

from bot.handlers.web.turnstile import MOST_VISITORS, Turnstile
from tests.town import NOW


def test_visitor_passes_so_often_a_minute() -> None:
    turnstile = Turnstile()
    assert [turnstile.passes("one", 2, NOW) for _ in range(3)] == [True, True, False]
    assert turnstile.passes("two", 2, NOW)
    assert turnstile.passes("one", 2, NOW + timedelta(minutes=1))


def test_crowd_of_visitors_is_counted_up_to_a_bound_and_who_keeps_coming_is_not_forgotten() -> None:
    turnstile = Turnstile()
    for number in range(2 * MOST_VISITORS):
        turnstile.passes(f"made up {number}", 1, NOW)
        turnstile.passes("keeps coming", 1, NOW)
    again = [turnstile.passes(f"made up {number}", 1, NOW) for number in (0, 2 * MOST_VISITORS - 1)]
    assert (again, turnstile.passes("keeps coming", 1, NOW)) == ([True, False], False)
