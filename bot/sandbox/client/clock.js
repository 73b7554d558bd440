import { api } from "./api.js";
import { createMomentField } from "./datefields.js";
import { createDialog } from "./dialog.js";
import { fill, freshId, h } from "./dom.js";
import { icon } from "./icons.js";
import { menuButton } from "./menu.js";

const HOUR = 3600;
const LEAPS = { oneHour: HOUR, oneDay: 24 * HOUR, oneWeek: 7 * 24 * HOUR };
const HALF_HOUR = 1_800_000;
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
  const { reader } = session.store.state;
  const { t, times } = reader;
  const id = freshId("moment");
  const problem = h("div", { class: "problem", role: "alert" });
  const soon = Math.ceil(times.now() / HALF_HOUR) * HALF_HOUR;
  const moment = createMomentField({
    reader,
    value: soon,
    names: { id },
    onChange: () => (problem.textContent = ""),
  });
  const dialog = createDialog({ className: "question", labelledBy: `${id}-title`, onCancel: leave });

  function leave() {
    dialog.close();
    dialog.remove();
  }

  async function submit(event) {
    event.preventDefault();
    const instant = moment.get();
    if (instant === null || instant <= times.now())
      problem.textContent = t(instant === null ? "required" : "onlyForward");
    else if (await move(session, { to: new Date(instant).toISOString() })) leave();
  }

  const buttons = h(
    "div",
    { class: "dialog-buttons" },
    h("button", { type: "button", class: "button", onclick: leave }, t("cancel")),
    h("button", { type: "submit", class: "button primary" }, t("moveClock")),
  );
  const title = h("h2", { id: `${id}-title` }, t("chooseMoment"));
  const label = h(
    "label",
    { class: "label", for: id },
    t("dateAndTime"),
    h("span", { class: "optional" }, ` (${times.zone})`),
  );
  fill(
    dialog,
    h("form", { novalidate: true, onsubmit: submit }, title, label, moment.node, problem, buttons),
  );
  document.body.append(dialog);
  dialog.showModal();
  document.getElementById(id).focus();
}
