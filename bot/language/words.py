"""One reader's language and time zone: every word, date and time that a person sees is written by this."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import format_datetime, get_timezone_name

from bot.language.catalogues import translations

Day = date  # inside Words, `date` is what writes one

BABEL_LOCALES = {"en": "en_GB", "sv": "sv_SE"}
DATE_PATTERNS = {"en": "EEEE d MMMM y", "sv": "EEEE d MMMM y"}
DAY_PATTERNS = {"en": "EEE d MMM y", "sv": "EEE d MMM y"}
CLOCK_PATTERNS = {"en": "HH:mm", "sv": "HH.mm"}


@dataclass(frozen=True, slots=True)
class Words:
    """Writes for one reader: `language` is one we speak ("en", "sv"), `zone` the reader's own."""

    language: str
    zone: ZoneInfo

    @property
    def locale(self) -> str:
        """The name Babel knows the language by."""
        return BABEL_LOCALES[self.language]

    def t(self, message: str, **values: object) -> str:
        """The message in the reader's language, its {placeholders} filled."""
        return _filled(translations(self.language).gettext(message), values)

    def n(self, singular: str, plural: str, count: int, **values: object) -> str:
        """The form of the message that `count` asks for; {count} is filled with it."""
        chosen = translations(self.language).ngettext(singular, plural, count)
        return _filled(chosen, {"count": count, **values})

    def date(self, day: Day) -> str:
        """A whole date, weekday and year included: "Friday 15 December 2017"."""
        return format_datetime(_wall(day), DATE_PATTERNS[self.language], locale=self.locale)

    def day(self, day: Day) -> str:
        """A short date for lists: "Fri 15 Dec 2017"."""
        return format_datetime(_wall(day), DAY_PATTERNS[self.language], locale=self.locale)

    def time(self, moment: datetime) -> str:
        """The wall-clock time of an aware moment as it stands, in whatever zone it carries: "10:00" or "10.00"."""
        return format_datetime(moment.replace(tzinfo=None), CLOCK_PATTERNS[self.language], locale=self.locale)

    def clock(self, start: datetime, end: datetime) -> str:
        """From-to on the clock, in the zone that `start` carries: "10:00–12:00"."""
        return f"{self.time(start)}–{self.time(end)}"

    def zone_name(self, zone: ZoneInfo, at: datetime) -> str:
        """What people call the zone at that moment: "Central European Standard Time"."""
        return str(get_timezone_name(at.astimezone(zone), locale=self.locale, width="long"))

    def when(self, start: datetime, end: datetime | None, zone: ZoneInfo) -> str:
        """The meeting's date and time where it is held; and the reader's own when their clock differs then. `end` is None
        where nobody knows it any more.
        """
        there = self._span(start, end, zone)
        if start.astimezone(zone).utcoffset() == start.astimezone(self.zone).utcoffset():
            return there
        return self.t(
            "{there} {zone} ({here} where you are)",
            there=there,
            zone=self.zone_name(zone, start),
            here=self._span(start, end, self.zone, beside=start.astimezone(zone).date()),
        )

    def moment(self, moment: datetime) -> str:
        """Date and time of an instant on the reader's clock: "Fri 15 Dec 2017 10:00"."""
        here = moment.astimezone(self.zone)
        return f"{self.day(here.date())} {self.time(here)}"

    def instant(self, moment: datetime, zone: ZoneInfo) -> str:
        """An instant in full on the clock of `zone`, and the reader's own hour when their clock differs then:
        "Wednesday 18 October 2017, 18:00".
        """
        there = self._instant(moment.astimezone(zone))
        here = moment.astimezone(self.zone)
        if moment.astimezone(zone).utcoffset() == here.utcoffset():
            return there
        return self.t(
            "{there} {zone} ({here} where you are)",
            there=there,
            zone=self.zone_name(zone, moment),
            here=self.time(here) if here.date() == moment.astimezone(zone).date() else self._instant(here),
        )

    def until(self, moment: datetime, now: datetime) -> str:
        """How long until then, in the two largest units that matter: "3 days", "5 hours", "now"."""
        left = moment - now
        if left <= timedelta(0):
            return self.t("now")
        days = (moment.astimezone(self.zone).date() - now.astimezone(self.zone).date()).days
        if days >= 1 and left >= timedelta(hours=12):
            return self.n("in {count} day", "in {count} days", days)
        if left >= timedelta(hours=1):
            return self.n("in {count} hour", "in {count} hours", round(left / timedelta(hours=1)))
        return self.n("in {count} minute", "in {count} minutes", max(1, round(left / timedelta(minutes=1))))

    def listed(self, names: list[str]) -> str:
        """Names in a row: "Eva, Nils and Åsa"."""
        if len(names) < 2:  # noqa: PLR2004  one name needs no "and"
            return "".join(names)
        return self.t("{first} and {last}", first=", ".join(names[:-1]), last=names[-1])

    def _span(self, start: datetime, end: datetime | None, zone: ZoneInfo, beside: Day | None = None) -> str:
        start, end = start.astimezone(zone), end and end.astimezone(zone)
        if end is None:
            return self.time(start) if start.date() == beside else self._instant(start)
        if start.date() == beside:
            return self.clock(start, end)
        if start.date() == end.date():
            return self.t("{day}, {clock}", day=self.date(start.date()), clock=self.clock(start, end))
        return f"{self._instant(start)} – {self._instant(end)}"

    def _instant(self, moment: datetime) -> str:
        return self.t("{day}, {clock}", day=self.date(moment.date()), clock=self.time(moment))


def zone_named(name: str | None) -> ZoneInfo | None:
    """The zone of that name; None where none is given or this computer knows none such. Platforms and time-zone data
    are not updated on the same day, so a person's zone may be one that we have yet to hear of.
    """
    try:
        return ZoneInfo(name) if name else None
    except (
        ZoneInfoNotFoundError,
        ValueError,
        OSError,
    ):  # OSError: the name of a folder of zones, such as "Europe"
        return None


def _wall(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001  a calendar day has no zone


def _filled(message: str, values: dict[str, object]) -> str:
    return message.format(**values) if values else message
