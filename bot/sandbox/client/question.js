import { createMomentField } from "./datefields.js";
import { createDialog } from "./dialog.js";
import { fill, freshId, h } from "./dom.js";

/**
 * A small form of the page's own, in a dialog. `fields` are nodes; `onSubmit` answers with true when it is done, with
 * words when something is missing, and with false when that has been said elsewhere.
 */
export function openQuestion({ title, submit, fields, onSubmit, t }) {
  const back = document.activeElement;
  const id = freshId("question");
  const problem = h("div", { class: "problem", role: "alert" });
  const dialog = createDialog({ className: "question", labelledBy: id, onCancel: leave });

  function leave() {
    dialog.close();
    dialog.remove();
    if (back?.isConnected) back.focus();
  }

  let isSending = false;

  async function send(event) {
    event.preventDefault();
    if (isSending) return;
    isSending = true;
    const answer = await onSubmit();
    isSending = false;
    if (answer === true) leave();
    else problem.textContent = answer || "";
  }

  const buttons = h(
    "div",
    { class: "dialog-buttons" },
    h("button", { type: "button", class: "button", onclick: leave }, t("cancel")),
    h("button", { type: "submit", class: "button primary" }, submit),
  );
  const heading = h("h2", { id }, title);
  fill(dialog, h("form", { novalidate: true, onsubmit: send }, heading, fields, problem, buttons));
  dialog.addEventListener("input", () => (problem.textContent = ""));
  document.body.append(dialog);
  dialog.showModal();
  dialog.querySelector("input, textarea").focus();
}

/** A field under its label; `note` stands beside the label in a lighter tone. */
export function labelled(words, field, note = "") {
  field.id ||= freshId("field");
  const label = h(
    "label",
    { class: "label", for: field.id },
    words,
    note && h("span", { class: "optional" }, ` (${note})`),
  );
  return h("div", { class: "labelled" }, label, field);
}

/** A date and a time of day in the reader's zone; `get()` is the instant in milliseconds, null until both are there. */
export function momentFields(reader, value) {
  const id = freshId("moment");
  const moment = createMomentField({ reader, value, names: { id }, onChange: () => {} });
  const zone = h("span", { class: "optional" }, ` (${reader.times.zone})`);
  const label = h("label", { class: "label", for: id }, reader.t("dateAndTime"), zone);
  return { fields: [label, moment.node], get: moment.get };
}
