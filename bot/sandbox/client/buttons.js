import { h } from "./dom.js";
import { icon } from "./icons.js";
import { menuButton } from "./menu.js";
import { plainText } from "./mrkdwn.js";
import { sent } from "./slot.js";

export function drawButton(element, slot) {
  const look = ["primary", "danger"].includes(element.style) ? element.style : "";
  const button = h(
    "button",
    { type: "button", class: `button ${look}`, dir: "auto", "aria-label": element.accessibility_label },
    plainText(element.text),
  );
  button.addEventListener("click", () => press(button, element, slot));
  return button;
}

async function press(button, element, slot) {
  if (button.getAttribute("aria-busy") === "true") return;
  if (element.url) open(element.url, "_blank", "noopener");
  await whileBusy(button, () => sent(element, slot, { value: element.value }));
}

/** Marks the button as at work, and shuts it for further presses, until the work is done. */
export async function whileBusy(button, work) {
  button.setAttribute("aria-busy", "true");
  try {
    return await work();
  } finally {
    button.removeAttribute("aria-busy");
  }
}

export function drawOverflow(element, slot) {
  const { t } = slot.surface.reader;
  const items = element.options.map((option) => ({
    label: plainText(option.text),
    detail: option.description && plainText(option.description),
    onChoose: () => choose(option, element, slot),
  }));
  return menuButton({ class: "button icon-button", "aria-label": t("moreChoices") }, icon("more"), () => ({
    label: t("moreChoices"),
    items,
    alignEnd: true,
  }));
}

function choose(option, element, slot) {
  if (option.url) open(option.url, "_blank", "noopener");
  return sent(element, slot, { selected_option: option });
}
