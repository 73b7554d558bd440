import { avatarOf } from "./avatar.js";
import { drawBlocks } from "./blocks.js";
import { whileBusy } from "./buttons.js";
import { h } from "./dom.js";
import { emojiOf } from "./emoji.js";
import { icon } from "./icons.js";
import { menuButton } from "./menu.js";
import { drawMrkdwn } from "./mrkdwn.js";
import { createSurface } from "./surface.js";
import { instantOfTs } from "./times.js";
import { api } from "./api.js";

const WHOLE_DAY = { hour: "2-digit", minute: "2-digit" };

/** One message. `compact` leaves out who wrote it, because the one above says so. */
export function drawMessage({ message, compact }, { session, channel, form, inThread }) {
  const { reader } = session.store.state;
  const instant = instantOfTs(message.ts);
  const look = ["message", compact && "message-compact", message.ephemeral && "message-ephemeral"].filter(
    Boolean,
  );
  return h(
    "article",
    {
      class: look.join(" "),
      dataset: { ts: message.ts },
      "aria-label": `${authorOf(message, reader)}, ${reader.times.stamp(instant)}`,
    },
    h(
      "div",
      { class: "message-side" },
      compact ? drawTime(instant, reader, true) : drawAvatar(message, reader),
    ),
    h(
      "div",
      { class: "message-main" },
      message.ephemeral && h("div", { class: "only-you" }, icon("eye"), reader.t("onlyYou")),
      !compact && drawHead(message, instant, reader),
      drawContent(message, session, channel, form),
      drawFiles(message, reader),
      drawReactions(message, { session, channel }),
      !inThread && message.reply_count > 0 && drawReplies(message, session),
    ),
    drawTools(message, { session, channel, inThread }),
  );
}

export function authorOf(message, reader) {
  return reader.person(message.user) ? reader.nameOf(message.user) : (message.username ?? "Slackbot");
}

function drawAvatar(message, reader) {
  return avatarOf(reader.person(message.user) ?? { name: authorOf(message, reader) });
}

function drawHead(message, instant, reader) {
  const bot = message.is_bot ?? reader.person(message.user)?.is_bot;
  return h(
    "div",
    { class: "message-head" },
    h("bdi", { class: "author" }, authorOf(message, reader)),
    bot && h("span", { class: "badge", title: reader.t("appExplained") }, reader.t("app")),
    drawTime(instant, reader),
  );
}

function drawTime(instant, { times }, short = false) {
  const text = short ? times.written(instant, WHOLE_DAY) : times.stamp(instant);
  return h(
    "time",
    { class: "message-time", datetime: new Date(instant).toISOString(), title: times.full(instant) },
    text,
  );
}

function drawContent(message, session, channel, form) {
  const { reader } = session.store.state;
  const edited = message.edited && h("span", { class: "edited" }, `(${reader.t("edited")})`);
  if (!message.blocks?.length)
    return h("div", { class: "message-content" }, drawMrkdwn(message.text ?? "", reader), edited);
  const surface = createSurface(session, { type: "message", channel, ts: message.ts }, { form });
  return h(
    "div",
    { class: "message-content" },
    drawBlocks(h("div", { class: "blocks" }), message.blocks, surface),
    edited,
  );
}

function drawFiles({ files = [] }, { t }) {
  const file = ({ title, name, url_private: url }) =>
    h("a", { class: "file", href: url, download: name }, icon("download"), h("bdi", {}, title || name));
  return (
    files.length > 0 && h("div", { class: "files", role: "group", "aria-label": t("files") }, files.map(file))
  );
}

/** Reactions; pressing one adds or takes away one's own. */
function drawReactions({ ts, reactions = [] }, { session, channel }) {
  const { reader } = session.store.state;
  if (!reactions.length) return null;
  const chip = ({ name, users }) => {
    const mine = users.includes(reader.me.id);
    const who = users.map((user) => reader.nameOf(user)).join(", ");
    const words = reader.t("reacted", { who, name: `:${name}:` });
    const press = () => session.attempt((as) => api.react(as, channel, ts, name, mine));
    const attributes = {
      type: "button",
      class: "reaction",
      title: words,
      "aria-label": words,
      "aria-pressed": String(mine),
    };
    return h("button", { ...attributes, onclick: press }, emojiOf(name) ?? `:${name}:`, ` ${users.length}`);
  };
  return h("div", { class: "reactions" }, reactions.map(chip));
}

function drawReplies(message, session) {
  const { t } = session.store.state.reader;
  const words = message.reply_count === 1 ? t("oneReply") : t("replies", { count: message.reply_count });
  const open = () => session.go({ thread: message.ts });
  return h("button", { type: "button", class: "replies", onclick: open }, icon("thread"), words);
}

function drawTools(message, { session, channel, inThread }) {
  const { t } = session.store.state.reader;
  const thread = message.thread_ts ?? message.ts;
  const canReply = !inThread && !message.ephemeral;
  const reply = { label: t("replyInThread"), icon: "thread", onChoose: () => session.go({ thread }) };
  const button = menuButton(
    { class: "icon-button", "aria-label": t("messageMenu"), title: t("messageMenu") },
    icon("more"),
    () => ({
      label: t("messageMenu"),
      alignEnd: true,
      items: [
        canReply && reply,
        ...shortcutsOn(message, { session, channel, button }),
        copyLink(message, session),
      ].filter(Boolean),
    }),
  );
  return h(
    "div",
    { class: "message-tools" },
    canReply &&
      h(
        "button",
        {
          type: "button",
          class: "icon-button tool-reply",
          "aria-label": t("replyInThread"),
          title: t("replyInThread"),
          onclick: reply.onChoose,
        },
        icon("thread"),
      ),
    button,
  );
}

function shortcutsOn(message, { session, channel, button }) {
  const { workspace, nameOf, botId } = session.store.state.reader;
  if (message.ephemeral) return [];
  const run = (shortcut) => () =>
    whileBusy(button, () =>
      session.attempt((as) => api.shortcut(as, shortcut.callback_id, { channel, ts: message.ts })),
    );
  return workspace.shortcuts
    .filter((shortcut) => shortcut.type === "message")
    .map((shortcut) => ({
      label: shortcut.name,
      detail: nameOf(botId),
      icon: "bolt",
      onChoose: run(shortcut),
    }));
}

function copyLink({ permalink }, session) {
  const { t } = session.store.state.reader;
  const copy = async () => {
    await navigator.clipboard?.writeText(permalink);
    session.notify(t("linkCopied"));
  };
  return permalink && { label: t("copyLink"), icon: "link", onChoose: copy };
}
