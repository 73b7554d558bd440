const MINUTE = 60_000;
const DAY = 86_400_000;

/** Dates and times for one reader; instants are milliseconds since 1970, `now()` is the workspace's clock. */
export function createTimes({ locale, zone, now, t }) {
  const written = (instant, options, inZone = zone) =>
    new Intl.DateTimeFormat(locale, { timeZone: inZone, ...options }).format(instant);
  const dayKey = (instant) => new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(instant);
  const clock = (instant, inZone) => written(instant, { hour: "2-digit", minute: "2-digit" }, inZone);
  const withWeekday = (instant, length, inZone) => {
    const day = written(instant, { day: "numeric", month: length, year: "numeric" }, inZone);
    return `${written(instant, { weekday: length }, inZone)}${locale === "en-US" ? "," : ""} ${day}`;
  };
  const longDate = (instant, inZone) => withWeekday(instant, "long", inZone);
  const shortDate = (instant, inZone) => withWeekday(instant, "short", inZone);

  function relativeDay(instant) {
    const names = { [-1]: "yesterday", 0: "today", 1: "tomorrow" };
    const name = Object.keys(names).find((days) => dayKey(now() + Number(days) * DAY) === dayKey(instant));
    return name === undefined ? null : t(names[name]);
  }

  const isToday = (instant) => dayKey(instant) === dayKey(now());
  return {
    written,
    dayKey,
    clock,
    longDate,
    shortDate,
    relativeDay,
    now,
    zone,
    stamp: (instant) => (isToday(instant) ? clock(instant) : `${shortDate(instant)} ${clock(instant)}`),
    full: (instant) => `${longDate(instant)} ${clock(instant)} ${zoneName(locale, zone, instant)}`,
    zoneName: (instant, inZone = zone) => zoneName(locale, inZone, instant),
    tokens: (instant) => dateTokens({ instant, written, clock, longDate, relativeDay, locale, now }),
  };
}

function zoneName(locale, zone, instant) {
  const parts = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: "short" }).formatToParts(
    instant,
  );
  return parts.find((part) => part.type === "timeZoneName").value;
}

/** What each word in Slack's `<!date^1392734382^{date_long} {time}|…>` stands for. */
function dateTokens({ instant, written, clock, longDate, relativeDay, locale, now }) {
  const date = written(instant, { day: "numeric", month: "long", year: "numeric" });
  const short = written(instant, { day: "numeric", month: "short", year: "numeric" });
  const pretty = relativeDay(instant);
  return {
    date_num: written(instant, { year: "numeric", month: "2-digit", day: "2-digit" }),
    date,
    date_short: short,
    date_long: longDate(instant),
    date_pretty: pretty ?? date,
    date_short_pretty: pretty ?? short,
    date_long_pretty: pretty ?? longDate(instant),
    day_divider_pretty: pretty ?? longDate(instant),
    time: clock(instant),
    time_secs: written(instant, { hour: "2-digit", minute: "2-digit", second: "2-digit" }),
    ago: ago(locale, instant - now()),
  };
}

function ago(locale, difference) {
  const units = [
    ["day", DAY],
    ["hour", 60 * MINUTE],
    ["minute", MINUTE],
  ];
  const [unit, length] = units.find(([, size]) => Math.abs(difference) >= size) ?? units.at(-1);
  return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(
    Math.trunc(difference / length),
    unit,
  );
}

export function instantOfTs(ts) {
  return Number(ts) * 1000;
}

/** "2017-12-15T10:00" on the wall in `zone` → the instant. An hour that does not exist moves on, as clocks do. */
export function instantOfWall(wall, zone) {
  const asUtc = Date.parse(`${wall}Z`);
  const first = asUtc - offsetAt(asUtc, zone);
  return asUtc - offsetAt(first, zone);
}

/** The instant → "2017-12-15T10:00" on the wall in `zone`, as date and time fields want it. */
export function wallOfInstant(instant, zone) {
  return new Date(instant + offsetAt(instant, zone)).toISOString().slice(0, 16);
}

function offsetAt(instant, zone) {
  const options = { timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric" };
  const clock = { hour: "numeric", minute: "numeric", second: "numeric" };
  const parts = new Intl.DateTimeFormat("en-US", { ...options, ...clock }).formatToParts(instant);
  const value = Object.fromEntries(parts.map(({ type, value: text }) => [type, Number(text)]));
  const wall = Date.UTC(value.year, value.month - 1, value.day, value.hour, value.minute, value.second);
  return wall - Math.floor(instant / 1000) * 1000;
}
