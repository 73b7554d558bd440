import { h } from "./dom.js";
import { icon } from "./icons.js";
import { drawLink, withEmoji } from "./mrkdwn.js";

const WHOLE_DAY = "2017-12-15";
const ANSWERS = ["ACCEPTED", "TENTATIVE", "DECLINED", "NEEDS-ACTION", "DELEGATED"];

/** The invitation in a letter, drawn as the calendar entry that its reader gets. */
export function drawEntry(entry, reader) {
  const zone = zoneOf(entry, reader);
  const start = Date.parse(entry.start);
  const gone = entry.status === "CANCELLED" || entry.method === "CANCEL";
  return h(
    "section",
    { class: `entry ${gone ? "entry-gone" : ""}`, "aria-label": reader.t("calendarEntry") },
    drawLeaf(start, zone, reader),
    h(
      "div",
      { class: "entry-words" },
      drawBadges(entry, reader),
      h("h3", { dir: "auto" }, entry.summary),
      drawWhen(entry, zone, reader),
      entry.location && drawFact("place", h("bdi", { dir: "auto" }, entry.location)),
      entry.url && drawFact("link", drawLink(entry.url, entry.url, reader)),
      entry.organizer &&
        drawFact("person", reader.t("organizer", { name: entry.organizer.name || entry.organizer.email })),
      entry.alarms?.length > 0 && drawFact("bell", reader.t("hasAlarm")),
      entry.description && h("p", { class: "entry-description", dir: "auto" }, withEmoji(entry.description)),
      drawAttendees(entry.attendees ?? [], reader),
      h("p", { class: "hint entry-uid" }, `UID ${entry.uid} · SEQUENCE ${entry.sequence}`),
    ),
  );
}

/** The entry's own zone, when the browser knows it. */
function zoneOf({ timezone }, reader) {
  try {
    new Intl.DateTimeFormat("en", { timeZone: timezone || "UTC" });
    return timezone || reader.times.zone;
  } catch {
    return reader.times.zone;
  }
}

function drawLeaf(start, zone, { times }) {
  const part = (options) => times.written(start, options, zone);
  return h(
    "div",
    { class: "leaf", "aria-hidden": "true" },
    h("span", { class: "leaf-month" }, part({ month: "short" })),
    h("span", { class: "leaf-day" }, part({ day: "numeric" })),
    h("span", { class: "leaf-weekday" }, part({ weekday: "short" })),
  );
}

function drawBadges({ method = "", sequence }, { t }) {
  const updated = method === "REQUEST" && Number(sequence) > 0;
  const words = t(updated ? "method_UPDATE" : `method_${method}`);
  const look = { CANCEL: "danger", REQUEST: "primary" }[method] ?? "";
  return h(
    "div",
    { class: "entry-badges" },
    h("span", { class: `method ${look}` }, words.startsWith("method_") ? method : words),
    h("code", {}, method),
  );
}

function drawWhen(entry, zone, { times }) {
  const [start, end] = [Date.parse(entry.start), Date.parse(entry.end ?? entry.start)];
  if (entry.start.length === WHOLE_DAY.length)
    return drawFact("clock", h("strong", {}, times.longDate(start, "UTC")));
  const span = (inZone) =>
    `${times.clock(start, inZone)}–${times.clock(end, inZone)} ${times.zoneName(start, inZone)}`;
  const same = times.longDate(start, zone) === times.longDate(end, zone);
  const until = same ? "" : ` → ${times.longDate(end, zone)}`;
  const own =
    span(zone) !== span(times.zone) &&
    h("span", { class: "hint" }, ` (${times.longDate(start)} ${span(times.zone)})`);
  return drawFact(
    "clock",
    h("span", {}, h("strong", {}, `${times.longDate(start, zone)}${until}`), ` ${span(zone)}`, own),
  );
}

function drawFact(picture, content) {
  return h("p", { class: "entry-fact" }, icon(picture), h("span", {}, content));
}

function drawAttendees(attendees, { t }) {
  if (!attendees.length) return null;
  const answered = (one) => (ANSWERS.includes(one.partstat) ? one.partstat : "NEEDS-ACTION");
  const line = (one) =>
    h(
      "li",
      { class: `answer answer-${answered(one).toLowerCase()}` },
      h("bdi", { title: one.email }, one.name || one.email),
      h("span", { class: "hint" }, one.role === "OPT-PARTICIPANT" ? ` (${t("optional")})` : ""),
      h("span", { class: "answer-words" }, t(`answer_${answered(one)}`)),
    );
  return h(
    "details",
    { class: "attendees", open: attendees.length <= 20 },
    h("summary", {}, t("attendees", { count: attendees.length })),
    h("ul", {}, attendees.map(line)),
  );
}
