import { createComposer } from "./composer.js";
import { fill, h, whenChanged } from "./dom.js";
import { icon } from "./icons.js";
import { createMessageList } from "./messages.js";

/** The side panel with one message and the answers to it. */
export function createThread(session) {
  const head = h("header", { class: "panel-head" });
  const list = createMessageList(session, { label: (t) => t("thread"), inThread: true });
  const composer = createComposer(session, { placeOf, inThread: true });
  const node = h(
    "aside",
    { class: "panel thread", hidden: true },
    head,
    list.node,
    h("div", { class: "place-foot" }, composer.node),
  );
  const close = () => session.go({ thread: null });
  let shown = null;

  node.addEventListener("keydown", (event) => event.key === "Escape" && !event.defaultPrevented && close());

  const drawHead = whenChanged(
    ({ signature }) => signature,
    ({ t }) => {
      const names = { "aria-label": t("closeThread"), title: t("closeThread") };
      const leave = h(
        "button",
        { type: "button", class: "icon-button", ...names, onclick: close },
        icon("close"),
      );
      fill(head, h("h2", {}, t("thread")), leave);
    },
  );

  function draw(state) {
    const { route, thread, reader } = state;
    const wanted = route.page === "channel" ? route.thread : null;
    node.hidden = !wanted;
    if (!wanted) return void (shown = null);
    node.setAttribute("aria-label", reader.t("thread"));
    drawHead(reader);
    list.draw(route.channel, thread?.ts === wanted ? thread.messages : []);
    composer.draw(state);
    if (shown !== wanted) composer.focus();
    shown = wanted;
  }

  return { node, draw };
}

function placeOf({ route }) {
  return { channel: route.channel, thread: route.thread, name: "" };
}
