import { createDateField, createMomentField, createTimeField } from "./datefields.js";
import { h } from "./dom.js";
import { plainText } from "./mrkdwn.js";
import { answered, currentAnswer, fieldNames, sent } from "./slot.js";
import { stateOf } from "./form.js";

const KINDS = {
  email_text_input: { type: "text", inputmode: "email", autocomplete: "off", spellcheck: "false" },
  url_text_input: { type: "text", inputmode: "url", autocomplete: "off", spellcheck: "false" },
  number_input: { type: "text", inputmode: "decimal", autocomplete: "off", class: "field field-number" },
  plain_text_input: { type: "text", autocomplete: "off" },
};

export function drawTextInput(element, slot) {
  const attributes = {
    class: "field",
    dir: "auto",
    placeholder: element.placeholder && plainText(element.placeholder),
    autofocus: element.focus_on_load,
    ...fieldNames(element, slot, slot.surface.reader.t("text")),
  };
  const field = element.multiline
    ? h("textarea", { rows: "4", ...attributes })
    : h("input", { ...attributes, ...KINDS[element.type] });
  field.value = currentAnswer(element, slot) ?? "";
  const count = drawCount(element, field, slot.surface.reader);
  field.addEventListener("input", () => {
    slot.surface.form.put(slot.blockId, element, valueIn(field));
    count?.tell();
  });
  if (slot.dispatches) dispatchWhenAsked(element, field, slot);
  return h("div", { class: "field-frame" }, field, count?.node);
}

function valueIn(field) {
  return field.value === "" ? null : field.value;
}

/** How many characters are left, shown when the end is near. */
function drawCount(element, field, { t }) {
  const max = element.max_length;
  if (!max) return null;
  const node = h("div", { class: "count", role: "status" });
  const tell = () => {
    const left = max - field.value.length;
    node.textContent = left < Math.max(20, max / 10) ? t("charactersLeft", { left }) : "";
    node.classList.toggle("count-over", left < 0);
  };
  tell();
  return { node, tell };
}

/** Slack sends a text as it is typed, or on Enter, as the bot asked. */
function dispatchWhenAsked(element, field, slot) {
  const on = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const tell = () => sent(element, slot, stateOf(element, valueIn(field)));
  let timer = null;
  if (on.includes("on_character_entered")) {
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(tell, 300);
    });
  }
  if (on.includes("on_enter_pressed")) {
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      tell();
    });
  }
}

export function drawDate(element, slot) {
  return drawPicker(element, slot, createDateField, "date");
}

export function drawTime(element, slot) {
  return drawPicker(element, slot, createTimeField, "time");
}

function drawPicker(element, slot, create, words) {
  const { reader } = slot.surface;
  const value = currentAnswer(element, slot);
  const field = create({ reader, value, names: fieldNames(element, slot, reader.t(words)), onChange: take });
  async function take(answer) {
    if (!(await answered(element, slot, answer))) field.set(currentAnswer(element, slot));
  }
  return field.node;
}

/** Slack counts a moment in seconds. */
export function drawDateTime(element, slot) {
  const { reader } = slot.surface;
  const seconds = currentAnswer(element, slot);
  const names = fieldNames(element, slot, reader.t("dateAndTime"));
  const take = (instant) => answered(element, slot, instant === null ? null : instant / 1000);
  return createMomentField({ reader, value: seconds === null ? null : seconds * 1000, names, onChange: take })
    .node;
}
