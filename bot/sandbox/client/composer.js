import { api } from "./api.js";
import { completeIn } from "./completion.js";
import { fill, h, whenChanged } from "./dom.js";
import { drawChosen, upload } from "./files.js";
import { icon } from "./icons.js";
import { menuButton } from "./menu.js";

/** The field in which messages and commands are written; `placeOf(state)` gives {channel, thread?, name}. */
export function createComposer(session, { placeOf, inThread = false }) {
  const drafts = new Map();
  const field = h("textarea", { rows: "1", dir: "auto", class: "composer-field", enterkeyhint: "send" });
  const send = h("button", { type: "submit", class: "icon-button composer-send" }, icon("send"));
  const tools = h("div", { class: "composer-tools" });
  const attached = h("div", { class: "composer-files" });
  const form = h("form", { class: "composer" }, attached, field, tools);
  const onKey = completeIn(field, session, { inThread });
  const drawTools = whenChanged(
    ({ signature, workspace }) => [signature, workspace.shortcuts],
    () => fill(tools, !inThread && drawShortcuts(session), drawAttach(session, attach), send),
  );
  let key = null;
  let files = [];

  field.addEventListener("keydown", (event) => {
    if (onKey(event) || event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  field.addEventListener("input", () => {
    drafts.set(key, field.value);
    enable();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });

  function enable() {
    send.disabled = !field.value.trim() && !files.length;
  }

  function put(text) {
    field.value = text;
    drafts.set(key, text);
    enable();
  }

  function attachOnly(next) {
    files = next;
    const remove = (file) => attachOnly(files.filter((one) => one !== file));
    fill(attached, drawChosen(files, session.store.state.reader, remove));
    enable();
  }

  async function attach(chosen) {
    attachOnly([...files, ...(await upload(session.attempt, chosen))]);
    field.focus();
  }

  async function submit() {
    const text = field.value.trim();
    const where = { ...placeOf(session.store.state), key };
    const shared = files;
    if (!text && !shared.length) return;
    put("");
    attachOnly([]);
    const accepted = await deliver(session, text, { ...where, files: shared }, inThread);
    if (accepted !== false || key !== where.key || field.value) return;
    put(text);
    attachOnly(shared);
  }

  function draw(state) {
    const { reader, route } = state;
    const place = placeOf(state);
    const words = reader.t(inThread ? "writeReply" : "writeTo", { name: place.name });
    field.placeholder = words;
    field.setAttribute("aria-label", words);
    send.setAttribute("aria-label", reader.t("send"));
    send.title = reader.t("send");
    drawTools(reader);
    const next = [route.as, place.channel, place.thread].join();
    if (next === key) return;
    key = next;
    attachOnly([]);
    put(drafts.get(key) ?? "");
  }

  return { node: form, draw, focus: () => field.focus() };
}

/** Says it or runs it. False when it was refused and the person may want their text back. */
async function deliver(session, text, { channel, thread, files }, inThread) {
  const [, command, rest] = /^(\/[^\s/]\S*)\s*([\s\S]*)$/.exec(text) ?? [];
  if (!command || files.length)
    return session.attempt((as) => api.say(as, channel, text, thread, files));
  const { reader } = session.store.state;
  if (inThread) {
    session.notify(reader.t("noCommandsInThreads", { command }), "trouble");
    return false;
  }
  return session.attempt((as) => api.command(as, channel, command, rest));
}

function drawAttach(session, attach) {
  const { t } = session.store.state.reader;
  const chooser = h("input", { type: "file", multiple: true, hidden: true, "aria-label": t("attach") });
  chooser.addEventListener("change", async () => {
    const chosen = [...chooser.files];
    chooser.value = "";
    await attach(chosen);
  });
  const names = { "aria-label": t("attach"), title: t("attach") };
  const open = () => chooser.click();
  return [
    h("button", { type: "button", class: "icon-button", ...names, onclick: open }, icon("clip")),
    chooser,
  ];
}

/** Global shortcuts; they know who runs them, not where. */
function drawShortcuts(session) {
  const { t, workspace, nameOf, botId } = session.store.state.reader;
  const shortcuts = workspace.shortcuts.filter((shortcut) => shortcut.type === "global");
  const items = shortcuts.map((shortcut) => ({
    label: shortcut.name,
    detail: nameOf(botId),
    icon: "bolt",
    onChoose: () => session.attempt((as) => api.shortcut(as, shortcut.callback_id)),
  }));
  const names = { "aria-label": t("shortcuts"), title: t("shortcuts") };
  return (
    shortcuts.length > 0 &&
    menuButton({ class: "icon-button", ...names }, icon("bolt"), () => ({
      label: t("shortcuts"),
      items,
      above: true,
    }))
  );
}
