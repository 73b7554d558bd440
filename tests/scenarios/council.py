"""The council of a town nobody will find on a map, and its meeting of 11 October 2017: who sits there, what they do."""

from dataclasses import dataclass

from bot.sandbox.model import Account, Channel
from bot.sandbox.workspace import BOT_USER_ID

CHANNEL = "brå"
CHANNEL_ID = "C0BRA"
PLACE = "Kronobergsrummet, kommunhuset"


@dataclass(frozen=True, slots=True)
class Member:
    """`user` is None for somebody who is reached by e-mail alone."""

    name: str
    organisation: str
    role: str = "member"
    user: str | None = None
    locale: str = "sv-SE"

    @property
    def first_name(self) -> str:
        return self.name.split()[0]

    @property
    def email(self) -> str:
        plain = self.name.casefold().translate(str.maketrans("åäöé ", "aaoe."))
        return f"{plain}@ekeby.example"


CHAIR = Member("Birgitta Lindh", "kommunstyrelsen", "chair", "U01")
VICE = Member("Rolf Ask", "kommunstyrelsen", "vice_chair", "U02")
SECRETARY = Member("Sven Bergkvist", "kommunledningsförvaltningen", "secretary", "U03")
POLICE = Member("Mona Fager", "Polismyndigheten", user="U04")
OFFICER = Member("Dan Whitfield", "Polismyndigheten", user="U05", locale="en-GB")
WELFARE = Member("Petra Sund", "Arbete och välfärd", user="U06")
HOUSING = Member("Kjell Norén", "Ekebybostäder", user="U07")
SCHOOLS = Member("Hanna Virtanen", "utbildningsförvaltningen", user="U08")
LANDLORD = Member("Gert Isaksson", "Södra hem")
RESCUE = Member("Åke Tengvall", "räddningstjänsten", user="U09")
TECHNICAL = Member("Lisa Mård", "tekniska förvaltningen", user="U10")
SAFETY = Member("Olle Kvist", "kommunledningsförvaltningen", user="U11")

MEMBERS = (
    CHAIR, VICE, SECRETARY, POLICE, OFFICER, WELFARE, HOUSING, SCHOOLS, LANDLORD, RESCUE, TECHNICAL, SAFETY,
)  # fmt: skip
GUEST = Member("Irma Dahlgren", "länsstyrelsen")


def accounts() -> list[Account]:
    return [
        Account(one.user, one.first_name.casefold(), one.name, one.email, one.locale)
        for one in MEMBERS
        if one.user
    ]


def channels() -> list[Channel]:
    everybody = tuple(one.user for one in MEMBERS if one.user)
    return [Channel(CHANNEL_ID, CHANNEL, (*everybody, BOT_USER_ID))]


def committee_file() -> str:
    """The roster as the operator imports it."""
    head = f"""[committee]
name = "Brottsförebyggande rådet"
short_name = "BRÅ"
channel = "{CHANNEL_ID}"
language = "sv"
timezone = "Europe/Stockholm"
place = "{PLACE}"
duration_minutes = 120
"""
    seats = [
        f"""[[members]]
name = "{one.name}"
email = "{one.email}"
organisation = "{one.organisation}"
role = "{one.role}"
"""
        + (f'slack = "{one.user}"\n' if one.user else "")
        for one in MEMBERS
    ]
    return "\n".join([head, *seats])
