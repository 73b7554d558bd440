import { api } from "./api.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { menuButton } from "./menu.js";
import { momentFields, openQuestion } from "./question.js";

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

/** Just after the moment that is chosen, so that what falls due then has fallen due. */
function chooseMoment(session) {
  const { reader } = session.store.state;
  const { t, times } = reader;
  const { fields, get } = momentFields(reader, Math.ceil(times.now() / HALF_HOUR) * HALF_HOUR);
  openQuestion({
    t,
    title: t("chooseMoment"),
    submit: t("moveClock"),
    fields,
    onSubmit: () => {
      const instant = get();
      if (instant === null) return t("required");
      if (instant <= times.now()) return t("onlyForward");
      return move(session, { to: new Date(instant + TICK).toISOString() });
    },
  });
}
