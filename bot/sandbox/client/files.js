import { api } from "./api.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { answered, currentAnswer, fieldNames } from "./slot.js";

const MOST_FILES = 10;

/** Uploads what a person has chosen; answers with those that the workspace took. */
export async function upload(attempt, chosen) {
  const kept = [];
  for (const file of chosen) {
    const answer = await attempt((as) => api.upload(as, file));
    if (answer) kept.push(answer.file);
  }
  return kept;
}

/** The chosen files, each with a button that takes it away again. */
export function drawChosen(files, { t }, remove) {
  const one = (file) => {
    const names = { "aria-label": t("remove", { name: file.name }), onclick: () => remove(file) };
    return h(
      "li",
      { class: "chosen-file" },
      h("bdi", {}, file.name),
      h("button", { type: "button", class: "icon-button", ...names }, icon("close")),
    );
  };
  return h("ul", { class: "chosen-files", hidden: files.length === 0 }, files.map(one));
}

/** A file_input: several files of certain kinds, as the bot asked. */
export function drawFileInput(element, slot) {
  const { surface } = slot;
  const most = element.max_files ?? MOST_FILES;
  const field = h("input", {
    type: "file",
    class: "field",
    multiple: most > 1,
    accept: element.filetypes?.map((kind) => `.${kind}`).join() || null,
    ...fieldNames(element, slot, surface.reader.t("files")),
  });
  let list = drawList();

  function drawList() {
    return drawChosen(currentAnswer(element, slot), surface.reader, (file) =>
      keep(currentAnswer(element, slot).filter((one) => one.id !== file.id)),
    );
  }

  async function keep(files) {
    await answered(element, slot, files);
    const next = drawList();
    list.replaceWith(next);
    list = next;
  }

  field.addEventListener("change", async () => {
    const chosen = [...field.files];
    field.value = "";
    const files = await upload(surface.attempt, chosen.filter((file) => isWanted(file, element)));
    await keep([...currentAnswer(element, slot), ...files].slice(0, most));
  });
  return h("div", { class: "file-input" }, field, list);
}

function isWanted({ name }, { filetypes }) {
  return !filetypes || filetypes.includes(name.split(".").at(-1).toLowerCase());
}
