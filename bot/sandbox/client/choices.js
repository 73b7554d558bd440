import { freshId, h } from "./dom.js";
import { drawText } from "./mrkdwn.js";
import { answered, currentAnswer } from "./slot.js";

export function drawChecks(element, slot) {
  const chosen = () => currentAnswer(element, slot);
  const isChosen = (option) => chosen().some(({ value }) => value === option.value);
  const choose = (option, checked) => {
    const others = chosen().filter(({ value }) => value !== option.value);
    const all = checked ? [...others, option] : others;
    return answered(
      element,
      slot,
      element.options.filter(({ value }) => all.some((one) => one.value === value)),
    );
  };
  return drawGroup(element, slot, { type: "checkbox", isChosen, choose });
}

export function drawRadios(element, slot) {
  const isChosen = (option) => currentAnswer(element, slot)?.value === option.value;
  return drawGroup(element, slot, {
    type: "radio",
    isChosen,
    choose: (option) => answered(element, slot, option),
  });
}

function drawGroup(element, slot, { type, isChosen, choose }) {
  const name = freshId("choice");
  const draw = (option) => drawChoice(option, slot, { type, name, isChosen, choose });
  return h(
    "div",
    {
      class: "choices",
      role: type === "radio" ? "radiogroup" : "group",
      id: slot.id,
      "aria-labelledby": slot.labelId,
      "aria-describedby": slot.describedBy,
    },
    element.options.map(draw),
  );
}

function drawChoice(option, { surface }, { type, name, isChosen, choose }) {
  const box = h("input", { type, name, checked: isChosen(option) });
  box.addEventListener("change", async () => {
    if (!(await choose(option, box.checked))) box.checked = isChosen(option);
  });
  return h(
    "label",
    { class: "choice" },
    box,
    h(
      "span",
      { class: "choice-words" },
      drawText(option.text, surface.reader),
      option.description && h("span", { class: "hint" }, drawText(option.description, surface.reader)),
    ),
  );
}
