import { fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { createListbox } from "./listbox.js";
import { plainText } from "./mrkdwn.js";
import { answered, currentAnswer, fieldNames } from "./slot.js";
import { choicesOf, matching, optionChoice } from "./sources.js";

const TYPING_PAUSE = 200;

/** A field that is typed in to narrow down what can be chosen. */
function drawPick(element, slot, { onChoose, isChosen }) {
  const { reader } = slot.surface;
  const field = h("input", {
    type: "text",
    class: "pick-field",
    role: "combobox",
    autocomplete: "off",
    spellcheck: "false",
    placeholder: element.placeholder ? plainText(element.placeholder) : reader.t("choose"),
    ...fieldNames(element, slot, reader.t("choose")),
  });
  const names = { label: reader.t("choices"), empty: reader.t("nothingFound") };
  const list = createListbox(field, { ...names, onChoose });
  const show = (found) => list.open(found.map((item) => ({ ...item, chosen: isChosen(item) })));
  const offer = choicesOf(element, reader)
    ? (typed) => show(matching(choicesOf(element, slot.surface.reader), typed))
    : offerFromBot(element, slot, { field, show });
  listenTo(field, list, offer);
  return { field, list };
}

/** The bot is asked when the person pauses; an answer that comes after they went on is not shown. */
function offerFromBot(element, slot, { field, show }) {
  let timer = null;
  field.addEventListener("blur", () => clearTimeout(timer));
  return (typed) => {
    clearTimeout(timer);
    const written = field.value;
    timer = setTimeout(async () => {
      const options = await slot.surface.options(slot.blockId, element, typed);
      const wanted = field.value === written && document.activeElement === field;
      if (wanted) show(options.map((one) => optionChoice(one)));
    }, TYPING_PAUSE);
  };
}

function listenTo(field, list, offer) {
  field.addEventListener("input", () => offer(field.value));
  field.addEventListener("click", () => !list.isOpen() && offer(""));
  field.addEventListener("keydown", (event) => {
    if (list.onKey(event) || list.isOpen() || event.ctrlKey || event.metaKey) return;
    if (!["ArrowDown", "ArrowUp", "Enter"].includes(event.key)) return;
    event.preventDefault();
    offer("");
  });
  field.addEventListener("blur", list.close);
}

export function drawSelect(element, slot) {
  const shown = () => labelOf(element, slot, currentAnswer(element, slot));
  const { field } = drawPick(element, slot, {
    isChosen: ({ label }) => label === shown(),
    onChoose: ({ answer }) => settle(answer),
  });
  const clear = h(
    "button",
    { type: "button", class: "pick-clear", "aria-label": slot.surface.reader.t("clear") },
    icon("close"),
  );
  const tell = () => {
    field.value = shown();
    clear.hidden = !slot.optional || !field.value;
  };
  const settle = async (answer) => {
    await answered(element, slot, answer);
    tell();
  };
  clear.addEventListener("click", () => settle(null).then(() => field.focus()));
  field.addEventListener("focus", () => field.select());
  field.addEventListener("blur", tell);
  tell();
  return h("div", { class: "pick" }, field, clear, icon("down"));
}

export function drawMultiSelect(element, slot) {
  const chosen = () => currentAnswer(element, slot);
  const settle = async (answers) => {
    await answered(element, slot, answers);
    field.value = "";
    tell();
  };
  const { field, list } = drawPick(element, slot, {
    isChosen: () => false,
    onChoose: ({ answer }) => settle(toggled(chosen(), answer, element.max_selected_items)),
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Backspace" && !field.value && !list.isOpen()) settle(chosen().slice(0, -1));
  });
  const chips = h("span", { class: "chips" });
  const tell = () => {
    const remove = (answer) =>
      settle(chosen().filter((one) => valueOf(one) !== valueOf(answer))).then(() => field.focus());
    fill(
      chips,
      chosen().map((answer) => drawChip(labelOf(element, slot, answer), slot, () => remove(answer))),
    );
  };
  tell();
  return h("div", { class: "pick pick-multi" }, chips, field, icon("down"));
}

function drawChip(label, { surface }, onRemove) {
  const remove = h(
    "button",
    {
      type: "button",
      class: "chip-remove",
      "aria-label": surface.reader.t("remove", { name: label }),
      onclick: onRemove,
    },
    icon("close"),
  );
  return h("span", { class: "chip" }, h("bdi", {}, label), remove);
}

const valueOf = (answer) => (typeof answer === "string" ? answer : answer.value);

function toggled(chosen, answer, most = Infinity) {
  const others = chosen.filter((one) => valueOf(one) !== valueOf(answer));
  if (others.length < chosen.length) return others;
  return others.length < most ? [...others, answer] : chosen;
}

function labelOf(element, { surface }, answer) {
  if (answer === null) return "";
  if (typeof answer !== "string") return plainText(answer.text);
  return (
    choicesOf(element, surface.reader).find(({ value }) => value === answer)?.label ??
    surface.reader.nameOf(answer)
  );
}
