"""`kallelse when`: what a date in words is read as."""

import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.console.errors import UnknownZone
from bot.console.moments import moment_in
from bot.language.when import read_when
from bot.language.when.report import as_json, as_text
from bot.language.words import Words

EXAMPLE = "2026-11-04T09:30"


def read_out(text: str, words: Words, *, now: str | None, zone: str, in_json: bool) -> str:
    """Raises BadMoment and UnknownZone. A `now` without an offset is on the zone's clock."""
    place = _zone(zone)
    moment = moment_in("--now", now, EXAMPLE) if now else datetime.now(UTC)
    when = read_when(text, now=moment if moment.tzinfo else moment.replace(tzinfo=place), zone=place)
    if in_json:
        return json.dumps(as_json(when), ensure_ascii=False, indent=2)
    return as_text(when, Words(words.language, place))


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as err:
        raise UnknownZone(name) from err
