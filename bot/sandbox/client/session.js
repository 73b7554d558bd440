import { ApiError, api } from "./api.js";
import { listen } from "./live.js";
import { createLoads } from "./loads.js";
import { readerOf } from "./reader.js";
import { formatRoute, parseRoute } from "./route.js";

const PATIENCE = 1500;
const LANGUAGE_KEY = "kallelse-language";

/** One browser tab's visit: who acts, where they are, what they do, and what the server tells meanwhile. */
export function createSession(store) {
  let silence = () => {};
  let present = null;
  const loads = createLoads(store, { onTrouble });

  function notify(text, kind = "info") {
    store.change({ notices: [...store.state.notices, { id: crypto.randomUUID(), text, kind }] });
  }

  function dismiss(id) {
    store.change({ notices: store.state.notices.filter((notice) => notice.id !== id) });
  }

  function onTrouble(trouble, route) {
    if (!(trouble instanceof ApiError)) throw trouble;
    if (trouble.code === "unreachable") return store.change({ connected: false });
    if (["user_not_found", "account_not_found"].includes(trouble.code)) return go({ as: null });
    if (route.page === "mail" && route.mail) return go({ mail: null });
    if (route.page === "channel")
      store.change({ conversation: { channel: route.channel, messages: [], trouble: trouble.code } });
  }

  /** Runs what a person did; a refusal becomes a notice in words. False when it was refused. */
  async function attempt(act) {
    try {
      return (await act(store.state.route.as)) ?? true;
    } catch (trouble) {
      if (!(trouble instanceof ApiError)) throw trouble;
      notify(wordsFor(trouble, store.state.reader.t), "trouble");
      return false;
    }
  }

  function go(change) {
    location.hash = formatRoute({ ...store.state.route, at: null, ...change });
  }

  function chooseLanguage(language) {
    if (language) localStorage.setItem(LANGUAGE_KEY, language);
    else localStorage.removeItem(LANGUAGE_KEY);
    store.change({ language, reader: readerOf(store.state.workspace, language) });
  }

  /** Until the address says who acts, the first person does. */
  async function chooseFirst(route) {
    const answer = await api.people().catch(() => null);
    if (!answer) return retryLater(route, chooseFirst);
    return replaceRoute({ ...route, as: answer.people.find((person) => !person.is_bot).id });
  }

  async function start() {
    store.change({ language: localStorage.getItem(LANGUAGE_KEY) });
    addEventListener("hashchange", () => follow(parseRoute(location)));
    await follow(parseRoute(location));
  }

  async function follow(route) {
    const before = store.state.route;
    store.change({ route, ...forgotten(before, route) });
    if (!route.as) await chooseFirst(route);
    else if (route.as !== present) await arrive(route);
    else await loadPlace(route, before);
  }

  /** Somebody else acts from now on. */
  async function arrive(route) {
    silence();
    present = null;
    await loads.workspace();
    if (!store.state.workspace) return retryLater(route, arrive);
    const complete = completed(route, store.state.workspace);
    if (formatRoute(complete) !== formatRoute(route)) return replaceRoute(complete);
    present = route.as;
    silence = listen(api.events(route.as), { onEvent, onOpen, onLost });
    await Promise.all([loads.views(), loadPlace(route, {})]);
  }

  function retryLater(route, again) {
    setTimeout(() => store.state.route === route && again(route), PATIENCE);
  }

  function replaceRoute(route) {
    history.replaceState(null, "", `/${formatRoute(route)}`);
    return follow(route);
  }

  function loadPlace(route, before) {
    const moved = route.channel !== before.channel || route.page !== before.page || route.as !== before.as;
    if (route.page === "home") return openHome();
    if (route.page === "mail") return Promise.all([loads.mails(), route.mail && loads.mail()]);
    return Promise.all([moved && loads.conversation().then(loads.workspace), route.thread && loads.thread()]);
  }

  async function openHome() {
    if (!store.state.route.channel) return openBotConversation();
    await attempt((as) => api.openHome(as));
    await loads.home();
  }

  /** The home tab lives in the bot's direct messages, which may not have been opened yet. */
  async function openBotConversation() {
    const { route, reader } = store.state;
    if (!(await attempt((as) => api.openConversation(as, reader.botId)))) return;
    await loads.workspace();
    await replaceRoute(completed(route, store.state.workspace));
  }

  function onOpen() {
    const missed = !store.state.connected;
    store.change({ connected: true });
    if (missed) refreshAll();
  }

  function onLost() {
    store.change({ connected: false });
  }

  function refreshAll() {
    const { route } = store.state;
    return Promise.all([loads.workspace(), loads.views(), loadPlace(route, {})]);
  }

  const reactions = {
    message: ({ channel }) => {
      const { route } = store.state;
      if (route.channel === channel && route.page === "channel") {
        loads.conversation().then(loads.workspace);
        if (route.thread) loads.thread();
      } else loads.workspace();
    },
    views: () => loads.views(),
    home: () => loads.home(),
    mail: () => Promise.all([loads.workspace(), store.state.route.page === "mail" && loads.mails()]),
    clock: () => loads.workspace(),
    workspace: () => loads.workspace(),
    // Slackbot also writes it in the conversation, which is enough for who is looking there.
    notice: ({ text }) => store.state.route.page !== "channel" && notify(text),
    refused: ({ what, error, detail }) =>
      notify(store.state.reader.t("botRefused", { what, error, detail: detail ?? "" }), "trouble"),
  };

  function onEvent(event) {
    reactions[event.type]?.(event);
  }

  return { store, loads, notify, dismiss, attempt, go, chooseLanguage, start };
}

/** What the store must not show any longer when the route changes. */
function forgotten(before, route) {
  const other = before.as !== route.as;
  const elsewhere = other || before.channel !== route.channel || before.page !== route.page;
  return {
    ...(other ? { views: [], home: null, homeKnown: false } : {}),
    ...(elsewhere ? { conversation: null } : {}),
    ...(elsewhere || before.thread !== route.thread ? { thread: null } : {}),
    ...(before.mail !== route.mail ? { mail: null } : {}),
  };
}

/** Fills in who and where when the address does not say, or names a conversation the person does not have. */
function completed(route, workspace) {
  const { as } = route;
  if (route.page === "mail") return { ...route, as };
  const bots = workspace.ims.find((im) => im.user === workspace.bot?.user_id);
  if (route.page === "home") return { as, page: "home", channel: bots?.id ?? null };
  const known = [...workspace.channels, ...workspace.ims].some(({ id }) => id === route.channel);
  if (route.page === "channel" && known) return { ...route, as };
  const first = workspace.channels.find((channel) => channel.is_member) ?? workspace.channels[0];
  return { as, page: "channel", channel: first?.id ?? null };
}

function wordsFor(trouble, t) {
  const key = `trouble_${trouble.code}`;
  const words = t(key);
  if (words !== key) return words;
  return t("refused", { code: trouble.code, detail: trouble.detail });
}
