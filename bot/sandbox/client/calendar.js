import { dayAfter, dayInMonth, stampOf, weekNumber, weeksOfMonth } from "./days.js";
import { fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { hostOf, showBeside } from "./popup.js";

const MOVES = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
const PAGES = { PageUp: -1, PageDown: 1 };

/** A month to choose a day from, beside its field; `onChoose("2017-12-15")`. */
export function openCalendar(field, { chosen, today, reader, onChoose, takeFocus }) {
  const popup = h("div", {
    class: "calendar",
    popover: "auto",
    role: "dialog",
    "aria-label": reader.t("date"),
  });
  let at = chosen ?? today;

  const choose = (day) => {
    popup.hidePopover();
    onChoose(day);
  };

  function show(day, focus) {
    at = day;
    const turn = (months) => show(dayInMonth(at, months), false);
    fill(popup, drawHead(at, turn, reader), drawMonth(at, { chosen, today, reader, choose }));
    if (focus) popup.querySelector("[tabindex='0']").focus();
  }

  popup.addEventListener("keydown", (event) => {
    if (event.key in MOVES) show(dayAfter(at, MOVES[event.key]), true);
    else if (event.key in PAGES) show(dayInMonth(at, PAGES[event.key]), true);
    else return;
    event.preventDefault();
  });
  popup.addEventListener("toggle", (event) => {
    if (event.newState !== "closed") return;
    const held = popup.contains(document.activeElement) || document.activeElement === document.body;
    popup.remove();
    if (held) field.focus();
  });

  show(at, false);
  hostOf(field).append(popup);
  showBeside(popup, field);
  if (takeFocus) popup.querySelector("[tabindex='0']").focus();
  return popup;
}

const inUtc = (day, options, locale) =>
  new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...options }).format(stampOf(day));

function drawHead(day, turn, { t, locale }) {
  const button = (name, words, months) =>
    h(
      "button",
      {
        type: "button",
        class: `icon-button turn-${name}`,
        "aria-label": t(words),
        title: t(words),
        onclick: () => turn(months),
      },
      icon("back"),
    );
  const month = h(
    "strong",
    { "aria-live": "polite" },
    inUtc(day, { month: "long", year: "numeric" }, locale),
  );
  return h(
    "div",
    { class: "calendar-head" },
    button("back", "previousMonth", -1),
    month,
    button("on", "nextMonth", 1),
  );
}

function firstDayIn(locale) {
  const known = new Intl.Locale(locale);
  return (known.getWeekInfo?.() ?? known.weekInfo)?.firstDay ?? 1;
}

function drawMonth(at, { chosen, today, reader, choose }) {
  const { locale, t } = reader;
  const weeks = weeksOfMonth(at, firstDayIn(locale));
  const names = weeks[0].map((day) =>
    h(
      "th",
      { scope: "col", "aria-label": inUtc(day, { weekday: "long" }, locale) },
      inUtc(day, { weekday: "short" }, locale).slice(0, 3),
    ),
  );
  const cell = (day) => h("td", {}, drawDay(day, at, { chosen, today, locale, choose }));
  const row = (week) =>
    h("tr", {}, h("th", { scope: "row", class: "week" }, String(weekNumber(week[3]))), week.map(cell));
  const head = h(
    "tr",
    {},
    h("th", { class: "week", scope: "col", title: t("week"), "aria-label": t("week") }, t("weekShort")),
    names,
  );
  return h("table", {}, h("thead", {}, head), h("tbody", {}, weeks.map(row)));
}

function drawDay(day, at, { chosen, today, locale, choose }) {
  const outside = day.slice(0, 7) !== at.slice(0, 7) ? "day-outside" : "";
  const name = inUtc(day, { weekday: "long", day: "numeric", month: "long", year: "numeric" }, locale);
  const state = { "aria-pressed": String(day === chosen), "aria-current": day === today ? "date" : null };
  const attributes = {
    type: "button",
    class: `day-button ${outside}`,
    tabindex: day === at ? "0" : "-1",
    "aria-label": name,
  };
  return h("button", { ...attributes, ...state, onclick: () => choose(day) }, String(Number(day.slice(8))));
}
