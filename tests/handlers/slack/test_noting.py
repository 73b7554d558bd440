"""Actions noted in words: a mark in the channel, and a question to the writer alone where something is not plain."""

from datetime import date, timedelta

from bot.domain.record import Action
from bot.sandbox.faults import Fault
from bot.sandbox.model import Message
from bot.usecases.changing import confirm_meeting
from tests.at_work import CHANNEL, Town
from tests.handlers.slack.meetings import CHAIR, december, held, planned_today, under_way
from tests.handlers.slack.pressing import clicks_twice
from tests.town import RESCUE, SCHOOLS

WRITTEN = "#åtgärd @lena bjuder in hatbrottsgruppen senast fredag"


def actions(town: Town) -> list[tuple[str, str, date | None]]:
    """What is to be done, by whom, by when."""
    with town.storage.reading() as transaction:
        found: list[Action] = transaction.actions._where(order=[transaction.actions.table.c.recorded_at])
        people = transaction.people.named(one.owner_id for one in found)
        return [(one.text, people[one.owner_id].name if one.owner_id else "", one.due) for one in found]


def marks(town: Town, message: Message) -> list[str]:
    return [one.name for one in town.sandbox.workspace.messages.get(message.channel, message.ts).reactions]


def is_marked(town: Town, message: Message) -> bool:
    return town.sandbox.workspace.news.wait(lambda: "white_check_mark" in marks(town, message), 10)


def told_alone(town: Town, person: str) -> list[str]:
    return [one.text for one in town.person(person).messages() if one.ephemeral_to]


INVITING = [("bjuder in hatbrottsgruppen", "Lena Ström", date(2017, 10, 13))]


def test_note_in_the_channel_is_recorded_and_answered_with_a_mark_alone(town: Town) -> None:
    under_way(town)
    town.settle()
    before = town.channel_messages()
    message = town.ali.types(WRITTEN, CHANNEL)
    assert is_marked(town, message)
    assert actions(town) == INVITING
    assert town.channel_messages() == [*before, message.text]
    assert told_alone(town, "Ali") == []
    town.lena.sees("bjuder in hatbrottsgruppen")  # whoever is given something hears of it
    town.lena.sees("meddelandet det kommer från")


def test_note_in_a_thread_in_english_up_to_the_next_meeting(town: Town) -> None:
    under_way(town)
    december(town)
    parent = town.ali.types("Vem bjuder in dem?", CHANNEL)
    message = town.ulf.types("#action @lena invites the group by next meeting", CHANNEL, thread=parent)
    assert is_marked(town, message)
    assert actions(town) == [("invites the group", "Lena Ström", date(2017, 12, 15))]


def test_note_may_name_somebody_without_an_account(town: Town) -> None:
    under_way(town)
    assert is_marked(town, town.ali.types("#åtgärd Greta ser över belysningen", CHANNEL))
    assert actions(town) == [("ser över belysningen", "Greta Nyqvist", None)]


def test_note_without_a_name_is_for_nobody_yet(town: Town) -> None:
    under_way(town)
    assert is_marked(town, town.ali.types("#action check the lights by the station", CHANNEL))
    assert actions(town) == [("check the lights by the station", "", None)]


def test_note_that_begins_with_i_is_the_writers_own(town: Town) -> None:
    under_way(town)
    assert is_marked(town, town.ali.types("#åtgärd jag ringer polisen", CHANNEL))
    assert is_marked(town, town.ulf.types("#action I call the school", CHANNEL))
    assert is_marked(town, town.ali.types("#åtgärd I rummet byts låset", CHANNEL))
    assert actions(town) == [
        ("ringer polisen", "Ali Rahimi", None),
        ("call the school", "Ulf Östberg", None),
        ("I rummet byts låset", "", None),
    ]


def test_note_counts_though_nobody_marked_the_start(town: Town) -> None:
    meeting = confirm_meeting(town.storage, planned_today(town).id, CHAIR, town.now).meeting
    town.move_clock_to(meeting.start + timedelta(minutes=5))
    assert is_marked(town, town.ali.types(WRITTEN, CHANNEL))
    assert actions(town) == INVITING


def test_hash_words_are_left_alone_while_nobody_meets(town: Town) -> None:
    held(town)
    town.settle()
    message = town.ali.types(WRITTEN, CHANNEL)
    assert town.sandbox.wait_until_still()
    assert (actions(town), marks(town, message), told_alone(town, "Ali")) == ([], [], [])


def test_other_talk_is_left_alone(town: Town) -> None:
    under_way(town)
    for said in ("Vi behöver en #åtgärd", "#fika nu", "action @lena ringer"):
        message = town.ali.types(said, CHANNEL)
        assert town.sandbox.wait_until_still()
        assert (actions(town), marks(town, message), told_alone(town, "Ali")) == ([], [], [])


def test_note_by_somebody_without_a_seat_is_refused_to_them_alone(town: Town) -> None:
    under_way(town)
    message = town.tove.types(WRITTEN, CHANNEL)
    town.tove.sees("Det här är för dem som har en plats i BRÅ.")
    assert (actions(town), marks(town, message)) == ([], [])


def test_note_heard_twice_is_recorded_once(town: Town) -> None:
    under_way(town)
    town.sandbox.app.faults.plan(Fault("repeat_event", times=2))
    message = town.ali.types(WRITTEN, CHANNEL)
    assert is_marked(town, message)
    assert town.sandbox.wait_until_still()
    assert (actions(town), told_alone(town, "Ali")) == (INVITING, [])


def test_a_day_that_is_not_plain_is_asked_of_the_writer_alone(town: Town) -> None:
    under_way(town)
    message = town.ali.types("#åtgärd @lena bjuder in gruppen före fredag", CHANNEL)
    asked = town.ali.sees("Inget är antecknat ännu.")
    assert isinstance(asked, Message)
    assert asked.ephemeral_to == RESCUE.account.user
    assert actions(town) == []
    clicks_twice(town.ali, "Torsdag 12 oktober 2017")
    assert is_marked(town, message)
    town.ali.sees("tors 12 okt. 2017")
    assert actions(town) == [("bjuder in gruppen", "Lena Ström", date(2017, 10, 12))]


def test_a_day_that_cannot_be_read_is_quoted_and_can_be_set(town: Town) -> None:
    under_way(town)
    message = town.ali.types("#åtgärd @lena bjuder in gruppen senast fredagg", CHANNEL)
    told = town.ali.sees("utan sista dag: ”senast fredagg” gick inte att läsa")
    assert isinstance(told, Message)
    assert told.ephemeral_to == RESCUE.account.user
    assert is_marked(town, message)
    assert actions(town) == [("bjuder in gruppen senast fredagg", "Lena Ström", None)]
    town.ali.clicks("Ändra …")
    town.ali.submits({"Vad ska göras?": "bjuder in gruppen", "Klart senast": "fredag"})
    town.ali.sees("fre 13 okt. 2017")
    assert actions(town) == [("bjuder in gruppen", "Lena Ström", date(2017, 10, 13))]


def test_one_of_several_people_is_asked_for_and_the_others_stand_in_the_text(town: Town) -> None:
    under_way(town)
    message = town.ali.types("#åtgärd @lena och Greta bjuder in gruppen senast fredagg", CHANNEL)
    town.ali.sees("En åtgärd har en person som ser till att den blir gjord. Vem är det?")
    assert actions(town) == []
    town.ali.clicks("Lena Ström")
    assert is_marked(town, message)
    town.ali.sees("”senast fredagg” gick inte att läsa")
    text = "tillsammans med Greta Nyqvist: bjuder in gruppen senast fredagg"
    assert actions(town) == [(text, "Lena Ström", None)]


def test_hash_word_alone_is_answered_with_how_to_write_it(town: Town) -> None:
    under_way(town)
    town.ali.types("#åtgärd", CHANNEL)
    town.ali.sees("Skriv vem som gör vad och till när, till exempel: `#åtgärd @Lena")
    town.ali.types("#beslut", CHANNEL)
    town.ali.sees("Eller skriv beslutet efter ordet, till exempel: `#beslut Avtalet")
    assert actions(town) == []


def test_decision_after_a_hash_is_marked_and_its_number_told_to_its_writer(town: Town) -> None:
    under_way(town)
    message = town.ali.types("#beslut Avtalet förlängs.", CHANNEL)
    assert is_marked(town, message)
    told = town.ali.sees("Beslut 2017:1")
    assert isinstance(told, Message)
    assert told.ephemeral_to == RESCUE.account.user


def test_next_meeting_that_is_not_planned_is_asked_about(town: Town) -> None:
    under_way(town)
    message = town.ulf.types("#action @lena invites the group before next meeting", CHANNEL)
    asked = town.ulf.sees("No next meeting is planned yet. When is it to be done?")
    assert isinstance(asked, Message)
    assert asked.ephemeral_to == SCHOOLS.account.user
    town.ulf.clicks("Without a last day")
    assert is_marked(town, message)
    assert actions(town) == [("invites the group", "Lena Ström", None)]


def test_somebody_who_has_no_part_in_the_committee_is_asked_about(town: Town) -> None:
    under_way(town)
    town.ali.types("#åtgärd @tove bjuder in gruppen", CHANNEL)
    town.ali.sees("Tove Lind har ingen plats i BRÅ och är inte inbjuden till det här mötet. Vem gör det?")
    assert actions(town) == []
    town.ali.clicks("Fyll i ett formulär")
    town.ali.sees("{bjuder in gruppen}")
    town.ali.submits({"Vem gör det?": "Lena Ström"})
    town.ali.sees("Lena Ström")
    town.ali.closes()
    town.ali.does_not_see("Tove Lind har ingen plats")
    assert actions(town) == [("bjuder in gruppen", "Lena Ström", None)]


def test_typed_to_the_bot_in_the_channel_it_is_marked_too(town: Town) -> None:
    held(town)
    message = town.ali.types("@kallelse åtgärd @lena bjuder in hatbrottsgruppen senast fredag", CHANNEL)
    assert is_marked(town, message)
    assert actions(town) == INVITING


def test_typed_to_the_bot_directly_it_is_answered_in_words(town: Town) -> None:
    held(town)
    town.ulf.types("#action Lena invites the group by Friday")
    town.ulf.sees("Action, recorded for the meeting on Wednesday 11 October 2017.")
    assert actions(town) == [("invites the group", "Lena Ström", date(2017, 10, 13))]
    town.ulf.types("action")
    town.ulf.sees("Write who does what by when")


def test_where_the_mark_cannot_be_put_words_say_it(town: Town) -> None:
    under_way(town)
    town.sandbox.app.faults.plan(Fault("server_error", "reactions.add", times=10))
    town.ali.types(WRITTEN, CHANNEL)
    town.ali.sees("Åtgärd, antecknad för mötet onsdag 11 oktober 2017.")
    assert actions(town) == INVITING
