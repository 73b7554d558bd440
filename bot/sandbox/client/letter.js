import { createAnswering } from "./answering.js";
import { api } from "./api.js";
import { fill, h } from "./dom.js";
import { drawEntry } from "./entry.js";
import { icon } from "./icons.js";

const FACES = ["html", "text", "source"];

/** One letter: its head, the calendar entry it carries, and its words in one of three faces. */
export function createLetter(session) {
  const node = h("article", { class: "letter" });
  const answering = createAnswering(session);
  let face = "html";
  let drawnAs = null;

  function draw({ mail, reader, route }) {
    const wanted = route.mail && String(mail?.id) === route.mail ? mail : null;
    if (wanted) answering.draw({ mail: wanted, reader });
    const key = JSON.stringify([{ ...wanted, answered: null }, reader.signature, face, route.mail]);
    if (key === drawnAs) return;
    drawnAs = key;
    if (!wanted) return void fill(node, !route.mail && h("p", { class: "empty" }, reader.t("chooseMail")));
    const shown = facesOf(wanted).includes(face) ? face : facesOf(wanted)[0];
    fill(
      node,
      drawBack(session, reader),
      drawHead(wanted, reader),
      drawInvitation(wanted, reader),
      answering.node,
      drawFiles(wanted, reader),
      drawFaces(wanted, shown, reader, choose),
      drawBody(wanted, shown, reader),
    );
  }

  function choose(next) {
    face = next;
    draw(session.store.state);
    node.querySelector("[role=tab][aria-selected=true]").focus();
  }

  return { node, draw };
}

function drawBack(session, { t }) {
  return h(
    "button",
    { type: "button", class: "button letter-back", onclick: () => session.go({ mail: null }) },
    icon("back"),
    t("allLetters"),
  );
}

function drawHead(mail, { t, times }) {
  const when = Date.parse(mail.date);
  const line = (words, value) => [h("dt", {}, t(words)), h("dd", { dir: "auto" }, value)];
  const written = (who) => [who].flat().join(", ");
  return h(
    "header",
    { class: "letter-head" },
    h("h2", { dir: "auto" }, mail.subject),
    h(
      "dl",
      {},
      line("from", written(mail.from)),
      line("to", written(mail.to)),
      line("sent", Number.isNaN(when) ? mail.date : times.full(when)),
    ),
  );
}

/** The entry, and what would keep a mail program from showing its answer buttons. */
function drawInvitation({ calendar, problems = [] }, reader) {
  const complaints = problems.map((problem) => h("p", { class: "unknown", role: "note" }, problem));
  return [calendar && drawEntry(calendar, reader), complaints];
}

function drawFiles(mail, { t }) {
  const file = ({ url, name, type, label = name }) =>
    h("a", { class: "file", href: url, download: name, title: type }, icon("download"), h("bdi", {}, label));
  const whole = {
    url: api.rawMail(mail.id),
    name: `${mail.id}.eml`,
    type: "message/rfc822",
    label: t("wholeLetter"),
  };
  return h(
    "div",
    { class: "files", role: "group", "aria-label": t("files") },
    [...namedFiles(mail), whole].map(file),
  );
}

/** A mail program lists the attached invitation, not the same one that it has read inside the letter. */
function namedFiles({ attachments = [] }) {
  const attached = attachments.some(({ type }) => type === "application/ics");
  return attachments.filter(({ type }) => !attached || type !== "text/calendar");
}

function facesOf({ html, text }) {
  return FACES.filter((face) => (face === "html" ? html : face === "text" ? text : true));
}

function drawFaces(mail, shown, { t }, choose) {
  const faces = facesOf(mail);
  const turn = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) choose(faces[(faces.indexOf(shown) + step + faces.length) % faces.length]);
  };
  const tab = (face) =>
    h(
      "button",
      {
        type: "button",
        class: "tab",
        role: "tab",
        "aria-selected": String(face === shown),
        tabindex: face === shown ? "0" : "-1",
        onclick: () => choose(face),
      },
      t(`face_${face}`),
    );
  return h("div", { class: "tabs faces", role: "tablist", onkeydown: turn }, faces.map(tab));
}

function drawBody(mail, face, reader) {
  if (face === "html") return drawHtml(mail.html, reader);
  if (face === "text") return h("pre", { class: "letter-text", dir: "auto" }, withLinks(mail.text));
  const source = h("pre", { class: "letter-source" }, reader.t("loading"));
  readSource(mail.id).then((text) => (source.textContent = text));
  return source;
}

const ADDRESS = /((?:https?|webcal):\/\/[^\s<>"]*[^\s<>".,;:!?)'\]])/;

/** Mail programs make addresses in plain text links. */
function withLinks(text) {
  const link = (address) => h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, address);
  return text.split(ADDRESS).map((part, place) => (place % 2 ? link(part) : part));
}

async function readSource(id) {
  const response = await fetch(api.rawMail(id));
  return response.text();
}

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/**
 * Somebody else's HTML: no scripts, no forms, nothing fetched; links open in a tab of their own. The frame keeps our
 * origin only so that its height can be measured, which is safe because nothing in it can run.
 */
function drawHtml(html, { t }) {
  const policy = `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`;
  const head = `${policy}<base target="_blank"><meta name="color-scheme" content="light">`;
  const frame = h("iframe", {
    class: "letter-html",
    title: t("letter"),
    sandbox: "allow-same-origin allow-popups allow-popups-to-escape-sandbox",
    srcdoc: `<!doctype html><html><head>${head}</head><body>${html}</body></html>`,
  });
  frame.addEventListener("load", () => {
    const page = frame.contentDocument;
    if (!page) return;
    for (const link of page.links) link.rel = "noopener noreferrer";
    frame.style.height = `${page.documentElement.scrollHeight + 4}px`;
  });
  return frame;
}
