import { h } from "./dom.js";
import { unescaped, withEmoji } from "./mrkdwn.js";
import { drawRichText } from "./richtext.js";

/** The table block: the first row is its head, as Slack draws it. */
export function drawTable(block, reader) {
  const [head, ...body] = block.rows;
  const settings = block.column_settings ?? [];
  const row = (tag) => (cells) =>
    h(
      "tr",
      {},
      cells.map((cell, column) => drawCell(tag, cell, settings[column], reader)),
    );
  const table = h("table", {}, h("thead", {}, row("th")(head)), h("tbody", {}, body.map(row("td"))));
  return h(
    "div",
    { class: "table-frame", tabindex: "0", role: "region", "aria-label": reader.t("table") },
    table,
  );
}

function drawCell(tag, cell, setting, reader) {
  const style = setting ?? {};
  const look = `cell-${style.align ?? "left"}${style.is_wrapped ? " cell-wrapped" : ""}`;
  return h(tag, { class: look, dir: "auto", scope: tag === "th" ? "col" : null }, drawInside(cell, reader));
}

function drawInside(cell, reader) {
  if (cell.type === "rich_text") return drawRichText(cell, reader);
  return withEmoji(unescaped(cell.text ?? ""));
}
