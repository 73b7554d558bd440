"""Whatever somebody types after a command, a mention or in a direct message is understood, or answered with the nearest."""

import pytest

from bot.handlers.text import SPELLINGS, Command, NotUnderstood, Verb, noted, understand, with_name

COMMITTEES = ["BRÅ", "Trygg"]

UNDERSTOOD = {
    "": Command(Verb.HELP),
    "   ": Command(Verb.HELP),
    "meeting": Command(Verb.HELP),
    "möte": Command(Verb.HELP),
    "?": Command(Verb.HELP),
    "help": Command(Verb.HELP),
    "HJÄLP": Command(Verb.HELP),
    "new 2017-12-15 10:00": Command(Verb.NEW, "2017-12-15 10:00"),
    "meeting new 2017-12-15 10:00": Command(Verb.NEW, "2017-12-15 10:00"),
    "  Meeting   New   2017-12-15": Command(Verb.NEW, "2017-12-15"),
    "nytt möte fredag 15 december": Command(Verb.NEW, "fredag 15 december"),
    "nytt fredag": Command(Verb.NEW, "fredag"),
    "new BRÅ 2017-12-15": Command(Verb.NEW, "2017-12-15", "BRÅ"),
    "new brå: 2017-12-15": Command(Verb.NEW, "2017-12-15", "BRÅ"),
    "new bråk i centrum": Command(Verb.NEW, "bråk i centrum"),
    "settings BRÅ": Command(Verb.SETTINGS, "", "BRÅ"),
    "inställningar": Command(Verb.SETTINGS),
    "next meeting": Command(Verb.NEXT_MEETING),
    "nextmeeting trygg": Command(Verb.NEXT_MEETING, "", "Trygg"),
    "nästa möte": Command(Verb.NEXT_MEETING),
    "nästa": Command(Verb.NEXT_MEETING),
    "ställ in strömavbrott": Command(Verb.CANCEL, "strömavbrott"),
    "cancel": Command(Verb.CANCEL),
    "bjud in anna@example.org": Command(Verb.INVITE, "anna@example.org"),
    "propose: Lighting by the station": Command(Verb.PROPOSE, "Lighting by the station"),
    "föreslå Belysning\nvid  stationen": Command(Verb.PROPOSE, "Belysning\nvid  stationen"),
    "sök beslut avtal": Command(Verb.DECISIONS, "avtal"),
    "beslut avtalet förlängs": Command(Verb.DECIDE, "avtalet förlängs"),
    "#action @Lena calls": Command(Verb.ACTION, "@Lena calls"),
    "#ÅTGÄRD: Lena ringer": Command(Verb.ACTION, "Lena ringer"),
    "åtgärd Lena ringer": Command(Verb.ACTION, "Lena ringer"),
    "åtgärder Lena": Command(Verb.ACTIONS, "Lena"),
}


@pytest.mark.parametrize(("typed", "meant"), UNDERSTOOD.items(), ids=UNDERSTOOD)
def test_words_are_understood(typed: str, meant: Command) -> None:
    assert understand(typed, COMMITTEES) == meant


NOT_UNDERSTOOD = {
    "confrim": Verb.CONFIRM,
    "nextmeting": Verb.NEXT_MEETING,
    "avslta": Verb.END,
    "meeting cancle sjukdom": Verb.CANCEL,
    "newer": Verb.NEW,
    "lunch?": None,
    "🎉": None,
}


@pytest.mark.parametrize(("typed", "nearest"), NOT_UNDERSTOOD.items(), ids=NOT_UNDERSTOOD)
def test_words_that_are_not_understood_name_the_nearest(typed: str, nearest: Verb | None) -> None:
    found = understand(typed, COMMITTEES)
    assert isinstance(found, NotUnderstood)
    assert found.nearest == nearest


def test_a_short_name_counts_only_where_it_can_be_meant() -> None:
    assert with_name(Verb.AGENDA, "BRÅ", []) == Command(Verb.AGENDA, "BRÅ")
    assert with_name(Verb.AGENDA, "BRÅ", COMMITTEES) == Command(Verb.AGENDA, "", "BRÅ")


@pytest.mark.parametrize("verb", Verb)
def test_every_verb_is_understood_by_each_of_its_spellings(verb: Verb) -> None:
    for spelling in SPELLINGS[verb]:
        assert understand(f"{spelling} rest", []) == Command(verb, "rest")


NOTES = {
    "#action @Lena calls": Command(Verb.ACTION, "@Lena calls"),
    "  #Åtgärd:  Lena ringer\nsenast fredag": Command(Verb.ACTION, "Lena ringer\nsenast fredag"),
    "#action": Command(Verb.ACTION),
    "#åtgärd:  ": Command(Verb.ACTION),
    "#beslut Avtalet förlängs": Command(Verb.DECIDE, "Avtalet förlängs"),
    "#Decision": Command(Verb.DECIDE),
    "#actions Lena calls": None,
    "#fika klockan tre": None,
    "action @Lena calls": None,
    "We need an #action @Lena": None,
    "# action Lena": None,
    "#decisions": None,
}


@pytest.mark.parametrize(("written", "meant"), NOTES.items(), ids=NOTES)
def test_only_what_stands_after_a_hash_word_of_ours_is_a_note(written: str, meant: Command | None) -> None:
    assert noted(written) == meant
