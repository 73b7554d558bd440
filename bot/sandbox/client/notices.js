import { h, patchList } from "./dom.js";
import { icon } from "./icons.js";

const LASTS = { info: 6000, trouble: 15_000 };

/** Short words in a corner: what was done, or why it was not. */
export function createNotices(session) {
  const node = h("div", { class: "notices", role: "status", "aria-live": "polite", popover: "manual" });

  function draw({ notices, reader }) {
    if (!reader) return;
    patchList(
      node,
      notices,
      ({ id }) => id,
      (notice) => drawNotice(notice, session),
    );
    if (node.matches(":popover-open")) node.hidePopover();
    if (notices.length) node.showPopover();
  }

  return { node, draw };
}

function drawNotice({ id, text, kind }, session) {
  const { t } = session.store.state.reader;
  setTimeout(() => session.dismiss(id), LASTS[kind]);
  return h(
    "div",
    { class: `notice notice-${kind}` },
    kind === "trouble" && icon("warning"),
    h("p", { dir: "auto" }, text),
    h(
      "button",
      { type: "button", class: "icon-button", "aria-label": t("close"), onclick: () => session.dismiss(id) },
      icon("close"),
    ),
  );
}

/** A line across the top while something that should be there is not. */
export function drawBanner(node, { reader, connected }) {
  const words = !connected ? "connectionLost" : reader?.workspace.bot?.connected === false ? "botAway" : null;
  node.hidden = !words;
  node.textContent = words && reader ? reader.t(words, { name: reader.nameOf(reader.botId) }) : "";
}
