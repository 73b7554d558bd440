import { fill, freshId, h } from "./dom.js";
import { hostOf, placeAfter, showBeside } from "./popup.js";

const WIDEST = 520;

/**
 * Suggestions under (or above) a text field, which keeps the focus. An item is
 * {label, detail?, hint?, picture?, group?, chosen?}; `onChoose(item)` says which one was taken.
 */
export function createListbox(field, { label, above = false, onChoose, empty }) {
  const id = freshId("list");
  const list = h("div", { id, class: "listbox", role: "listbox", popover: "manual", "aria-label": label });
  const state = { items: [], active: 0 };
  field.setAttribute("aria-controls", id);
  field.setAttribute("aria-expanded", "false");
  field.setAttribute("aria-autocomplete", "list");

  const isOpen = () => list.isConnected && list.matches(":popover-open");

  function open(items) {
    if (!items.length && !empty) return close();
    state.items = items;
    state.active = Math.max(
      0,
      items.findIndex((item) => item.chosen),
    );
    fill(list, items.length ? drawItems(items, id, choose) : h("div", { class: "option-none" }, empty));
    const frame = field.closest(".pick, .composer") ?? field;
    if (!list.isConnected) hostOf(field).append(list);
    list.style.minWidth = `${Math.min(frame.offsetWidth, WIDEST)}px`;
    if (!isOpen()) showBeside(list, frame, { above });
    else dispatchEvent(new Event("resize"));
    field.setAttribute("aria-expanded", "true");
    mark();
  }

  function close() {
    if (list.isConnected) list.remove();
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }

  function choose(item) {
    close();
    onChoose(item);
  }

  function mark() {
    [...list.querySelectorAll("[role=option]")].forEach((option, place) => {
      option.setAttribute("aria-selected", String(place === state.active));
      if (place !== state.active) return;
      field.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    });
  }

  /** Takes the keys that are the list's own; true when it did. */
  function onKey(event) {
    if (!isOpen() || event.isComposing || event.ctrlKey || event.metaKey) return false;
    const next = state.items.length ? placeAfter(event.key, state.active, state.items.length) : null;
    if (next !== null) {
      state.active = next;
      mark();
    } else if (["Enter", "Tab"].includes(event.key) && state.items.length) choose(state.items[state.active]);
    else if (event.key === "Escape") close();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  return { open, close, isOpen, onKey };
}

function drawItems(items, id, choose) {
  return items.map((item, place) => [
    item.group && item.group !== items[place - 1]?.group && h("div", { class: "menu-heading" }, item.group),
    h(
      "div",
      {
        id: `${id}-${place}`,
        class: "option",
        role: "option",
        onmousedown: (event) => event.preventDefault(),
        onclick: () => choose(item),
      },
      item.picture,
      h(
        "span",
        { class: "menu-words" },
        labelOf(item),
        item.detail && h("span", { class: "menu-detail" }, item.detail),
      ),
    ),
  ]);
}

function labelOf({ label, hint }) {
  return h("bdi", { class: "menu-label" }, label, hint && h("span", { class: "option-hint" }, ` ${hint}`));
}
