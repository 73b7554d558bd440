import { ApiError, api } from "./api.js";
import { drawBlocks } from "./blocks.js";
import { createDialog } from "./dialog.js";
import { fill, h } from "./dom.js";
import { createForm } from "./form.js";
import { icon } from "./icons.js";
import { plainText } from "./mrkdwn.js";
import { createSurface } from "./surface.js";
import { problemsOf } from "./validate.js";

/** The modals that the bot puts in front of the person; the last of the stack is the one on top. */
export function mountModals(session) {
  const sheets = new Map();
  const dialog = createDialog({
    className: "modal",
    labelledBy: "modal-title",
    onCancel: () => close(session),
  });
  document.body.append(dialog);
  session.store.watch(["views", "reader"], ({ views, reader }) => {
    for (const id of sheets.keys()) if (!views.some((view) => view.id === id)) sheets.delete(id);
    if (!views.length) return dialog.open && hide(dialog);
    for (const view of views) if (!sheets.has(view.id)) sheets.set(view.id, createSheet(session, view));
    show(dialog, sheets.get(views.at(-1).id), reader);
  });
}

function show(dialog, sheet, reader) {
  sheet.draw(reader);
  const another = dialog.firstElementChild !== sheet.node;
  if (another) fill(dialog, sheet.node);
  if (!dialog.open) dialog.showModal();
  if (another) sheet.focus();
}

function hide(dialog) {
  dialog.close();
  fill(dialog);
}

function close(session) {
  const top = session.store.state.views.at(-1);
  return top && session.attempt((as) => api.close(as, top.id));
}

/** One modal: it keeps what has been filled in for as long as the view is in the stack. */
function createSheet(session, { id }) {
  const viewNow = () => session.store.state.views.find((view) => view.id === id);
  const form = createForm(() => viewNow()?.values);
  const surface = createSurface(
    session,
    { type: "view", view_id: id },
    { form, blocksOf: () => viewNow()?.blocks ?? [] },
  );
  const parts = {
    head: h("header", { class: "modal-head" }),
    body: h("div", { class: "modal-body blocks" }),
    foot: h("footer", { class: "dialog-buttons" }),
  };
  const node = h("form", { class: "sheet", novalidate: true }, parts.head, parts.body, parts.foot);
  const state = { problems: {}, told: null, sending: false };

  node.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  node.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) node.requestSubmit();
  });

  function draw(reader) {
    const view = viewNow();
    takeProblems(view);
    node.setAttribute("aria-busy", String(Boolean(view.loading || state.sending)));
    drawHead(parts.head, view, session, reader);
    drawBlocks(parts.body, view.blocks, surface, state.problems);
    drawFoot(parts.foot, view, session, reader, state.sending);
  }

  function takeProblems(view) {
    const told = JSON.stringify(view.state_errors ?? {});
    if (told !== state.told) state.problems = view.state_errors ?? {};
    state.told = told;
  }

  function complain(problems) {
    state.problems = problems;
    draw(session.store.state.reader);
    const wrong = parts.body.querySelector(".input-wrong");
    wrong?.querySelector("input, textarea")?.focus();
    wrong?.scrollIntoView({ block: "nearest" });
  }

  async function submit() {
    const view = viewNow();
    if (!view?.submit || state.sending) return;
    const problems = problemsOf(view.blocks, form, session.store.state.reader.t);
    if (Object.keys(problems).length) return complain(problems);
    state.sending = true;
    complain({});
    const answer = await session.attempt((as) => submitted(as, id, form.values(view.blocks)));
    state.sending = false;
    if (viewNow()) complain(answer?.errors ?? {});
  }

  return { node, draw, focus: () => focusFirst(node, parts) };
}

async function submitted(as, id, values) {
  try {
    return await api.submit(as, id, values);
  } catch (trouble) {
    if (trouble instanceof ApiError && trouble.answer.errors) return trouble.answer;
    throw trouble;
  }
}

function focusFirst(node, { body }) {
  const first =
    body.querySelector("[autofocus]") ?? body.querySelector("input:not([disabled]), textarea, button");
  (first ?? node.querySelector("button"))?.focus();
}

function drawHead(head, view, session, { t }) {
  const deep = session.store.state.views.length > 1;
  const leave = (name, words) =>
    h(
      "button",
      {
        type: "button",
        class: "icon-button",
        "aria-label": t(words),
        title: t(words),
        onclick: () => close(session),
      },
      icon(name),
    );
  const title = h("h2", { id: "modal-title", dir: "auto" }, plainText(view.title));
  fill(head, deep && leave("back", "back"), title, leave("close", "close"));
}

function drawFoot(foot, view, session, { t }, sending) {
  const shut = h(
    "button",
    { type: "button", class: "button", onclick: () => close(session) },
    view.close ? plainText(view.close) : t("close"),
  );
  const submit =
    view.submit &&
    h(
      "button",
      { type: "submit", class: "button primary", "aria-busy": sending ? "true" : null },
      plainText(view.submit),
    );
  fill(
    foot,
    view.loading && h("span", { class: "spinner", role: "status", "aria-label": t("loading") }),
    shut,
    submit,
  );
}
