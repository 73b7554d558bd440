import { api } from "./api.js";
import { avatarOf } from "./avatar.js";
import { fill, h, whenChanged } from "./dom.js";
import { icon } from "./icons.js";
import { formatRoute } from "./route.js";

/** The line above a conversation: its name, what it is about, who is in it; for the bot its two tabs. */
export function createPlaceHead(session) {
  const node = h("header", { class: "place-head" });
  const keyOf = ({ reader: { signature, workspace }, route }) => [
    signature,
    route,
    workspace.channels,
    workspace.ims,
  ];
  return { node, draw: whenChanged(keyOf, () => drawHead(node, session)) };
}

function drawHead(head, session) {
  const { reader, route } = session.store.state;
  const channel = reader.channel(route.channel);
  const im = reader.workspace.ims.find((one) => one.id === route.channel);
  if (channel) return fill(head, drawChannel(channel, session));
  const person = im && reader.person(im.user);
  if (!person) return fill(head);
  return fill(head, drawPerson(person, reader), person.id === reader.botId && drawTabs(route, reader));
}

function drawChannel(channel, session) {
  const { reader } = session.store.state;
  const count = channel.members?.length ?? 0;
  const names = (channel.members ?? []).map((id) => reader.nameOf(id)).join(", ");
  return [
    h("h1", {}, icon(channel.is_private ? "lock" : "hash"), h("bdi", {}, channel.name)),
    h("p", { class: "topic", dir: "auto", title: channel.topic }, channel.topic),
    drawInvite(channel, session),
    h(
      "span",
      { class: "members", title: names, "aria-label": reader.t("members", { count }) },
      icon("person"),
      String(count),
    ),
  ];
}

/** A bot hears and says nothing in a channel that it has not been added to. */
function drawInvite(channel, session) {
  const { botId, nameOf, t } = session.store.state.reader;
  if (!channel.is_member || !botId || channel.members.includes(botId)) return null;
  const invite = () => session.attempt((as) => api.join(as, channel.id, botId));
  return h(
    "button",
    { type: "button", class: "button", onclick: invite },
    t("addBot", { name: nameOf(botId) }),
  );
}

function drawPerson(person, reader) {
  return [
    h("h1", {}, avatarOf(person, "small"), h("bdi", {}, reader.nameOf(person.id))),
    h("p", { class: "topic", dir: "auto" }, person.title),
  ];
}

function drawTabs(route, reader) {
  const tab = (page, words) =>
    h(
      "a",
      {
        class: "tab",
        href: formatRoute({ as: route.as, page, channel: route.channel }),
        "aria-current": page === route.page ? "page" : null,
      },
      reader.t(words),
    );
  return h(
    "nav",
    { class: "tabs", "aria-label": reader.nameOf(reader.botId) },
    tab("home", "home"),
    tab("channel", "messages"),
  );
}
