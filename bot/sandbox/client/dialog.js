import { focusables, h } from "./dom.js";

/** A modal dialog on top of everything; Escape asks `onCancel`, Tab stays inside. */
export function createDialog({ label, labelledBy, describedBy, className, onCancel }) {
  const names = { "aria-label": label, "aria-labelledby": labelledBy, "aria-describedby": describedBy };
  const dialog = h("dialog", { class: className, ...names });
  dialog.addEventListener("cancel", (event) => {
    if (event.target !== dialog) return;
    event.preventDefault();
    onCancel();
  });
  dialog.addEventListener("keydown", (event) => event.key === "Tab" && keepInside(event, dialog));
  return dialog;
}

function keepInside(event, dialog) {
  const all = focusables(dialog);
  const [edge, other] = event.shiftKey ? [all[0], all.at(-1)] : [all.at(-1), all[0]];
  if (document.activeElement !== edge) return;
  event.preventDefault();
  other?.focus();
}

/** Asks a yes-or-no question; resolves to the answer. */
export function ask({ title, body, yes, no, danger = false }) {
  return new Promise((resolve) => {
    const back = document.activeElement;
    const answer = (value) => {
      dialog.close();
      dialog.remove();
      back?.focus?.();
      resolve(value);
    };
    const dialog = createDialog({ label: title, className: "question", onCancel: () => answer(false) });
    const button = (text, look, value) =>
      h("button", { type: "button", class: `button ${look}`, onclick: () => answer(value) }, text);
    dialog.append(
      h("h2", { dir: "auto" }, title),
      h("div", { class: "question-body" }, body),
      h(
        "div",
        { class: "dialog-buttons" },
        button(no, "", false),
        button(yes, danger ? "danger" : "primary", true),
      ),
    );
    document.body.append(dialog);
    dialog.showModal();
    dialog.querySelector(".dialog-buttons .button:last-child").focus();
  });
}
