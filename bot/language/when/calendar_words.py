"""Months, weekdays and numbers in Swedish and English, as people and Babel write them."""

from itertools import chain

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari february feb febr",
            "mars march mar",
            "april apr",
            "maj may",
            "juni june jun",
            "juli july",
            "augusti august aug",
            "september sept sep",
            "oktober october okt oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}

MONTHS_AFTER_A_DAY = {"jul": 7}
"""Short for July in English and Christmas in Swedish: "24 Jul" is a date, "before jul" is none."""

_WEEKDAY_STEMS = (
    ("måndag", "monday", "mån månd mon"),
    ("tisdag", "tuesday", "tis tisd tue tues"),
    ("onsdag", "wednesday", "ons onsd wed weds"),
    ("torsdag", "thursday", "tors torsd tor thu thur thurs"),
    ("fredag", "friday", "fre fri"),
    ("lördag", "saturday", "lör lörd sat"),
    ("söndag", "sunday", "sön sönd sun"),
)
WEEKDAYS = {
    name: number
    for number, (swedish, english, short) in enumerate(_WEEKDAY_STEMS)
    for name in (swedish, f"{swedish}en", english, *short.split())
}
ALMANAC_WEEKDAYS = {"må": 0, "ti": 1, "on": 2, "to": 3, "fr": 4, "lö": 5, "sö": 6}
"""As Swedish almanacs have them; only right before a date or a week, since "on" and "to" are English words."""

WEEKDAYS_REPEATED = {
    name: number
    for number, (swedish, english, _) in enumerate(_WEEKDAY_STEMS)
    for name in (f"{swedish}ar", f"{swedish}arna", f"{english}s")
}

_SWEDISH_UNITS = ["ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio"]
_SWEDISH_TEENS = [
    "tio",
    "elva",
    "tolv",
    "tretton",
    "fjorton",
    "femton",
    "sexton",
    "sjutton",
    "arton",
    "nitton",
]
_SWEDISH_TENS = {20: "tjugo", 30: "trettio", 40: "fyrtio", 50: "femtio", 60: "sextio", 90: "nittio"}
_ENGLISH_UNITS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_ENGLISH_TEENS = [
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_ENGLISH_TENS = {20: "twenty", 30: "thirty", 40: "forty", 50: "fifty", 60: "sixty", 90: "ninety"}


def _tens(tens: dict[int, str], units: list[str], joints: tuple[str, ...]) -> dict[str, int]:
    whole = {name: number for number, name in tens.items()}
    joined = {
        f"{name}{joint}{unit}": number + extra
        for number, name in tens.items()
        for extra, unit in enumerate(units, start=1)
        for joint in joints
    }
    return whole | joined


NUMBERS = {
    "en": 1,
    **{name: number for number, name in enumerate(chain(_SWEDISH_UNITS, _SWEDISH_TEENS), start=1)},
    **{name: number for number, name in enumerate(chain(_ENGLISH_UNITS, _ENGLISH_TEENS), start=1)},
    **_tens(_SWEDISH_TENS, [*_SWEDISH_UNITS, "en"][:9], ("",)),
    **_tens(_ENGLISH_TENS, _ENGLISH_UNITS, ("-", " ")),
}

_SWEDISH_ORDINALS = [
    "första",
    "andra",
    "tredje",
    "fjärde",
    "femte",
    "sjätte",
    "sjunde",
    "åttonde",
    "nionde",
    "tionde",
    "elfte",
    "tolfte",
    "trettonde",
    "fjortonde",
    "femtonde",
    "sextonde",
    "sjuttonde",
    "artonde",
    "nittonde",
    "tjugonde",
]
_ENGLISH_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]

LAST = -1
ORDINALS = {
    "sista": LAST,
    "last": LAST,
    "trettionde": 30,
    "thirtieth": 30,
    **{name: number for number, name in enumerate(_SWEDISH_ORDINALS, start=1)},
    **{name: number for number, name in enumerate(_ENGLISH_ORDINALS, start=1)},
    **_tens({20: "tjugo", 30: "trettio"}, _SWEDISH_ORDINALS[:9], ("",)),
    **_tens({20: "twenty", 30: "thirty"}, _ENGLISH_ORDINALS[:9], ("-", " ")),
}
for _cardinal in ("tjugo", "trettio", "twenty", "thirty"):
    del ORDINALS[_cardinal]
