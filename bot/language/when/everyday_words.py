"""The other words of dates, Swedish and English side by side; " | " stands between words that say the same."""

from enum import StrEnum
from typing import TypeVar

V = TypeVar("V")


class Unit(StrEnum):
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WORKING_DAY = "working_day"
    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Which(StrEnum):
    """Which one of the weekdays of that name is meant."""

    PLAIN = "plain"
    NEXT = "next"
    THIS = "this"
    COMING = "coming"
    PAST = "past"


class Part(StrEnum):
    """A part of the day."""

    MORNING = "morning"
    FORENOON = "forenoon"
    BEFORE_LUNCH = "before_lunch"
    LUNCH = "lunch"
    AFTER_LUNCH = "after_lunch"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"


def _by_word(said: dict[str, V]) -> dict[str, V]:
    return {word: value for words, value in said.items() for word in words.split(" | ")}


UNITS = _by_word(
    {
        "minut | minuter | min | minute | minutes | mins": Unit.MINUTE,
        "timme | timmar | tim | h | hour | hours | hr | hrs": Unit.HOUR,
        "dag | dagar | dagen | day | days": Unit.DAY,
        "vardag | vardagen | arbetsdag | arbetsdagen | weekday | working day": Unit.WORKING_DAY,
        "vecka | veckor | veckan | week | weeks": Unit.WEEK,
        "fortnight": Unit.FORTNIGHT,
        "månad | månader | månaden | mån | month | months": Unit.MONTH,
        "kvartal | kvartalet | quarter": Unit.QUARTER,
        "år | året | year | years": Unit.YEAR,
    }
)
AHEAD_DAYS = _by_word(
    {
        "idag | i dag | today": 0,
        "imorgon | i morgon | imorron | i morron | tomorrow": 1,
        "i övermorgon | övermorgon | day after tomorrow | the day after tomorrow": 2,
        "igår | i går | yesterday": -1,
        "i förrgår | förrgår | day before yesterday | the day before yesterday": -2,
    }
)
TODAYS_PARTS = _by_word(
    {
        "ikväll | i kväll | tonight | this evening": Part.EVENING,
        "i eftermiddag | this afternoon": Part.AFTERNOON,
        "i förmiddag": Part.FORENOON,
        "this morning": Part.MORNING,
    }
)
DAY_PARTS = _by_word(
    {
        "morgon | morgonen | på morgonen | bitti | morning | in the morning": Part.MORNING,
        "förmiddag | förmiddagen | på förmiddagen | fm | f.m | på fm": Part.FORENOON,
        "lunch | lunchen | lunchtid | vid lunch | vid lunchtid | på lunchen | över lunch": Part.LUNCH,
        "at lunch | lunchtime | at lunchtime | over lunch": Part.LUNCH,
        "före lunch | före lunchen | before lunch": Part.BEFORE_LUNCH,
        "efter lunch | efter lunchen | after lunch": Part.AFTER_LUNCH,
        "eftermiddag | eftermiddagen | på eftermiddagen | em | e.m | på em": Part.AFTERNOON,
        "afternoon | in the afternoon": Part.AFTERNOON,
        "kväll | kvällen | på kvällen | evening | in the evening": Part.EVENING,
        "natt | natten | på natten | night | at night": Part.NIGHT,
    }
)
WEEKDAY_CHOICES = _by_word(
    {
        "nästa | next": Which.NEXT,
        "denna | den här | this | nu på | nu": Which.THIS,
        "kommande | nästkommande | coming | this coming | the coming": Which.COMING,
        "förra | senaste | last | past": Which.PAST,
    }
)
YEAR_WORDS = _by_word({"i år | detta år | this year": 0, "nästa år | next year": 1})
SEASONS = _by_word(
    {
        "ht | hösten | höst | höstterminen | autumn | the autumn": "autumn",
        "vt | våren | vår | vårterminen | spring | the spring": "spring",
    }
)
ADVERBS = _by_word(
    {
        "dagligen | daily": (Unit.DAY, 1),
        "veckovis | weekly": (Unit.WEEK, 1),
        "fortnightly": (Unit.WEEK, 2),
        "månadsvis | månatligen | monthly": (Unit.MONTH, 1),
        "kvartalsvis | quarterly": (Unit.QUARTER, 1),
        "årligen | årsvis | yearly | annually": (Unit.YEAR, 1),
    }
)
MINUTE_WORDS = _by_word(
    {
        "kvart | en kvart | quarter | a quarter": 15,
        "fem | five": 5,
        "tio | ten": 10,
        "tjugo | twenty": 20,
        "tjugofem | twenty-five": 25,
    }
)


LITTLE_WORDS: dict[str, str] = {
    # the clock
    "kl": "kl | klockan",
    "at": "at | @ | vid",
    "am": "am | a.m | fm | f.m",
    "pm": "pm | p.m | em | e.m",
    "oclock": "o'clock",
    "noon": "noon | midday | 12 noon | mitt på dagen",
    "midnight": "midnight | midnatt",
    "half": "halv",
    "half_english": "half",
    "half_hour": "en halvtimme | halvtimme | a half-hour",
    "half_year": "ett halvår | halvår | half a year",
    "quarter_hour": "en kvart | a quarter of an hour",
    "half_an": "half an | half a | en halv",
    "and_a_half": "and a half | och en halv",
    "past": "past | över",
    "to": "to | i",
    "from_time": "från | from",
    "between": "mellan | between",
    "roughly": "ca | cirka | circa | runt | omkring | kring | ungefär | about | around | approximately | ~",
    "not_before": "efter | tidigast | after | not before",
    "ish": "-tiden | tiden | -ish | ish",
    # days
    "the": "den | the | det",
    "on": "on | på | on the",
    "in": "i | in | of | of the | in the",
    "one": "a | an",
    "ordinal_end": "e | a | th | st | nd | rd",
    "last_day": "sista dagen | last day | sista",
    "week": "v | vecka | veckan | week | wk",
    "vecka": "v | vecka | veckan",
    "weeks": "veckorna | weeks",
    "week_after_next": "week after next | the week after next | veckan efter nästa",
    "week_later": "week",
    "ahead": "om | in",
    "couple_ahead": "om ett par | om några | in a couple of | in a few",
    "from_now": "from now | from today",
    "within": "inom | within",
    "vague": "början av | början på | mitten av | mitten på | slutet av | slutet på | i början av | i början på"
    " | i mitten av | i mitten på | i slutet av | i slutet på | någon gång | någon gång i | någon dag | tidigt i"
    " | sent i | beginning of | the beginning of | at the beginning of | middle of | the middle of"
    " | in the middle of | end of | the end of | at the end of | early | early in | late | late in | mid | mid-"
    " | sometime | sometime in | some time in | some day",
    "feast_time": "jul | julen | påsk | påsken | nyår | midsommar | sommaren | semestern | julhelgen | sportlovet"
    " | påsklovet | höstlovet | jullovet | christmas | easter | new year | midsummer | summer | the summer"
    " | the holidays",
    "year_in": "i | in | år | året | under | hela | under hela | hela året | during | all of | during all of"
    " | throughout | for",
    # what holds the parts together
    "and": "och | and | & | samt",
    "or": "eller | or | alternativt",
    "until": "till | to | until | fram till | fram tills | tills | till den | fram till den",
    "until_day": "till | until | fram till | tills",
    "through": "t.o.m | t o m | tom | till och med | fram till och med | through"
    " | until the end of | to the end of | till slutet av | till och med slutet av | till sista | t.o.m. sista",
    "from": "från | fr.o.m | fr o m | f.o.m | f o m | fom | från och med | med start | med början | from | starting | starting from"
    " | starting on | beginning | beginning on | as of",
    "by": "by",
    "latest": "senast | no later than",
    "before": "före | innan | before",
    # what comes again
    "every": "varje | var | vart | each | every | alla",
    "every_other": "varannan | vartannat | var annan | vart annat | every other",
    "biweekly": "biweekly | bi-weekly | bimonthly | bi-monthly",
    "working": "vardagar | weekdays",
    "the_month": "månaden | month",
    "for": "i | for | under",
    "per": "om | per | i | a | in a",
    "times": "gånger | ggr | gång | times | time",
    "once": "en gång | once",
    "twice": "två gånger | twice",
    "odd": "udda veckor | udda vecka | ojämna veckor | odd weeks",
    "even": "jämna veckor | jämn vecka | even weeks",
    "except": "utom | utom i | förutom | förutom i | ej | ej i | inte i | men inte i | except | except in | except for"
    " | but not in | not in",
    # around it
    "zone": "cet | cest | gmt | bst | utc | eet | eest | wet | west | greenwichtid",
    "zone_begins": "central | eastern | western | greenwich | british | coordinated | irish | centraleuropeisk"
    " | östeuropeisk | västeuropeisk | brittisk | koordinerad | irländsk",
    "filler": "nästa möte | nästa sammanträde | möte | mötet | sammanträde | sammanträdet | datum | tid | vi ses | tack"
    " | next meeting | the next meeting | meeting | the meeting | date | time | please",
    "place": "i | in | på | at | on | @ | vid | via | hos | plats | lokal | place | location | where",
}
