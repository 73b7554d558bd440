import { h, patchList } from "./dom.js";
import { createForm } from "./form.js";
import { authorOf, drawMessage } from "./message.js";
import { instantOfTs } from "./times.js";

const TOGETHER = 5 * 60_000;
const NEAR_END = 60;

/** A list of messages that stays at its end while new ones come, unless the person has scrolled up. */
export function createMessageList(session, { label, inThread = false }) {
  const list = h("div", { class: "messages" });
  const frame = h("div", { class: "messages-frame", tabindex: "0", role: "region" }, list);
  const forms = new Map();
  let place = null;
  let atEnd = true;
  let pointed = null;

  frame.addEventListener("scroll", () => {
    atEnd = frame.scrollHeight - frame.scrollTop - frame.clientHeight < NEAR_END;
  });
  new ResizeObserver(() => atEnd && toEnd()).observe(list);
  new ResizeObserver(() => atEnd && toEnd()).observe(frame);

  function toEnd() {
    frame.scrollTop = frame.scrollHeight;
  }

  function formFor(channel, ts) {
    const key = `${session.store.state.route.as} ${channel} ${ts}`;
    if (!forms.has(key)) forms.set(key, createForm());
    return forms.get(key);
  }

  function draw(channel, messages) {
    const { reader } = session.store.state;
    frame.setAttribute("aria-label", label(reader.t));
    if (place !== `${reader.me.id} ${channel}`) atEnd = true;
    place = `${reader.me.id} ${channel}`;
    const items = itemsOf(messages, reader, inThread);
    patchList(list, items, keyWith(reader, channel), (item) =>
      item.day
        ? drawDay(item.day)
        : drawMessage(item, { session, channel, form: formFor(channel, item.message.ts), inThread }),
    );
    if (atEnd) toEnd();
    pointAt(messages.length ? session.store.state.route.at : null);
  }

  /** Shows the message that the address names, once. */
  function pointAt(ts) {
    if (ts === pointed) return;
    const message = ts && list.querySelector(`[data-ts="${CSS.escape(ts)}"]`);
    if (ts && !message) return;
    pointed = ts;
    list.querySelector(".message-pointed")?.classList.remove("message-pointed");
    if (!message) return;
    atEnd = false;
    message.classList.add("message-pointed");
    message.scrollIntoView({ block: "center" });
  }

  return { node: frame, draw };
}

/** What a drawn message depends on besides itself: the reader, the day, and what can be done with it. */
function keyWith(reader, channel) {
  const { shortcuts } = reader.workspace;
  const around = JSON.stringify([
    reader.signature,
    channel,
    reader.times.dayKey(reader.times.now()),
    shortcuts,
  ]);
  return (item) => JSON.stringify(item) + around;
}

function itemsOf(messages, reader, inThread) {
  const { times } = reader;
  const items = [];
  messages.forEach((message, place) => {
    const instant = instantOfTs(message.ts);
    const previous = messages[place - 1];
    const newDay = !previous || times.dayKey(instantOfTs(previous.ts)) !== times.dayKey(instant);
    if (newDay && !inThread) items.push({ day: dayWords(instant, times) });
    items.push({ message, compact: !newDay && followsOn(previous, message) });
  });
  return items;
}

function dayWords(instant, times) {
  const relative = times.relativeDay(instant);
  const date = times.longDate(instant);
  return relative ? `${relative[0].toUpperCase()}${relative.slice(1)}, ${date}` : date;
}

function followsOn(previous, message) {
  const soon = instantOfTs(message.ts) - instantOfTs(previous.ts) < TOGETHER;
  const plain = !message.ephemeral && !previous.ephemeral && !previous.reply_count;
  return soon && plain && previous.user === message.user;
}

function drawDay(words) {
  return h("div", { class: "day", role: "separator", "aria-label": words }, h("span", {}, words));
}

/** Reads out what others say, to those who do not see it come. */
export function announceNew(store, region) {
  let last = null;
  store.watch(["conversation", "thread"], ({ conversation, thread, reader }) => {
    if (!conversation) return void (last = null);
    const said = [...conversation.messages, ...(thread?.messages ?? [])];
    const fresh = last === null ? [] : said.filter(({ ts, user }) => ts > last && user !== reader.me.id);
    last = said.reduce((latest, { ts }) => (ts > latest ? ts : latest), last ?? "0");
    if (fresh.length)
      region.textContent = fresh.map((one) => `${authorOf(one, reader)}: ${one.text ?? ""}`).join(". ");
  });
}
