import { stateOf } from "./form.js";

/** Keeps a new answer, and sends it when the element acts at once; false when the person took it back. */
export async function answered(element, slot, value) {
  const { surface, blockId, dispatches } = slot;
  const before = surface.form.answer(blockId, element);
  surface.form.put(blockId, element, value);
  if (!dispatches) return true;
  if (await sent(element, slot, stateOf(element, value))) return true;
  surface.form.put(blockId, element, before);
  return false;
}

/** Sends an action, after asking first if the bot wants that. */
export async function sent(element, { surface, blockId }, payload) {
  if (element.confirm && !(await surface.confirm(element.confirm))) return false;
  await surface.act(blockId, element, payload);
  return true;
}

export function currentAnswer(element, { surface, blockId }) {
  return surface.form.answer(blockId, element);
}

/** How the field is named and described to those who do not see the page. */
export function fieldNames(element, slot, fallback) {
  const own = element.placeholder?.text ?? fallback;
  return {
    id: slot.id,
    "aria-label": slot.id ? null : own,
    "aria-describedby": slot.describedBy,
    "aria-invalid": slot.invalid ? "true" : null,
    "aria-required": slot.id && !slot.optional ? "true" : null,
  };
}
