import { api } from "./api.js";
import { createDialog } from "./dialog.js";
import { fill, freshId, h } from "./dom.js";
import { icon } from "./icons.js";
import { menuButton } from "./menu.js";
import { instantOfWall, wallOfInstant } from "./times.js";

const HOUR = 3600;
const LEAPS = { oneHour: HOUR, oneDay: 24 * HOUR, oneWeek: 7 * 24 * HOUR };
const TICK = 1000;

/** The workspace's date and time, and the ways to move it on: reminders and deadlines happen as it passes them. */
export function createClock(session) {
  const date = h("span", { class: "clock-date" });
  const hour = h("span", { class: "clock-hour" });
  const zone = h("span", { class: "clock-zone" });
  const face = h("time", {}, date, " ", hour, " ", zone);
  const button = menuButton({ class: "bar-button clock" }, [icon("clock"), face], () => menuOf(session));
  const node = h("div", {}, button);

  function tick() {
    const { reader } = session.store.state;
    if (!reader) return;
    const { times, t } = reader;
    const now = times.now();
    date.textContent = times.shortDate(now);
    hour.textContent = times.clock(now);
    zone.textContent = times.zoneName(now);
    face.setAttribute("datetime", new Date(now).toISOString());
    const label = `${t("clock")}: ${times.full(now)} (${times.zone})`;
    button.setAttribute("aria-label", label);
    button.title = label;
  }

  setInterval(tick, TICK);
  return { node, draw: tick };
}

function menuOf(session) {
  const { t } = session.store.state.reader;
  const leaps = Object.entries(LEAPS).map(([words, seconds]) => ({
    label: t(words),
    icon: "clock",
    onChoose: () => move(session, { advance_seconds: seconds }),
  }));
  const other = { label: t("chooseMoment"), icon: "calendar", onChoose: () => chooseMoment(session) };
  return { label: t("moveClock"), alignEnd: true, items: [{ heading: t("moveClock") }, ...leaps, other] };
}

async function move(session, change) {
  if (!(await session.attempt(() => api.moveClock(change)))) return false;
  await session.loads.workspace();
  const { times, t } = session.store.state.reader;
  session.notify(t("clockMoved", { time: times.full(times.now()) }));
  return true;
}

function chooseMoment(session) {
  const { t, times } = session.store.state.reader;
  const id = freshId("moment");
  const title = h("h2", { id: `${id}-title` }, t("chooseMoment"));
  const field = h("input", { id, type: "datetime-local", class: "field field-short", required: true, "aria-describedby": `${id}-words` });
  const words = h("div", { id: `${id}-words`, class: "hint picker-words", role: "status" });
  const dialog = createDialog({ className: "question", labelledBy: title.id, onCancel: leave });
  const chosen = () => instantOfWall(field.value, times.zone);

  function leave() {
    dialog.close();
    dialog.remove();
  }

  function tell() {
    const past = field.value && chosen() <= times.now();
    words.textContent = past ? t("onlyForward") : field.value && times.full(chosen());
    words.classList.toggle("problem", Boolean(past));
    return field.value && !past;
  }

  async function submit(event) {
    event.preventDefault();
    if (tell() && (await move(session, { to: new Date(chosen()).toISOString() }))) leave();
  }

  field.value = wallOfInstant(times.now() + HOUR * 1000, times.zone);
  field.addEventListener("input", tell);
  tell();
  const label = h("label", { class: "label", for: id }, t("dateAndTime"), ` (${times.zone})`);
  const buttons = h(
    "div",
    { class: "dialog-buttons" },
    h("button", { type: "button", class: "button", onclick: leave }, t("cancel")),
    h("button", { type: "submit", class: "button primary" }, t("moveClock")),
  );
  fill(dialog, h("form", { novalidate: true, onsubmit: submit }, title, label, field, words, buttons));
  document.body.append(dialog);
  dialog.showModal();
  field.focus();
}
