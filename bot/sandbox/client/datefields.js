import { openCalendar } from "./calendar.js";
import { readDay, readTime } from "./days.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { createListbox } from "./listbox.js";
import { instantOfWall, wallOfInstant } from "./times.js";

const HALF_HOURS = Array.from(
  { length: 48 },
  (_, half) => `${String(Math.floor(half / 2)).padStart(2, "0")}:${half % 2 ? "30" : "00"}`,
);

/** A day: chosen in a calendar, or typed as 2017-12-15; shown in the reader's words with its weekday. */
export function createDateField({ reader, value, names, onChange }) {
  const field = h("input", {
    type: "text",
    inputmode: "none",
    autocomplete: "off",
    class: "pick-field",
    placeholder: reader.t("chooseDate"),
    "aria-haspopup": "dialog",
    ...names,
  });
  const inWords = (day) =>
    day ? reader.times.shortDate(instantOfWall(`${day}T12:00`, reader.times.zone)) : "";
  let day = value;
  let popup = null;

  function set(next) {
    day = next;
    field.value = inWords(day);
  }

  function take(next) {
    const changed = next !== day;
    set(next);
    if (changed) onChange(day);
  }

  const today = () => reader.times.dayKey(reader.times.now());
  const open = (takeFocus) => {
    popup = openCalendar(field, { chosen: day, today: today(), reader, takeFocus, onChoose: take });
  };

  set(value);
  let wasOpen = false;
  field.addEventListener("pointerdown", () => (wasOpen = Boolean(popup?.isConnected)));
  field.addEventListener("click", () => wasOpen || open(false));
  field.addEventListener("focus", () => field.select());
  field.addEventListener("change", () => take(field.value.trim() ? (readDay(field.value) ?? day) : null));
  field.addEventListener("keydown", (event) => {
    if (!["ArrowDown", "ArrowUp"].includes(event.key)) return;
    event.preventDefault();
    if (popup?.isConnected) popup.hidePopover();
    open(true);
  });
  return { node: h("div", { class: "pick pick-date" }, icon("calendar"), field), get: () => day, set };
}

/** A time of day: chosen among the half hours, or typed as 10, 10.30 or 10:30. */
export function createTimeField({ reader, value, names, onChange }) {
  const field = h("input", {
    type: "text",
    role: "combobox",
    autocomplete: "off",
    class: "pick-field",
    placeholder: "--:--",
    ...names,
  });
  const list = createListbox(field, { label: reader.t("time"), onChoose: ({ label }) => take(label) });
  let time = value;

  function set(next) {
    time = next;
    field.value = time ?? "";
  }

  function take(next) {
    const changed = next !== time;
    set(next);
    if (changed) onChange(time);
  }

  const around = () => readTime(field.value) ?? time ?? "09:00";
  const offer = () => {
    const nearest = HALF_HOURS.findLast((half) => half <= around());
    list.open(HALF_HOURS.map((half) => ({ label: half, chosen: half === nearest })));
  };

  set(value);
  field.addEventListener("click", () => !list.isOpen() && offer());
  field.addEventListener("focus", () => field.select());
  field.addEventListener("input", list.close);
  field.addEventListener("change", () => take(field.value.trim() ? (readTime(field.value) ?? time) : null));
  field.addEventListener("blur", list.close);
  field.addEventListener("keydown", (event) => {
    if (list.onKey(event) || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
    event.preventDefault();
    offer();
  });
  return { node: h("div", { class: "pick pick-time" }, icon("clock"), field), get: () => time, set };
}

/** A moment in the reader's zone, as an instant in milliseconds; null until both parts are there. */
export function createMomentField({ reader, value, names, onChange }) {
  const { t, times } = reader;
  const wall = value === null ? [null, null] : wallOfInstant(value, times.zone).split("T");
  const get = () =>
    date.get() && time.get() ? instantOfWall(`${date.get()}T${time.get()}`, times.zone) : null;
  const tell = () => onChange(get());
  const date = createDateField({ reader, value: wall[0], names, onChange: tell });
  const time = createTimeField({
    reader,
    value: wall[1],
    names: { ...names, id: null, "aria-label": t("time") },
    onChange: tell,
  });
  return { node: h("div", { class: "moment" }, date.node, time.node), get };
}
