import { api } from "./api.js";
import { createComposer } from "./composer.js";
import { fill, h } from "./dom.js";
import { createPlaceHead } from "./placehead.js";
import { createMessageList } from "./messages.js";

/** On a touch screen the field waits to be touched, or the keyboard would cover the messages. */
const HAS_KEYBOARD = matchMedia("(hover: hover)").matches;

/** A channel or a direct message: its head, what was said, and where to write. */
export function createConversation(session) {
  const head = createPlaceHead(session);
  const list = createMessageList(session, { label: (t) => t("messages") });
  const composer = createComposer(session, { placeOf });
  const foot = h("div", { class: "place-foot" });
  const empty = h("div", { class: "empty", hidden: true });
  const node = h("section", { class: "conversation" }, head.node, empty, list.node, foot);

  let shown = null;

  function draw(state) {
    const { reader, conversation, route } = state;
    head.draw(state);
    const known = conversation?.channel === route.channel ? conversation : { messages: [] };
    list.draw(route.channel, known.messages);
    empty.hidden = !conversation || known.messages.length > 0;
    empty.textContent = reader.t(known.trouble ? "cannotRead" : "nothingSaid");
    const outside = reader.channel(route.channel)?.is_member === false;
    if (outside) fill(foot, drawOutside(session));
    else if (composer.node.parentElement !== foot) fill(foot, composer.node);
    composer.draw(state);
    if (shown !== route.channel && HAS_KEYBOARD) composer.focus();
    shown = route.channel;
  }

  return { node, draw };
}

function drawOutside(session) {
  const { reader, route } = session.store.state;
  const join = () => session.attempt((as) => api.join(as, route.channel));
  const button = h("button", { type: "button", class: "button primary", onclick: join }, reader.t("join"));
  return h("div", { class: "outside" }, h("p", {}, reader.t("notMember")), button);
}

function placeOf({ route, reader }) {
  return { channel: route.channel, name: placeName(route.channel, reader) };
}

/** "#bra", or the other person in a direct message. */
export function placeName(id, reader) {
  const channel = reader.channel(id);
  if (channel) return `#${channel.name}`;
  const im = reader.workspace.ims.find((one) => one.id === id);
  return im ? reader.nameOf(im.user) : "";
}
