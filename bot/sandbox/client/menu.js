import { h } from "./dom.js";
import { icon } from "./icons.js";
import { hostOf, placeAfter, showBeside } from "./popup.js";

/**
 * Opens a menu at its button. An item is {label, detail?, icon?, picture?, checked?, onChoose}, {heading} or
 * {separator: true}; `checked` (true or false) makes it one of a set.
 */
export function openMenu(button, { label, items, above, alignEnd }) {
  const menu = h("div", { class: "menu", role: "menu", popover: "auto", "aria-label": label });
  menu.append(...items.map((item) => drawItem(item, menu)));
  menu.addEventListener("keydown", (event) => moveInside(event, menu));
  menu.addEventListener("toggle", (event) => {
    if (event.newState !== "closed") return;
    button.setAttribute("aria-expanded", "false");
    const held = menu.contains(document.activeElement) || document.activeElement === document.body;
    menu.remove();
    if (held) button.focus();
  });
  hostOf(button).append(menu);
  button.setAttribute("aria-expanded", "true");
  showBeside(menu, button, { above, alignEnd });
  (menu.querySelector("[aria-checked='true']") ?? entriesOf(menu)[0])?.focus();
}

/** A button that opens a menu; `menuOf()` is asked each time, so that the items are today's. */
export function menuButton(attributes, content, menuOf) {
  let wasOpen = false;
  const button = h(
    "button",
    { type: "button", "aria-haspopup": "menu", "aria-expanded": "false", ...attributes },
    content,
  );
  button.addEventListener("pointerdown", () => (wasOpen = button.getAttribute("aria-expanded") === "true"));
  button.addEventListener("click", () => {
    if (!wasOpen) openMenu(button, menuOf());
    wasOpen = false;
  });
  return button;
}

function drawItem(item, menu) {
  if (item.separator) return h("div", { class: "menu-line", role: "separator" });
  if (item.heading) return h("div", { class: "menu-heading", role: "presentation" }, item.heading);
  const choose = () => {
    menu.hidePopover();
    item.onChoose();
  };
  return h(
    "button",
    { type: "button", class: "menu-item", tabindex: "-1", onclick: choose, ...rolesOf(item) },
    item.picture ?? (item.icon && icon(item.icon)),
    h("span", { class: "menu-words" }, h("bdi", { class: "menu-label" }, item.label), detailOf(item)),
    item.checked && icon("check"),
  );
}

function rolesOf({ checked }) {
  return checked === undefined
    ? { role: "menuitem" }
    : { role: "menuitemradio", "aria-checked": String(checked) };
}

function detailOf({ detail }) {
  return detail && h("span", { class: "menu-detail" }, detail);
}

function entriesOf(menu) {
  return [...menu.querySelectorAll(".menu-item")];
}

function moveInside(event, menu) {
  const entries = entriesOf(menu);
  const here = entries.indexOf(document.activeElement);
  const next = placeAfter(event.key, here, entries.length) ?? startingWith(event, entries, here);
  if (event.key === "Tab") menu.hidePopover();
  if (next === null) return;
  event.preventDefault();
  entries[next].focus();
}

/** Typing a letter goes to the next entry that begins with it. */
function startingWith({ key, ctrlKey, metaKey }, entries, here) {
  if (key.length !== 1 || key === " " || ctrlKey || metaKey) return null;
  const order = entries.map((_, step) => (here + 1 + step) % entries.length);
  const found = order.find((place) =>
    entries[place].textContent.trim().toLowerCase().startsWith(key.toLowerCase()),
  );
  return found ?? null;
}
