"""The people and channels of the browser tests; invented."""

from bot.sandbox.model import Account, Channel
from bot.sandbox.workspace import BOT_USER_ID

MAJA = Account("U0MAJA", "maja", "Maja Ek", "maja.ek@granvik.example", title="Sekreterare, Granviks kommun")
OLIVER = Account(
    "U0OLIVER",
    "oliver",
    "Oliver Hart",
    "oliver.hart@bostader.example",
    locale="en-GB",
    tz="Europe/London",
    title="Granviksbostäder",
)
SAMIRA = Account(
    "U0SAMIRA",
    "samira",
    "Samira Nouri",
    "samira.nouri@polisen.example",
    title="Polisen, lokalpolisområde Granvik",
)
PEOPLE = (MAJA, OLIVER, SAMIRA)

EVERYBODY = tuple(person.id for person in PEOPLE)
COUNCIL = Channel("C0RAD", "trygghetsradet", (*EVERYBODY, BOT_USER_ID), topic="Rådet för ett tryggt Granvik")
CHAT = Channel("C0FIKA", "fika", (MAJA.id, OLIVER.id), topic="Allt annat")
CLOSED = Channel(
    "C0PRESIDIUM", "presidium", (MAJA.id, BOT_USER_ID), is_private=True, topic="Ordförande och sekreterare"
)
CHANNELS = (COUNCIL, CHAT, CLOSED)
