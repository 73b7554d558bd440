import { h } from "./dom.js";
import { emojiOf } from "./emoji.js";
import { formatRoute, routeOfPermalink } from "./route.js";
import { instantOfTs } from "./times.js";

const FENCE = /```\n?([\s\S]*?)\n?```/;
const QUOTED = /^(?:>|&gt;) ?/;

// A word joiner beside a mark takes its meaning away, as a letter there would.
const edge = (mark) => [
  `(?<![\\p{L}\\p{N}\\u2060${mark}])[${mark}](?=[^\\s\\u2060])`,
  `(?<=[^\\s\\u2060])[${mark}](?![\\p{L}\\p{N}\\u2060${mark}])`,
];
const span = (mark, name) => `${edge(mark)[0]}(?<${name}>[^${mark}\\n]+?)${edge(mark)[1]}`;
const INLINE = new RegExp(
  [
    "<(?<token>[^<>\\n]+)>",
    "(?<!\\u2060)`(?!\\u2060)(?<code>[^`\\n]+)`",
    span("*", "bold"),
    span("_", "italic"),
    span("~", "strike"),
    ":(?<emoji>[a-z0-9_+'-]+):",
    "(?<url>https?://[^\\s<>|]*[^\\s<>|.,;:!?)'\"])",
  ].join("|"),
  "u",
);

const STYLED = { bold: "strong", italic: "em", strike: "s" };

/** Slack's message markup as nodes: blocks of text, quotes and code. */
export function drawMrkdwn(text, reader) {
  const nodes = [];
  let rest = text.replace(/\r\n?/g, "\n");
  for (let found = FENCE.exec(rest); found; found = FENCE.exec(rest)) {
    nodes.push(...paragraphs(rest.slice(0, found.index).replace(/\n$/, ""), reader));
    nodes.push(h("pre", { class: "pre", dir: "auto" }, unescaped(found[1])));
    rest = rest.slice(found.index + found[0].length).replace(/^\n/, "");
  }
  return h("div", { class: "text" }, nodes, paragraphs(rest, reader));
}

/** Lines that belong together: a run of quoted lines, or a run of the others. */
function paragraphs(text, reader) {
  if (!text) return [];
  const runs = [];
  for (const line of text.split("\n")) {
    const quoted = QUOTED.test(line);
    const last = runs.at(-1);
    const bare = quoted ? line.replace(QUOTED, "") : line;
    if (last && last.quoted === quoted) last.lines.push(bare);
    else runs.push({ quoted, lines: [bare] });
  }
  return runs.map(({ quoted, lines }) =>
    h(quoted ? "blockquote" : "p", { dir: "auto" }, drawInline(lines.join("\n"), reader)),
  );
}

/** The markup within a line, as a list of nodes. */
export function drawInline(text, reader) {
  const nodes = [];
  let rest = text;
  let before = "";
  for (let found = INLINE.exec(rest); found; found = INLINE.exec(rest)) {
    const node = drawSpan(found.groups, reader);
    before += rest.slice(0, found.index);
    if (node === null) before += found[0];
    else {
      nodes.push(unescaped(before), node);
      before = "";
    }
    rest = rest.slice(found.index + found[0].length);
  }
  return [...nodes, unescaped(before + rest)].filter((node) => node !== "");
}

/** One piece of markup; null when it only looked like one. */
function drawSpan(groups, reader) {
  if (groups.token !== undefined) return drawToken(groups.token, reader);
  if (groups.code !== undefined) return h("code", {}, unescaped(groups.code));
  if (groups.emoji !== undefined) return emojiOf(groups.emoji);
  if (groups.url !== undefined) return drawLink(groups.url, groups.url, reader);
  const [style, tag] = Object.entries(STYLED).find(([name]) => groups[name] !== undefined);
  return h(tag, {}, drawInline(groups[style], reader));
}

function drawToken(token, reader) {
  const [target, ...labels] = token.split("|");
  const label = labels.join("|");
  if (target.startsWith("@")) return drawMention(target.slice(1), reader, label);
  if (target.startsWith("#")) return drawChannel(target.slice(1), reader, label);
  if (target.startsWith("!date^")) return drawDate(target, label, reader);
  if (target.startsWith("!")) return drawBroadcast(target.slice(1), label);
  return drawLink(target, label || target.replace(/^mailto:/, ""), reader);
}

export function drawMention(id, reader, label = "") {
  const known = reader.person(id);
  const own = id === reader.me.id ? " mention-me" : "";
  return h("bdi", { class: `mention${own}` }, `@${known ? reader.nameOf(id) : unescaped(label) || id}`);
}

export function drawChannel(id, reader, label = "") {
  const name = reader.channel(id)?.name ?? (unescaped(label) || id);
  return h(
    "a",
    { class: "mention", href: formatRoute({ as: reader.me.id, page: "channel", channel: id }) },
    `#${name}`,
  );
}

/** `here`, `channel`, `everyone` call people; a group has a label of its own. */
export function drawBroadcast(name, label = "") {
  const called = label || name.replace(/^subteam\^/, "").split("^")[0];
  return h("span", { class: "mention mention-all" }, `@${unescaped(called).replace(/^@/, "")}`);
}

function drawDate(token, fallback, reader) {
  const [, seconds, format = "", link] = token.split("^");
  const instant = instantOfTs(seconds);
  if (!Number.isFinite(instant)) return unescaped(fallback);
  const tokens = reader.times.tokens(instant);
  const text = unescaped(format).replace(/\{(\w+)\}/g, (whole, name) => tokens[name] ?? whole);
  const time = h(
    "time",
    { datetime: new Date(instant).toISOString(), title: reader.times.full(instant) },
    text,
  );
  return link ? drawLink(link, time, reader) : time;
}

const SAFE = /^(?:https?:|mailto:|webcal:)/i;

/** A link people can follow; anything but addresses of pages, mailboxes and calendars stays text. */
export function drawLink(target, label, reader) {
  const address = unescaped(target);
  const shown = typeof label === "string" ? unescaped(label) : label;
  if (!SAFE.test(address)) return h("span", {}, shown);
  const inside = routeOfPermalink(address);
  if (inside) return h("a", { href: formatRoute({ as: reader.me.id, ...inside }) }, shown);
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer", title: address }, shown);
}

const ENTITIES = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };

export function unescaped(text) {
  return text.replace(/&(?:lt|gt|amp);/g, (entity) => ENTITIES[entity]);
}

/** A plain_text object: Slack keeps it escaped too, and shows :emoji: unless told not to. */
export function plainText(object) {
  const text = unescaped(object?.text ?? "");
  return object?.emoji === false ? text : withEmoji(text);
}

export function withEmoji(text) {
  return text.replace(/:([a-z0-9_+'-]+):/g, (whole, name) => emojiOf(name) ?? whole);
}

/** Any text object of a block, as a node. */
export function drawText(object, reader) {
  if (object.type === "mrkdwn") return drawMrkdwn(object.text, reader);
  return h("div", { class: "text" }, h("p", { dir: "auto" }, plainText(object)));
}
