"""Importing a committee file: whole or not at all, twice the same, and the coming meetings follow."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.committee import Committee, Role
from bot.domain.person import Account
from bot.domain.roster import LastOfficer
from bot.storage import Storage
from bot.usecases.access import Where, Who
from bot.usecases.committee_file import CommitteeFile, Member
from bot.usecases.committee_file_reader import parsed, read_committee_file
from bot.usecases.committee_import import (
    ImportRow,
    NoSuchCommittee,
    Outcome,
    export_committee,
    import_committee,
)
from bot.usecases.mails_owed import NO_MAILS, MailsOwed, Told
from bot.usecases.meetings import next_meetings
from bot.usecases.people import AddressTaken, Mailbox
from bot.usecases.readdressed import WhichPerson
from bot.usecases.roster import add_seat, end_seat, roster
from bot.usecases.seating import SeatText
from tests.town import (
    CHAIR,
    CHANNEL,
    COUNCIL,
    HERE,
    HOUSING,
    NOW,
    STRANGER,
    TEAM,
    bare_council,
    confirmed,
    ledger,
    names,
    sent_all,
)

EXAMPLES = sorted((Path(__file__).parents[2] / "config" / "examples").glob("*.toml"))
KARIN = Member("Karin Ahlgren", "karin@ekeby.example", "kommunstyrelsen", Role.CHAIR)
HENRIK = Member("Henrik Boman", "henrik@ekeby.example", "kommunkontoret", Role.SECRETARY, "U0HENRIK")
LENA = Member("Lena Ström", "lena@polis.example", "Polismyndigheten", Role.MEMBER)
FILE = CommitteeFile(COUNCIL, CHANNEL, (KARIN, HENRIK, LENA))
YESTERDAY = NOW.date() - timedelta(days=1)


def having(*members: Member) -> CommitteeFile:
    return replace(FILE, members=members)


def row(outcome: Outcome, member: Member, *fields: str) -> ImportRow:
    return ImportRow(outcome, member.name, member.organisation, member.role, fields)


def seats(storage: Storage) -> list[tuple[str, str, Role, date | None]]:
    """Every seat there ever was: name, organisation, role, last day."""
    with storage.reading() as transaction:
        found = transaction.seats._where()
        people = transaction.people.named(seat.person_id for seat in found)
    return sorted(
        ((people[one.person_id].name, one.organisation, one.role, one.ends) for one in found),
        key=lambda one: (*one[:3], one[3] or date.max),
    )


def test_first_import_adds_everything(storage: Storage) -> None:
    report = import_committee(storage, FILE, NOW)
    assert report.rows == (
        ImportRow(Outcome.ADDED, "Brottsförebyggande rådet"),
        *(row(Outcome.ADDED, member) for member in (KARIN, HENRIK, LENA)),
    )
    assert (report.committee.channel, report.committee.workspace) == (CHANNEL, "")
    assert seats(storage) == [
        ("Henrik Boman", "kommunkontoret", Role.SECRETARY, None),
        ("Karin Ahlgren", "kommunstyrelsen", Role.CHAIR, None),
        ("Lena Ström", "Polismyndigheten", Role.MEMBER, None),
    ]


@pytest.mark.parametrize("workspace", ["", TEAM])
def test_importing_twice_changes_nothing(storage: Storage, workspace: str) -> None:
    import_committee(storage, FILE, NOW, workspace=workspace)
    before = everything(storage)
    report = import_committee(storage, FILE, NOW, workspace=workspace)
    assert {one.outcome for one in report.rows} == {Outcome.UNCHANGED}
    assert everything(storage) == before


def test_rehearsal_says_what_an_import_does_and_does_nothing(storage: Storage) -> None:
    import_committee(storage, FILE, NOW)
    before, changed = everything(storage), having(KARIN, replace(HENRIK, role=Role.CHAIR))
    rehearsed = import_committee(storage, changed, NOW, rehearsed=True)
    assert everything(storage) == before
    assert import_committee(storage, changed, NOW) == rehearsed


def everything(storage: Storage) -> list[object]:
    with storage.reading() as transaction:
        nouns = (transaction.committees, transaction.people, transaction.seats, transaction.deliveries)
        return [sorted(noun._where(), key=str) for noun in nouns]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_example_is_imported_and_exported(storage: Storage, path: Path) -> None:
    now = datetime(2026, 3, 1, 12, tzinfo=NOW.tzinfo)
    report = import_committee(storage, read_committee_file(path.read_bytes()), now)
    exported = export_committee(storage, report.committee.short_name, now)
    before = everything(storage)
    again = import_committee(storage, parsed(exported), now)
    assert {one.outcome for one in again.rows} == {Outcome.UNCHANGED}
    assert everything(storage) == before
    assert export_committee(storage, report.committee.short_name, now) == exported


def test_import_then_hearing_from_the_workspace_then_import(storage: Storage) -> None:
    """The bot learns its workspace between the two; nobody is stored twice."""
    import_committee(storage, FILE, NOW)
    with storage.transaction() as transaction:
        transaction.adopt_workspace(TEAM)
    for workspace in ("", TEAM):
        report = import_committee(storage, FILE, NOW, workspace=workspace)
        assert {one.outcome for one in report.rows} == {Outcome.UNCHANGED}
    with storage.reading() as transaction:
        assert (len(transaction.committees._where()), len(transaction.people._where())) == (1, 3)


def test_workspace_that_becomes_known_is_kept(storage: Storage) -> None:
    import_committee(storage, FILE, NOW)
    assert import_committee(storage, FILE, NOW, workspace=TEAM).committee.workspace == TEAM
    assert [one.committee.workspace for one in next_meetings(storage, HERE, STRANGER, NOW)] == [TEAM]


def test_people_of_the_workspace_are_recognised_by_slack_id(storage: Storage) -> None:
    committee = bare_council(storage)
    report = import_committee(storage, FILE, NOW)
    assert report.committee.id == committee.id
    changed = row(Outcome.CHANGED, HENRIK, "email", "organisation")
    assert report.rows[2] == replace(changed, earlier_address="henrik.boman@ekeby.example")


def test_changes_are_told_by_key(storage: Storage) -> None:
    import_committee(storage, FILE, NOW)
    changed = CommitteeFile(
        replace(COUNCIL, place="Alsalen", accepts_topics_at_once=True),
        CHANNEL,
        (
            replace(KARIN, name="Karin Ahlgren Ek", organisation="KS"),
            replace(HENRIK, role=Role.VICE_CHAIR, ends=date(2018, 12, 31)),
            replace(LENA, slack="U0LENA"),
        ),
    )
    report = import_committee(storage, changed, NOW)
    assert report.rows == (
        ImportRow(Outcome.CHANGED, "Brottsförebyggande rådet", fields=("place", "accepts_topics_at_once")),
        row(Outcome.CHANGED, changed.members[0], "name", "organisation"),
        row(Outcome.CHANGED, changed.members[1], "role", "ends"),
        row(Outcome.CHANGED, changed.members[2], "slack"),
    )
    assert [report.count(outcome) for outcome in Outcome] == [0, 4, 0, 0]


def test_who_is_no_longer_in_the_file_has_left(storage: Storage) -> None:
    import_committee(storage, FILE, NOW)
    report = import_committee(storage, having(KARIN, HENRIK), NOW)
    assert report.rows[-1] == row(Outcome.ENDED, LENA)
    assert ("Lena Ström", "Polismyndigheten", Role.MEMBER, YESTERDAY) in seats(storage)


def test_who_comes_back_gets_a_new_seat(storage: Storage) -> None:
    for file in (FILE, having(KARIN, HENRIK)):
        import_committee(storage, file, NOW)
    report = import_committee(storage, FILE, NOW)
    assert report.rows[-1] == row(Outcome.ADDED, LENA)
    assert [ends for name, *_, ends in seats(storage) if name == "Lena Ström"] == [YESTERDAY, None]


def test_seat_that_the_file_itself_ends_is_not_ended_again(storage: Storage) -> None:
    """A row may stay in the file for years after its last day."""
    import_committee(storage, FILE, NOW)
    over = replace(LENA, ends=date(2017, 9, 30))
    first = import_committee(storage, having(KARIN, HENRIK, over), NOW)
    second = import_committee(storage, having(KARIN, HENRIK, over), NOW)
    assert (first.rows[-1], second.rows[-1]) == (
        row(Outcome.CHANGED, over, "ends"),
        row(Outcome.UNCHANGED, over),
    )


def test_person_with_two_roles_has_two_seats(storage: Storage) -> None:
    both = having(KARIN, HENRIK, replace(HENRIK, role=Role.MEMBER, organisation="ungdomsrådet"))
    import_committee(storage, both, NOW)
    assert [one[1:3] for one in seats(storage) if one[0] == "Henrik Boman"] == [
        ("kommunkontoret", Role.SECRETARY),
        ("ungdomsrådet", Role.MEMBER),
    ]
    report = import_committee(storage, having(KARIN, HENRIK), NOW)
    assert [(one.outcome, one.role) for one in report.rows[1:]] == [
        (Outcome.UNCHANGED, Role.CHAIR),
        (Outcome.UNCHANGED, Role.SECRETARY),
        (Outcome.ENDED, Role.MEMBER),
    ]


def test_accounts_are_found_by_address_and_asked_for_once(storage: Storage) -> None:
    asked: list[str] = []

    def find(address: str) -> Account | None:
        asked.append(address)
        return Account("slack", TEAM, "U0LENA") if address == LENA.email else None

    import_committee(storage, FILE, NOW, find_account=find, workspace=TEAM)
    assert asked == ["karin@ekeby.example", "lena@polis.example"]  # Henrik's stands in the file
    with storage.reading() as transaction:
        lena = transaction.people.with_email("lena@polis.example")
    assert lena is not None
    assert lena.account == Account("slack", TEAM, "U0LENA")
    report = import_committee(storage, FILE, NOW, find_account=find, workspace=TEAM)
    assert {one.outcome for one in report.rows} == {Outcome.UNCHANGED}
    assert asked[2:] == ["karin@ekeby.example"]


def test_account_of_somebody_else_is_left_to_them(storage: Storage) -> None:
    """The workspace says that Karin's address is the account that the file gives to Henrik."""
    account = Account("slack", TEAM, "U0HENRIK")
    import_committee(storage, having(HENRIK, KARIN), NOW, find_account=lambda _: account, workspace=TEAM)
    with storage.reading() as transaction:
        people = {one.name: one.user for one in transaction.people._where()}
    assert people == {"Henrik Boman": "U0HENRIK", "Karin Ahlgren": None}


def test_address_and_slack_id_of_two_people_are_refused(storage: Storage) -> None:
    bare_council(storage)
    import_committee(storage, having(HENRIK, replace(KARIN, slack="U0KARIN")), NOW)
    before = everything(storage)
    mixed = having(HENRIK, replace(LENA, slack="U0NEW", email="karin@ekeby.example"))
    with pytest.raises(AddressTaken) as refused:
        import_committee(storage, mixed, NOW)
    assert refused.value.person.name == "Karin Ahlgren"
    assert everything(storage) == before


def test_nobody_in_office_today_is_refused_whole(storage: Storage) -> None:
    import_committee(storage, FILE, NOW)
    before = everything(storage)
    later = having(replace(HENRIK, starts=date(2018, 1, 1)), replace(LENA, name="Lena Ek"))
    with pytest.raises(LastOfficer) as refused:
        import_committee(storage, later, NOW)
    assert (refused.value.committee, refused.value.day) == ("BRÅ", NOW.date())
    assert everything(storage) == before


def test_import_counts_who_hears_of_another_name(town: Storage) -> None:
    confirmed(town)
    exported = parsed(export_committee(town, "BRÅ", NOW))
    assert import_committee(town, exported, NOW).mails == NO_MAILS
    renamed = replace(exported, text=replace(exported.text, name="Trygghetsrådet"))
    assert import_committee(town, renamed, NOW).mails == MailsOwed(updated=Told(6, 1))


def test_rehearsal_counts_the_mails_that_another_roster_makes(town: Storage) -> None:
    """Greta has another address, Lena has left, Tove is new: the old mailbox and Lena lose the meeting, Tove gets it, and
    the five who stay see who comes anew.
    """
    confirmed(town)
    sent_all(town)
    exported = readdressed(parsed(export_committee(town, "BRÅ", NOW)), HOUSING.name, GRETA_NOW)
    stays = tuple(one for one in exported.members if one.name != "Lena Ström")
    file = replace(
        exported, members=(*stays, Member("Tove Lind", "tove@ekeby.example", "länsstyrelsen", Role.ADJUNCT))
    )
    told = MailsOwed(invited=Told(1, 1), updated=Told(5, 1), cancelled=Told(1, 1), left=Told(1, 1))
    assert import_committee(town, file, NOW, rehearsed=True).mails == told
    assert import_committee(town, file, NOW).mails == told


def test_coming_meetings_follow(town: Storage) -> None:
    confirmed(town)
    before = ledger(town)
    exported = parsed(export_committee(town, "BRÅ", NOW))
    stays = tuple(one for one in exported.members if one.name != "Lena Ström")
    newcomer = Member("Tove Lind", "tove@ekeby.example", "länsstyrelsen", Role.ADJUNCT)
    import_committee(town, replace(exported, members=(*stays, newcomer)), NOW, workspace=TEAM)
    mails = [("invitation", "email", one.name, 1) for one in exported.members]
    others = [one for one in before if one[:2] != ("invitation", "email")]
    assert ledger(town) == sorted(
        [
            *others,
            *mails,
            ("invitation", "email", "Tove Lind", 1),
            ("reminder", "email", "Tove Lind", 0),
            ("invitation", "slack", "Lena Ström", 0),
        ]
    )


def test_address_and_account_that_are_new_get_what_is_coming(town: Storage) -> None:
    confirmed(town)
    before = ledger(town)
    exported = parsed(export_committee(town, "BRÅ", NOW))
    members = tuple(
        replace(one, slack="U0GRETA") if one.name == HOUSING.name else one for one in exported.members
    )
    import_committee(town, replace(exported, members=members), NOW, workspace=TEAM)
    told = [(kind, "slack", "Greta Nyqvist", 0) for kind in ("invitation", "reminder")]
    assert ledger(town) == sorted([*before, *told])


GRETA_NOW = "greta@ekebybostader.example"


def readdressed(file: CommitteeFile, name: str, address: str) -> CommitteeFile:
    members = tuple(replace(one, email=address) if one.name == name else one for one in file.members)
    return replace(file, members=members)


def test_corrected_address_is_the_same_person_in_the_same_seat(town: Storage) -> None:
    """As when it is corrected in chat: the old mailbox loses the meeting, the new one gets it, others hear nothing."""
    confirmed(town)
    sent_all(town)
    before, sat = ledger(town), seats(town)
    exported = parsed(export_committee(town, "BRÅ", NOW))
    corrected = readdressed(exported, HOUSING.name, GRETA_NOW)
    report = import_committee(town, corrected, NOW)
    member = next(one for one in corrected.members if one.name == HOUSING.name)
    changed = replace(row(Outcome.CHANGED, member, "email"), earlier_address=HOUSING.email)
    assert [one for one in report.rows if one.outcome != Outcome.UNCHANGED] == [changed]
    assert seats(town) == sat
    told = [("invitation", "email", HOUSING.name, 2), ("mailbox_left", "email", HOUSING.name, 1)]
    assert ledger(town) == sorted([*before, *told])
    again = import_committee(town, corrected, NOW)
    assert {one.outcome for one in again.rows} == {Outcome.UNCHANGED}


def test_corrected_address_names_other_committees_of_the_same_person(storage: Storage) -> None:
    """It is theirs there, too: the file's owner may not know of the others, and those hear of it from nobody else."""
    youth = replace(FILE, text=replace(COUNCIL, name="Ungdomsrådet", short_name="UR"), channel="C0UNGA")
    import_committee(storage, FILE, NOW)
    import_committee(storage, youth, NOW)
    report = import_committee(storage, readdressed(FILE, LENA.name, "lena.ny@polis.example"), NOW)
    assert [(one.name, one.also_in) for one in report.rows if one.earlier_address] == [(LENA.name, ("UR",))]
    leaving = replace(youth, members=(KARIN, HENRIK))
    import_committee(storage, leaving, NOW)
    again = import_committee(storage, FILE, NOW)
    assert [(one.name, one.also_in) for one in again.rows if one.earlier_address] == [(LENA.name, ())]


@pytest.mark.parametrize(
    "changed",
    [
        replace(LENA, email="lena@annan.example", organisation="Ekebybostäder"),
        replace(LENA, email="lena@annan.example", role=Role.SUBSTITUTE),
        replace(LENA, email="lena@annan.example", name="Lena Ek"),
    ],
    ids=["another organisation", "another role", "another name"],
)
def test_new_address_that_may_be_anybodys_is_somebody_elses(storage: Storage, changed: Member) -> None:
    import_committee(storage, FILE, NOW)
    report = import_committee(storage, having(KARIN, HENRIK, changed), NOW)
    assert report.rows[-2:] == (row(Outcome.ADDED, changed), row(Outcome.ENDED, LENA))


def test_namesake_whose_address_is_still_there_is_left_alone(storage: Storage) -> None:
    import_committee(storage, FILE, NOW)
    other = replace(LENA, email="lena2@polis.example")
    report = import_committee(storage, having(KARIN, HENRIK, LENA, other), NOW)
    assert report.rows[-2:] == (row(Outcome.UNCHANGED, LENA), row(Outcome.ADDED, other))


def test_somebody_with_two_roles_gets_one_new_address(storage: Storage) -> None:
    both = (LENA, replace(LENA, role=Role.ADJUNCT, organisation="Ekeby gille"))
    import_committee(storage, having(KARIN, HENRIK, *both), NOW)
    sat = seats(storage)
    written = ("Lena@ny.example", "lena@ny.example")
    corrected = [replace(one, email=email) for one, email in zip(both, written, strict=True)]
    report = import_committee(storage, having(KARIN, HENRIK, *corrected), NOW)
    assert not {one.outcome for one in report.rows} & {Outcome.ADDED, Outcome.ENDED}
    assert seats(storage) == sat


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["one@x.example"], ["two@x.example", "three@x.example"]),
        (["one@x.example", "two@x.example"], ["three@x.example"]),
    ],
    ids=["one of two", "of one or the other"],
)
def test_nobody_guesses_whose_the_new_address_is(
    storage: Storage, before: list[str], after: list[str]
) -> None:
    def of(addresses: list[str]) -> CommitteeFile:
        return having(KARIN, HENRIK, *(replace(LENA, email=one) for one in addresses))

    import_committee(storage, of(before), NOW)
    stood = everything(storage)
    with pytest.raises(WhichPerson) as refused:
        import_committee(storage, of(after), NOW)
    found = refused.value
    assert (found.name, found.earlier, found.given) == (LENA.name, tuple(before), tuple(sorted(after)))
    assert everything(storage) == stood


def test_slack_id_says_who_is_who(storage: Storage) -> None:
    """Two of one name with new addresses: the id tells the one, which leaves one for the other."""
    ann, bea = replace(LENA, email="a@x.example", slack="U0ANN"), replace(LENA, email="b@x.example")
    import_committee(storage, having(KARIN, HENRIK, ann, bea), NOW)
    sat = seats(storage)
    new = replace(ann, email="a@ny.example"), replace(bea, email="b@ny.example")
    report = import_committee(storage, having(KARIN, HENRIK, *new), NOW)
    assert [one.earlier_address for one in report.rows[-2:]] == ["a@x.example", "b@x.example"]
    assert seats(storage) == sat


def test_export_of_a_committee_made_in_chat(town: Storage, committee: Committee) -> None:
    add_seat(
        town, HERE, CHAIR, Mailbox('Åsa "Ö" \\ Berg', "asa@example.org"), SeatText("\\n", Role.ADJUNCT), NOW
    )
    lena = next(one for one in roster(town, HERE, CHAIR, NOW).lines if one.person.name == "Lena Ström")
    end_seat(town, lena.seat.id, CHAIR, NOW)
    before = everything(town)
    exported = export_committee(town, "brå", NOW)
    report = import_committee(town, parsed(exported), NOW)
    assert {one.outcome for one in report.rows} == {Outcome.UNCHANGED}
    assert (report.committee, everything(town)) == (committee, before)
    assert "Lena Ström" not in exported


def test_export_of_a_name_nobody_has(town: Storage) -> None:
    with pytest.raises(NoSuchCommittee) as refused:
        export_committee(town, "Rådet", NOW)
    assert (refused.value.called, refused.value.names) == ("Rådet", ("C0BRA/BRÅ",))


def test_export_of_a_name_that_two_have(storage: Storage) -> None:
    for channel in ("C0ONE", "C0TWO"):
        import_committee(storage, replace(FILE, channel=channel), NOW)
    with pytest.raises(NoSuchCommittee) as refused:
        export_committee(storage, "BRÅ", NOW)
    assert refused.value.names == ("C0ONE/BRÅ", "C0TWO/BRÅ")
    assert parsed(export_committee(storage, "c0two/brå", NOW)).channel == "C0TWO"


def test_imported_member_is_known_when_they_first_write(storage: Storage) -> None:
    import_committee(storage, FILE, NOW)
    lena = Who(Account("slack", TEAM, "U0LENA"), "Lena Ström", LENA.email)
    found = roster(storage, Where(TEAM, CHANNEL), lena, NOW)
    assert (found.asker.role, names(found)) == (
        Role.MEMBER,
        ["Henrik Boman", "Karin Ahlgren", "Lena Ström"],
    )


def test_those_with_an_account_are_known_in_their_own_language_from_the_start(storage: Storage) -> None:
    def look_up(account: Account) -> Who | None:
        return Who(account, "H. Boman", "other@ekeby.example", "en-GB", "Europe/London")

    for _ in range(2):
        import_committee(storage, having(HENRIK, LENA), NOW, look_up=look_up, workspace=TEAM)
    with storage.reading() as transaction:
        people = {one.name: one for one in transaction.people._where()}
    assert [(one.language, one.zone, one.email) for one in people.values() if one.user] == [
        ("en-GB", "Europe/London", HENRIK.email)
    ]
    assert people["Lena Ström"].language is None
