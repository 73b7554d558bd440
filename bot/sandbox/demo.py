"""The workspace of Ekeby, a Swedish town nobody will find on a map: its people, their channels, their council's file."""

from dataclasses import dataclass

from bot.sandbox.model import Account, Channel
from bot.sandbox.workspace import BOT_USER_ID

TEAM_NAME = "Ekeby"
COUNCIL = "brå"
COUNCIL_ID = "C0BRA"
EVERYBODY = "allmänt"
EVERYBODY_ID = "C0ALLMANT"


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody with a seat in the council; `user` is None for whom e-mail is the only way."""

    name: str
    email: str
    organisation: str
    role: str = "member"
    user: str | None = None
    locale: str = "sv-SE"
    title: str = ""

    def account(self) -> Account:
        handle = self.name.split()[0].casefold()
        return Account(self.user or "", handle, self.name, self.email, locale=self.locale, title=self.title)


def _in_slack(user: str, name: str, organisation: str, title: str, **more: str) -> Member:
    plain = name.casefold().translate(str.maketrans("åäöéü ", "aaoeu."))
    domain = more.pop("domain", "ekeby.example")
    return Member(name, f"{plain}@{domain}", organisation, user=user, title=title, **more)


CHAIR = _in_slack("U0KARIN", "Karin Ahlgren", "Kommunstyrelsen", "Kommunalråd", role="chair")
VICE = _in_slack("U0OLOF", "Olof Sandström", "Kommunstyrelsen", "Ledamot, kommunstyrelsen", role="vice_chair")
SECRETARY = _in_slack(
    "U0HENRIK", "Henrik Boman", "Kommunledningsförvaltningen", "Säkerhetssamordnare", role="secretary"
)
POLICE = _in_slack("U0LENA", "Lena Ström", "Polismyndigheten", "Kommunpolis", domain="polisen.example")
OFFICER = _in_slack(
    "U0MARCUS", "Marcus Webb", "Polismyndigheten", "Analyst", domain="polisen.example", locale="en-GB"
)
RESCUE = _in_slack("U0ALI", "Ali Rahimi", "Räddningstjänsten", "Brandinspektör", domain="raddning.example")
SCHOOLS = _in_slack("U0ULRIKA", "Ulrika Östberg", "Utbildningsförvaltningen", "Rektor, Ekebyskolan")
TECHNICAL = _in_slack("U0TORE", "Tore Lindahl", "Tekniska förvaltningen", "Gatuchef")
WELFARE = _in_slack("U0FATIMA", "Fatima Haddad", "Arbetsmarknad och välfärd", "Enhetschef")
YOUTH = _in_slack(
    "U0GRACE", "Grace Okafor", "Arbetsmarknad och välfärd", "Youth worker", locale="en-GB", role="substitute"
)
HOUSING = Member("Greta Nyqvist", "greta.nyqvist@ekebybostader.example", "Ekebybostäder")
LANDLORD = Member("Roland Käck", "roland.kack@sodrahem.example", "Södra hem")

MEMBERS = (
    CHAIR, VICE, SECRETARY, POLICE, OFFICER, RESCUE, SCHOOLS, TECHNICAL, WELFARE, YOUTH, HOUSING, LANDLORD,
)  # fmt: skip
GUEST = Member("Irma Dahlgren", "irma.dahlgren@lansstyrelsen.example", "Länsstyrelsen")

COLLEAGUES = (
    Account("U0SIV", "siv", "Siv Malm", "siv.malm@ekeby.example", title="Registrator"),
    Account("U0NILS", "nils", "Nils Hedman", "nils.hedman@ekeby.example", title="Kommunikatör"),
)
"""In the workspace, without a seat."""


def people() -> list[Account]:
    return [*(member.account() for member in MEMBERS if member.user), *COLLEAGUES]


def channels() -> list[Channel]:
    council = tuple(member.user for member in MEMBERS if member.user)
    everybody = tuple(account.id for account in people())
    return [
        Channel(COUNCIL_ID, COUNCIL, (*council, BOT_USER_ID), topic="Brottsförebyggande rådet i Ekeby"),
        Channel(EVERYBODY_ID, EVERYBODY, (*everybody, BOT_USER_ID), topic="Sådant som rör alla"),
    ]


def committee_file() -> str:
    """The council as `kallelse committee import` takes it."""
    return "\n".join([COMMITTEE, *(_seat(member) for member in MEMBERS)])


COMMITTEE = f"""[committee]
name = "Brottsförebyggande rådet"
short_name = "BRÅ"
channel = "{COUNCIL_ID}"
language = "sv"
timezone = "Europe/Stockholm"
place = "Eksalen, kommunhuset"
duration_minutes = 120
"""


def _seat(member: Member) -> str:
    facts = {
        "name": member.name,
        "email": member.email,
        "organisation": member.organisation,
        "role": member.role,
        "slack": member.user,
    }
    lines = [f'{key} = "{value}"' for key, value in facts.items() if value]
    return "\n".join(["[[members]]", *lines, ""])
