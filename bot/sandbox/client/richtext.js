import { h } from "./dom.js";
import { emojiOf } from "./emoji.js";
import { drawBroadcast, drawChannel, drawLink, drawMention } from "./mrkdwn.js";

const BLOCKS = {
  rich_text_section: (part, reader) => h("p", { dir: "auto" }, drawPieces(part.elements, reader)),
  rich_text_quote: (part, reader) => h("blockquote", { dir: "auto" }, drawPieces(part.elements, reader)),
  rich_text_preformatted: (part, reader) =>
    h("pre", { class: "pre", dir: "auto" }, drawPieces(part.elements, reader)),
  rich_text_list: drawList,
};

/** A rich_text block: text whose marks are data instead of signs. */
export function drawRichText(block, reader) {
  return h(
    "div",
    { class: "text rich" },
    block.elements.map((part) => drawPart(part, reader)),
  );
}

function drawPart(part, reader) {
  const draw = BLOCKS[part.type];
  return draw ? draw(part, reader) : unknownPiece(part, reader);
}

function drawList(list, reader) {
  const ordered = list.style === "ordered";
  const attributes = { dir: "auto", class: `indent-${Math.min(list.indent ?? 0, 8)}` };
  if (ordered && list.offset) attributes.start = list.offset + 1;
  const items = list.elements.map((item) => h("li", {}, drawPieces(item.elements, reader)));
  return h(ordered ? "ol" : "ul", attributes, items);
}

const PIECES = {
  text: (piece) => piece.text,
  link: (piece, reader) => drawLink(piece.url, piece.text ?? piece.url, reader),
  user: (piece, reader) => drawMention(piece.user_id, reader),
  usergroup: (piece) => drawBroadcast(piece.usergroup_id),
  channel: (piece, reader) => drawChannel(piece.channel_id, reader),
  broadcast: (piece) => drawBroadcast(piece.range),
  emoji: (piece) => emojiOf(piece.name) ?? `:${piece.name}:`,
  color: (piece) => piece.value,
  date: drawDatePiece,
};

function drawDatePiece(piece, reader) {
  const instant = piece.timestamp * 1000;
  const tokens = reader.times.tokens(instant);
  const text = piece.format.replace(/\{(\w+)\}/g, (whole, name) => tokens[name] ?? whole);
  return h("time", { datetime: new Date(instant).toISOString(), title: reader.times.full(instant) }, text);
}

function drawPieces(pieces = [], reader) {
  return pieces.map((piece) => {
    const draw = PIECES[piece.type];
    return draw ? styled(draw(piece, reader), piece.style) : unknownPiece(piece, reader);
  });
}

const STYLES = { code: "code", strike: "s", italic: "em", bold: "strong" };

function styled(node, style = {}) {
  const wanted = Object.entries(STYLES).filter(([name]) => style[name]);
  return wanted.reduce((inner, [, tag]) => h(tag, {}, inner), node);
}

function unknownPiece(piece, reader) {
  return h("span", { class: "unknown" }, reader.t("unknownPart", { type: String(piece.type) }));
}
