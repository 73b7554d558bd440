import { api } from "./api.js";
import { avatarOf } from "./avatar.js";
import { fill, h, whenChanged } from "./dom.js";
import { icon } from "./icons.js";
import { menuButton } from "./menu.js";
import { formatRoute } from "./route.js";

/** Channels, direct messages, the bot and the mailbox; on a phone it is a drawer. */
export function createSidebar(session) {
  const node = h("nav", { class: "sidebar", id: "sidebar" });

  const keyOf = ({ reader: { workspace, signature }, route }) => [
    [workspace.team, workspace.channels, workspace.ims, workspace.unread_mails, workspace.people],
    [signature, route],
  ];
  const draw = whenChanged(keyOf, ({ reader, route }) => {
    node.setAttribute("aria-label", reader.t("places"));
    const { workspace, t } = reader;
    const joined = workspace.channels.filter((channel) => channel.is_member);
    const others = workspace.channels.filter((channel) => !channel.is_member);
    const ims = workspace.ims.filter((im) => im.user !== reader.botId && im.user !== reader.me.id);
    const held = document.activeElement?.closest?.(".sidebar a")?.getAttribute("href");
    fill(
      node,
      drawTeam(reader),
      section(
        t("channels"),
        joined.map((channel) => channelLink(channel, route)),
      ),
      others.length > 0 &&
        section(
          t("otherChannels"),
          others.map((channel) => channelLink(channel, route)),
        ),
      section(
        t("directMessages"),
        [...ims.map((im) => imLink(im, route, reader))],
        newMessageButton(session),
      ),
      section(t("apps"), [botLink(session, route, reader)]),
      section(t("outside"), [mailLink(route, reader)]),
    );
    if (held) node.querySelector(`a[href="${CSS.escape(held)}"]`)?.focus();
  });

  return { node, draw };
}

function drawTeam({ workspace, t }) {
  return h(
    "div",
    { class: "team" },
    h("bdi", { class: "team-name" }, workspace.team.name),
    h("span", { class: "hint" }, t("sandboxExplained")),
  );
}

function section(title, links, extra) {
  const list = h(
    "ul",
    {},
    links.map((link) => h("li", {}, link)),
  );
  return h(
    "section",
    { class: "places" },
    h("div", { class: "places-head" }, h("h2", {}, title), extra),
    list,
  );
}

function placeLink({ href, here, unread, name, picture, away }) {
  const waiting = unread > 0 && !here;
  const look = ["place", waiting && "place-unread", away && "place-away"].filter(Boolean).join(" ");
  return h(
    "a",
    { class: look, href, "aria-current": here ? "page" : null },
    picture,
    h("bdi", { class: "place-name" }, name),
    waiting && h("span", { class: "unread" }, String(unread)),
  );
}

function channelLink(channel, route) {
  return placeLink({
    href: formatRoute({ as: route.as, page: "channel", channel: channel.id }),
    here: route.channel === channel.id,
    unread: channel.unread,
    name: channel.name,
    picture: icon(channel.is_private ? "lock" : "hash"),
    away: !channel.is_member,
  });
}

function imLink(im, route, reader) {
  return placeLink({
    href: formatRoute({ as: route.as, page: "channel", channel: im.id }),
    here: route.channel === im.id,
    unread: im.unread,
    name: reader.nameOf(im.user),
    picture: avatarOf(reader.person(im.user), "small"),
  });
}

function botLink(session, route, reader) {
  const im = reader.workspace.ims.find((one) => one.user === reader.botId);
  const name = reader.nameOf(reader.botId);
  const picture = avatarOf(reader.person(reader.botId), "small");
  if (!im)
    return h(
      "button",
      { type: "button", class: "place", onclick: () => openWith(session, reader.botId, "home") },
      picture,
      name,
    );
  const page = im.unread > 0 ? "channel" : "home";
  return placeLink({
    href: formatRoute({ as: route.as, page: route.channel === im.id ? route.page : page, channel: im.id }),
    here: route.channel === im.id,
    unread: im.unread,
    name,
    picture,
  });
}

function mailLink(route, { t, workspace, me }) {
  return placeLink({
    href: formatRoute({ as: route.as, page: "mail", owner: me.email?.toLowerCase() }),
    here: route.page === "mail",
    unread: workspace.unread_mails,
    name: t("mailbox"),
    picture: icon("mail"),
  });
}

function newMessageButton(session) {
  const { t, workspace, nameOf, me } = session.store.state.reader;
  const others = workspace.people.filter(
    (person) => person.id !== me.id && !person.is_bot && !person.deactivated,
  );
  const items = others.map((person) => ({
    label: nameOf(person.id),
    detail: person.title,
    picture: avatarOf(person, "small"),
    onChoose: () => openWith(session, person.id, "channel"),
  }));
  const names = { "aria-label": t("newMessage"), title: t("newMessage") };
  return menuButton({ class: "icon-button", ...names }, icon("plus"), () => ({
    label: t("newMessage"),
    items,
  }));
}

async function openWith(session, user, page) {
  const answer = await session.attempt((as) => api.openConversation(as, user));
  if (!answer) return;
  await session.loads.workspace();
  session.go({ page, channel: answer.channel?.id ?? answer.channel, thread: null });
}
