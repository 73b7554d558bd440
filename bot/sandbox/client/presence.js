import { api } from "./api.js";
import { listen } from "./live.js";
import { formatRoute, parseRoute } from "./route.js";

const PATIENCE = 1500;

/**
 * Being somebody, somewhere: follows the address, loads what is seen from there, and keeps it true while the server
 * tells what happens.
 */
export function createPresence({ store, loads, attempt, notify }) {
  let silence = () => {};
  let present = null;

  async function follow(route) {
    const before = store.state.route;
    store.change({ route, ...forgotten(before, route) });
    if (!route.as) await chooseFirst(route);
    else if (route.as !== present) await arrive(route);
    else await loadPlace(route, before);
  }

  /** Until the address says who acts, the first person does. */
  async function chooseFirst(route) {
    const answer = await api.people().catch(() => null);
    if (!answer) return retryLater(route, chooseFirst);
    return replaceRoute({ ...route, as: answer.people.find((person) => !person.is_bot).id });
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
    silence = listen(api.events(route.as), {
      onEvent,
      onOpen,
      onLost: () => store.change({ connected: false }),
    });
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
    if (route.page === "home") return openHome(route);
    if (route.page === "mail") return Promise.all([loads.mails(), route.mail && loads.mail()]);
    const moved = route.channel !== before.channel || route.page !== before.page || route.as !== before.as;
    return Promise.all([moved && loads.conversation().then(loads.workspace), route.thread && loads.thread()]);
  }

  async function openHome(route) {
    if (!route.channel) return openBotConversation(route);
    await attempt((as) => api.openHome(as));
    await loads.home();
  }

  /** The home tab lives in the bot's direct messages, which may not have been opened yet. */
  async function openBotConversation(route) {
    const { botId } = store.state.reader;
    if (!(await attempt((as) => api.openConversation(as, botId)))) return;
    await loads.workspace();
    await replaceRoute(completed(route, store.state.workspace));
  }

  function onOpen() {
    const missed = !store.state.connected;
    store.change({ connected: true });
    if (missed) Promise.all([loads.workspace(), loads.views(), loadPlace(store.state.route, {})]);
  }

  function onEvent(event) {
    reactions[event.type]?.(event);
  }

  const reactions = {
    message: ({ channel }) => (isHere(channel) ? loadWhatWasSaid() : loads.workspace()),
    views: () => loads.views(),
    home: () => loads.home(),
    mail: () => Promise.all([loads.workspace(), store.state.route.page === "mail" && loads.mails()]),
    clock: () => loads.workspace(),
    workspace: () => loads.workspace(),
    // Slackbot also writes it in the conversation, which is enough for who is looking there.
    notice: ({ text }) => store.state.route.page !== "channel" && notify(text),
    refused: ({ what, error, detail = "" }) =>
      notify(store.state.reader.t("botRefused", { what, error, detail }), "trouble"),
  };

  const isHere = (channel) => store.state.route.page === "channel" && store.state.route.channel === channel;

  /** Reading marks as read, so the counts are asked for after it. */
  function loadWhatWasSaid() {
    return Promise.all([
      loads.conversation().then(loads.workspace),
      store.state.route.thread && loads.thread(),
    ]);
  }

  const followAddress = () => follow(parseRoute(location));
  return {
    begin() {
      addEventListener("hashchange", followAddress);
      return followAddress();
    },
  };
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
  if (route.page === "mail") return route;
  const bots = workspace.ims.find((im) => im.user === workspace.bot?.user_id);
  if (route.page === "home") return { as, page: "home", channel: bots?.id ?? null };
  const known = [...workspace.channels, ...workspace.ims].some(({ id }) => id === route.channel);
  if (route.page === "channel" && known) return route;
  const first = workspace.channels.find((channel) => channel.is_member) ?? workspace.channels[0];
  return { as, page: "channel", channel: first?.id ?? null };
}
