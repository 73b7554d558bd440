import { holdsAnswer } from "./form.js";

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const WEB = /^https?:\/\/[^\s/]+\S*$/i;

/** What a Slack client refuses by itself before anything is sent: {block_id: words}. */
export function problemsOf(blocks, form, t) {
  const inputs = blocks.filter((block) => block.type === "input" && holdsAnswer(block.element));
  const found = inputs.map((block) => [block.block_id, problemOf(block, form, t)]);
  return Object.fromEntries(found.filter(([, problem]) => problem));
}

function problemOf({ block_id: blockId, element, optional }, form, t) {
  const value = form.answer(blockId, element);
  const empty = value === null || value === "" || (Array.isArray(value) && !value.length);
  if (empty) return optional ? null : t("required");
  return (CHECKS[element.type] ?? (() => null))(value, element, t);
}

const CHECKS = {
  plain_text_input: lengthProblem,
  email_text_input: (value, _, t) => (EMAIL.test(value.trim()) ? null : t("notEmail")),
  url_text_input: (value, _, t) => (WEB.test(value.trim()) ? null : t("notUrl")),
  number_input: numberProblem,
};

function lengthProblem(value, { min_length: min = 0, max_length: max = 3000 }, t) {
  const length = value.length;
  if (length < min) return t("tooShort", { min });
  return length > max ? t("tooLong", { max, over: length - max }) : null;
}

function numberProblem(value, element, t) {
  const number = Number(value);
  if (!Number.isFinite(number)) return t("notNumber");
  if (!element.is_decimal_allowed && !Number.isInteger(number)) return t("notWhole");
  const { min_value: min, max_value: max } = element;
  if (min !== undefined && number < Number(min)) return t("tooSmall", { min });
  return max !== undefined && number > Number(max) ? t("tooLarge", { max }) : null;
}
