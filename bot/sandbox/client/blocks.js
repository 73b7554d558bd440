import { freshId, h, patchList } from "./dom.js";
import { drawElement, drawUnknown } from "./elements.js";
import { drawMarkdown } from "./markdown.js";
import { drawText, plainText } from "./mrkdwn.js";
import { drawImage, drawImageBlock, drawVideo } from "./pictures.js";
import { drawRichText } from "./richtext.js";
import { drawTable } from "./table.js";

const BLOCKS = {
  header: (block) => h("h3", { class: "block-header", dir: "auto" }, plainText(block.text)),
  section: drawSection,
  context: drawContext,
  divider: () => h("hr"),
  actions: drawActions,
  input: drawInput,
  rich_text: (block, { reader }) => drawRichText(block, reader),
  markdown: (block, { reader }) => drawMarkdown(block.text, reader),
  table: (block, { reader }) => drawTable(block, reader),
  image: (block) => drawImageBlock(block),
  video: drawVideo,
};

/**
 * Draws Block Kit into `parent`. The surface carries `reader`, `form`, `act`, `options` and `confirm`; `problems` is
 * {block_id: words} to show at inputs. A block that did not change keeps its nodes.
 */
export function drawBlocks(parent, blocks, surface, problems = {}) {
  const keyed = blocks.map((block, place) => ({ block, problem: problems[block.block_id], place }));
  const keyOf = (item) =>
    JSON.stringify([item, surface.reader.signature, surface.reader.times.dayKey(surface.reader.times.now())]);
  patchList(parent, keyed, keyOf, ({ block, problem }) => drawBlock(block, surface, problem));
  return parent;
}

function drawBlock(block, surface, problem) {
  const draw = BLOCKS[block.type];
  const node = draw ? draw(block, surface, problem) : drawUnknown("unknownBlock", block, surface.reader);
  node.classList.add("block");
  return node;
}

function slotIn(block, surface, more = {}) {
  return { surface, blockId: block.block_id, dispatches: true, ...more };
}

function drawSection(block, surface) {
  const fields = block.fields?.map((field) => drawText(field, surface.reader));
  return h(
    "div",
    { class: "section" },
    h(
      "div",
      { class: "section-words" },
      block.text && drawText(block.text, surface.reader),
      fields && h("div", { class: "fields" }, fields),
    ),
    block.accessory && h("div", { class: "accessory" }, drawElement(block.accessory, slotIn(block, surface))),
  );
}

function drawContext(block, { reader }) {
  const draw = (element) => (element.type === "image" ? drawImage(element) : drawText(element, reader));
  return h("div", { class: "context" }, block.elements.map(draw));
}

function drawActions(block, surface) {
  return h(
    "div",
    { class: "actions" },
    block.elements.map((element) => drawElement(element, slotIn(block, surface))),
  );
}

const GROUPS = ["checkboxes", "radio_buttons"];

function drawInput(block, surface, problem) {
  const ids = {
    field: freshId("field"),
    label: freshId("label"),
    hint: freshId("hint"),
    problem: freshId("problem"),
  };
  const describedBy = [problem && ids.problem, block.hint && ids.hint].filter(Boolean).join(" ") || null;
  const slot = slotIn(block, surface, {
    id: ids.field,
    labelId: ids.label,
    describedBy,
    dispatches: block.dispatch_action === true,
    invalid: Boolean(problem),
    optional: block.optional === true,
  });
  return h(
    "div",
    { class: problem ? "input input-wrong" : "input" },
    drawLabel(block, ids, surface.reader),
    drawElement(block.element, slot),
    problem && h("div", { class: "problem", id: ids.problem, role: "alert" }, problem),
    block.hint && h("div", { class: "hint", id: ids.hint, dir: "auto" }, plainText(block.hint)),
  );
}

function drawLabel(block, ids, { t }) {
  const words = [
    plainText(block.label),
    block.optional && h("span", { class: "optional" }, ` (${t("optional")})`),
  ];
  const grouped = GROUPS.includes(block.element.type);
  return h(
    grouped ? "div" : "label",
    { class: "label", id: ids.label, for: grouped ? null : ids.field, dir: "auto" },
    words,
  );
}
