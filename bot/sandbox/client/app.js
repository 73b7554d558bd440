import { createClock } from "./clock.js";
import { createConversation } from "./conversation.js";
import { fill, h } from "./dom.js";
import { createHome } from "./home.js";
import { icon } from "./icons.js";
import { createMailbox } from "./mailbox.js";
import { announceNew } from "./messages.js";
import { mountModals } from "./modal.js";
import { createNotices, drawBanner } from "./notices.js";
import { createLanguageSwitch, createPersonSwitch } from "./people.js";
import { browserLanguage } from "./reader.js";
import { createSession } from "./session.js";
import { createSidebar } from "./sidebar.js";
import { createStore } from "./store.js";
import { translator } from "./strings.js";
import { createThread } from "./thread.js";

const EMPTY = {
  route: {},
  workspace: null,
  reader: null,
  language: null,
  connected: true,
  conversation: null,
  thread: null,
  home: null,
  homeKnown: false,
  views: [],
  mails: null,
  habits: {},
  mail: null,
  notices: [],
};

const root = document.getElementById("app");
const session = createSession(createStore(EMPTY));

fill(root, h("p", { class: "starting" }, translator(browserLanguage())("starting")));
await session.start();
whenKnown(session.store, build);

function whenKnown(store, act) {
  let built = false;
  store.watch(["reader", "route"], ({ reader, route }) => {
    if (built || !reader || !route.as) return;
    built = true;
    act();
  });
}

function build() {
  const { store } = session;
  const pages = {
    channel: createConversation(session),
    home: createHome(session),
    mail: createMailbox(session),
  };
  const thread = createThread(session);
  const sidebar = createSidebar(session);
  const banner = h("div", { class: "banner", role: "status" });
  const main = h("main", { class: "page", id: "page", tabindex: "-1" });
  const notices = createNotices(session);
  const live = h("div", { class: "unseen", "aria-live": "polite" });

  fill(
    root,
    createBar(session),
    banner,
    h("div", { class: "columns" }, sidebar.node, createScrim(), main, thread.node),
    live,
    notices.node,
  );
  store.watch(["reader", "route"], sidebar.draw);
  store.watch(["reader", "connected"], (state) => drawBanner(banner, state));
  store.watch(["notices", "reader"], notices.draw);
  store.watch(["reader", "route", "conversation", "home", "homeKnown", "mails", "habits", "mail"], (state) =>
    drawPage(main, pages, state),
  );
  store.watch(["reader", "route", "thread"], thread.draw);
  store.watch(["reader", "route"], nameDocument);
  store.watch(["route"], () => openDrawer(false));
  announceNew(store, live);
  mountModals(session);
}

function drawPage(main, pages, state) {
  const page = pages[state.route.page] ?? pages.channel;
  page.draw(state);
  if (main.firstElementChild !== page.node) fill(main, page.node);
}

function createBar() {
  const parts = [createClock(session), createLanguageSwitch(session), createPersonSwitch(session)];
  const skip = h("a", { class: "skip", href: "#page", onclick: skipToPage });
  const drawer = h(
    "button",
    {
      type: "button",
      class: "icon-button drawer-button",
      "aria-controls": "sidebar",
      "aria-expanded": "false",
    },
    icon("menu"),
  );
  drawer.addEventListener("click", () => openDrawer(!document.body.classList.contains("drawer-open")));
  const team = h("bdi", { class: "bar-team" });
  session.store.watch(["reader", "language"], (state) => {
    skip.textContent = state.reader.t("skip");
    drawer.setAttribute("aria-label", state.reader.t("places"));
    team.textContent = state.reader.workspace.team.name;
    for (const part of parts) part.draw(state);
  });
  return h(
    "header",
    { class: "bar" },
    skip,
    drawer,
    team,
    h("span", { class: "bar-space" }),
    parts.map(({ node }) => node),
  );
}

function skipToPage(event) {
  event.preventDefault();
  document.getElementById("page").focus();
}

function createScrim() {
  document.addEventListener("keydown", (event) => event.key === "Escape" && openDrawer(false));
  return h("div", { class: "scrim", onclick: () => openDrawer(false) });
}

function openDrawer(open) {
  document.body.classList.toggle("drawer-open", open);
  const button = document.querySelector(".drawer-button");
  button.setAttribute("aria-expanded", String(open));
  if (open) document.querySelector(".sidebar a")?.focus();
}

function nameDocument({ reader, route }) {
  const unread = [...reader.workspace.channels, ...reader.workspace.ims].reduce(
    (sum, place) => sum + (place.unread ?? 0),
    0,
  );
  const name =
    route.page === "mail"
      ? reader.t("mailbox")
      : (reader.channel(route.channel)?.name ?? reader.nameOf(reader.botId));
  document.title = `${unread ? `(${unread}) ` : ""}${name} – ${reader.workspace.team.name}`;
  document.documentElement.lang = reader.language;
}
