const DAY = 86_400_000;

/** Days as "2017-12-15", without a clock or a zone. */
export function dayAfter(day, days) {
  return dayOf(stampOf(day) + days * DAY);
}

/** The same day in another month; the last one when that month is shorter. */
export function dayInMonth(day, months) {
  const [year, month, date] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return dayOf(Date.UTC(year, month - 1 + months, Math.min(date, last)));
}

export function firstOfMonth(day) {
  return `${day.slice(0, 7)}-01`;
}

/** The weeks that a month touches, each seven days; `firstDay` is 1 for Monday … 7 for Sunday. */
export function weeksOfMonth(day, firstDay) {
  const first = firstOfMonth(day);
  const back = (weekday(first) - firstDay + 7) % 7;
  const start = dayAfter(first, -back);
  const weeks = [];
  for (let week = start; week < dayInMonth(first, 1); week = dayAfter(week, 7)) weeks.push(week);
  return weeks.map((monday) => Array.from({ length: 7 }, (_, place) => dayAfter(monday, place)));
}

/** ISO 8601: the week that holds the Thursday. */
export function weekNumber(day) {
  const thursday = dayAfter(day, 4 - weekday(day));
  const newYear = `${thursday.slice(0, 4)}-01-01`;
  return 1 + Math.floor((stampOf(thursday) - stampOf(newYear)) / DAY / 7);
}

/** 1 for Monday … 7 for Sunday. */
function weekday(day) {
  return new Date(stampOf(day)).getUTCDay() || 7;
}

/** "2017-12-15" when that is a day; else null. */
export function readDay(text) {
  const found = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*$/.exec(text);
  if (!found) return null;
  const day = [found[1], ...found.slice(2).map((part) => part.padStart(2, "0"))].join("-");
  const stamp = stampOf(day);
  return !Number.isNaN(stamp) && dayOf(stamp) === day ? day : null;
}

/** "9", "930", "9.30", "9:30 pm" → "09:30"; null when it is not a time. */
export function readTime(text) {
  const found = /^\s*(\d{1,2})(?:[:.]?(\d{2}))?\s*([ap])?\.?m?\.?\s*$/i.exec(text);
  if (!found) return null;
  const half = found[3]?.toLowerCase();
  const hour = half ? (Number(found[1]) % 12) + (half === "p" ? 12 : 0) : Number(found[1]);
  const minute = Number(found[2] ?? 0);
  if (hour > 23 || minute > 59) return null;
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

/** Midnight UTC of the day, in milliseconds. */
export function stampOf(day) {
  return Date.parse(`${day}T00:00Z`);
}

function dayOf(stamp) {
  return new Date(stamp).toISOString().slice(0, 10);
}
