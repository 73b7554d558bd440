import { h } from "./dom.js";
import { drawButton, drawOverflow } from "./buttons.js";
import { drawChecks, drawRadios } from "./choices.js";
import { drawDate, drawDateTime, drawTextInput, drawTime } from "./fields.js";
import { drawFileInput } from "./files.js";
import { drawMultiSelect, drawSelect } from "./selects.js";
import { drawImage } from "./pictures.js";

const ELEMENTS = {
  button: drawButton,
  workflow_button: drawButton,
  overflow: drawOverflow,
  checkboxes: drawChecks,
  radio_buttons: drawRadios,
  plain_text_input: drawTextInput,
  email_text_input: drawTextInput,
  url_text_input: drawTextInput,
  number_input: drawTextInput,
  datepicker: drawDate,
  timepicker: drawTime,
  datetimepicker: drawDateTime,
  static_select: drawSelect,
  external_select: drawSelect,
  users_select: drawSelect,
  conversations_select: drawSelect,
  channels_select: drawSelect,
  multi_static_select: drawMultiSelect,
  multi_external_select: drawMultiSelect,
  multi_users_select: drawMultiSelect,
  multi_conversations_select: drawMultiSelect,
  multi_channels_select: drawMultiSelect,
  file_input: drawFileInput,
  image: drawImage,
};

/**
 * One interactive element. The slot says where it stands: `surface`, `blockId`, whether a change is sent at once
 * (`dispatches`), and for inputs `id`, `describedBy`, `invalid`, `optional`.
 */
export function drawElement(element, slot) {
  const draw = ELEMENTS[element.type];
  return draw ? draw(element, slot) : drawUnknown("unknownElement", element, slot.surface.reader);
}

/** What we cannot draw is said aloud: a hole in the sandbox must never look like a well-made message. */
export function drawUnknown(words, { type }, reader) {
  return h("div", { class: "unknown", role: "note" }, reader.t(words, { type: String(type) }));
}
