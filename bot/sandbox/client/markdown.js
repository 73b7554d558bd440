import { h } from "./dom.js";
import { emojiOf } from "./emoji.js";
import { drawLink } from "./mrkdwn.js";

/**
 * The markdown block: the part of Markdown that Slack takes. Each kind of block looks at the lines from the top, takes
 * those that are its own, and leaves the rest to the next.
 */
export function drawMarkdown(text, reader) {
  const lines = text.replace(/\r\n?/g, "\n").split("\n");
  return h("div", { class: "text markdown" }, drawLines(lines, reader));
}

const KINDS = [takeBlank, takeFence, takeHeading, takeRule, takeQuote, takeTable, takeList, takeParagraph];

function drawLines(lines, reader) {
  const nodes = [];
  while (lines.length) {
    for (const take of KINDS) {
      const taken = take(lines, reader);
      if (!taken) continue;
      if (taken.node) nodes.push(taken.node);
      lines = lines.slice(taken.count);
      break;
    }
  }
  return nodes;
}

function takeBlank([line]) {
  return line.trim() ? null : { count: 1 };
}

function takeFence(lines) {
  if (!/^\s*```/.test(lines[0])) return null;
  const end = lines.findIndex((line, place) => place > 0 && /^\s*```\s*$/.test(line));
  const inside = lines.slice(1, end < 0 ? undefined : end);
  return {
    count: end < 0 ? lines.length : end + 1,
    node: h("pre", { class: "pre", dir: "auto" }, inside.join("\n")),
  };
}

function takeHeading([line], reader) {
  const found = /^(#{1,6})\s+(.*?)\s*#*$/.exec(line);
  if (!found) return null;
  const level = Math.min(found[1].length + 2, 6);
  return {
    count: 1,
    node: h(`h${level}`, { dir: "auto", class: `md-${found[1].length}` }, drawMarks(found[2], reader)),
  };
}

function takeRule([line]) {
  return /^\s*([-*_])(\s*\1){2,}\s*$/.test(line) ? { count: 1, node: h("hr") } : null;
}

function takeQuote(lines, reader) {
  const count = runLength(lines, (line) => /^\s*>/.test(line));
  if (!count) return null;
  const inside = lines.slice(0, count).map((line) => line.replace(/^\s*> ?/, ""));
  return { count, node: h("blockquote", { dir: "auto" }, drawLines(inside, reader)) };
}

const ROW = /^\s*\|.*\|\s*$/;

function takeTable(lines, reader) {
  if (!ROW.test(lines[0]) || !/^\s*\|[\s:|-]+\|\s*$/.test(lines[1] ?? "")) return null;
  const count = runLength(lines, (line) => ROW.test(line));
  const [head, , ...body] = lines.slice(0, count).map(cellsOf);
  const row = (tag) => (cells) =>
    h(
      "tr",
      {},
      cells.map((cell) => h(tag, { dir: "auto" }, drawMarks(cell, reader))),
    );
  const table = h("table", {}, h("thead", {}, row("th")(head)), h("tbody", {}, body.map(row("td"))));
  return { count, node: h("div", { class: "table-frame", tabindex: "0" }, table) };
}

function cellsOf(line) {
  return line
    .trim()
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
}

const ITEM = /^(\s*)([-*+]|\d{1,9}[.)])\s+(.*)$/;

function takeList(lines, reader) {
  const first = ITEM.exec(lines[0]);
  if (!first) return null;
  const items = [];
  let count = 0;
  for (; count < lines.length && continuesList(lines, count, first); count += 1) {
    const found = ITEM.exec(lines[count]);
    if (found && found[1].length <= first[1].length) items.push([found[3]]);
    else items.at(-1).push(lines[count].slice(Math.min(first[1].length + 2, indentOf(lines[count]))));
  }
  return { count, node: listOf(first[2], items, reader) };
}

function continuesList(lines, place, first) {
  const line = lines[place];
  if (!line.trim()) return indentOf(lines[place + 1] ?? "") > first[1].length;
  const found = ITEM.exec(line);
  if (!found) return indentOf(line) > first[1].length;
  return found[1].length > first[1].length || isNumber(found[2]) === isNumber(first[2]);
}

const isNumber = (mark) => /\d/.test(mark);
const indentOf = (line) => /^\s*/.exec(line)[0].length;

function listOf(mark, items, reader) {
  const attributes = { dir: "auto" };
  if (isNumber(mark) && parseInt(mark, 10) !== 1) attributes.start = parseInt(mark, 10);
  return h(
    isNumber(mark) ? "ol" : "ul",
    attributes,
    items.map((lines) => listItem(lines, reader)),
  );
}

function listItem([first, ...rest], reader) {
  const task = /^\[([ xX])\]\s+(.*)$/.exec(first);
  if (!task) return h("li", {}, drawMarks(first, reader), drawLines(rest, reader));
  const box = h("input", { type: "checkbox", disabled: true, checked: task[1] !== " " });
  const label = h("label", {}, box, drawMarks(task[2], reader));
  return h("li", { class: "task" }, label, drawLines(rest, reader));
}

function takeParagraph(lines, reader) {
  const others = KINDS.slice(0, -1);
  let count = 1;
  while (count < lines.length && !others.some((take) => take(lines.slice(count), reader))) count += 1;
  return { count, node: h("p", { dir: "auto" }, drawMarks(lines.slice(0, count).join("\n"), reader)) };
}

function runLength(lines, belongs) {
  const end = lines.findIndex((line) => !belongs(line));
  return end < 0 ? lines.length : end;
}

const MARKS = new RegExp(
  [
    "\\\\(?<literal>[!-/:-@\\[-`{-~])",
    "(?<ticks>`+)(?<code>[\\s\\S]+?)(?<!`)\\k<ticks>(?!`)",
    "!?\\[(?<label>(?:\\\\.|[^\\]\\\\])*)\\]\\((?<target>[^\\s)]+)\\)",
    "<(?<auto>https?://[^\\s<>]+)>",
    "\\*\\*(?=\\S)(?<bold>(?:\\\\.|[^\\\\])+?)(?<=\\S)\\*\\*",
    "~~(?=\\S)(?<strike>(?:\\\\.|[^\\\\])+?)(?<=\\S)~~",
    "\\*(?=[^\\s*])(?<italic>(?:\\\\.|[^*\\\\])+?)(?<=\\S)\\*",
    "(?<![\\p{L}\\p{N}])_(?=\\S)(?<under>(?:\\\\.|[^_\\\\])+?)(?<=\\S)_(?![\\p{L}\\p{N}])",
    ":(?<emoji>[a-z0-9_+-]+):",
    "(?<url>https?://[^\\s<>]*[^\\s<>.,;:!?)'\"])",
    "&(?<entity>amp|lt|gt);",
  ].join("|"),
  "u",
);

const TAGS = { bold: "strong", strike: "s", italic: "em", under: "em" };
const ENTITIES = { amp: "&", lt: "<", gt: ">" };

function drawMarks(text, reader) {
  const nodes = [];
  let rest = text;
  for (let found = MARKS.exec(rest); found; found = MARKS.exec(rest)) {
    nodes.push(rest.slice(0, found.index), drawMark(found, reader));
    rest = rest.slice(found.index + found[0].length);
  }
  return [...nodes, rest].filter((node) => node !== "");
}

function drawMark({ groups, 0: whole }, reader) {
  if (groups.literal) return groups.literal;
  if (groups.entity) return ENTITIES[groups.entity];
  if (groups.code !== undefined) return h("code", {}, groups.code);
  if (groups.target) return drawLink(groups.target, h("span", {}, drawMarks(groups.label, reader)), reader);
  if (groups.auto || groups.url)
    return drawLink(groups.auto ?? groups.url, groups.auto ?? groups.url, reader);
  if (groups.emoji) return emojiOf(groups.emoji) ?? whole;
  const [style, tag] = Object.entries(TAGS).find(([name]) => groups[name] !== undefined);
  return h(tag, {}, drawMarks(groups[style], reader));
}
