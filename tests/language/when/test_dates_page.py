from tests.language.when.dates_page import PAGE, page


def test_page_about_dates_is_up_to_date() -> None:
    """Write it anew with `python -m tests.language.when.dates_page`."""
    assert PAGE.read_text(encoding="utf-8") == page()
