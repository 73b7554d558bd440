import { api } from "./api.js";
import { readerOf } from "./reader.js";

/**
 * The questions to the server, each of which puts its answer into the store. An answer to a place that the person has
 * left meanwhile is dropped; a wish while one is on its way becomes one more after it.
 */
export function createLoads(store, { onTrouble }) {
  const load = (question, keyOf, keep) =>
    coalesced(async () => {
      const route = store.state.route;
      try {
        const answer = await question(route);
        if (keyOf(route) === keyOf(store.state.route)) keep(answer, route);
      } catch (trouble) {
        onTrouble(trouble, route);
      }
    });

  const person = ({ as }) => as;
  const place = ({ as, page, channel }) => [as, page, channel].join();
  const beside = (route) => [place(route), route.thread].join();
  return {
    workspace: load(
      ({ as }) => api.workspace(as),
      person,
      (workspace) => keepWorkspace(store, workspace),
    ),
    conversation: load(
      ({ as, channel }) => api.messages(as, channel),
      place,
      ({ messages }, { channel }) => store.change({ conversation: { channel, messages } }),
    ),
    thread: load(
      ({ as, channel, thread }) => api.messages(as, channel, thread),
      beside,
      ({ messages }, { thread }) => store.change({ thread: { ts: thread, messages } }),
    ),
    home: load(
      ({ as }) => api.home(as),
      person,
      ({ view }) => store.change({ home: view, homeKnown: true }),
    ),
    views: load(
      ({ as }) => api.views(as),
      person,
      ({ stack }) => store.change({ views: stack }),
    ),
    mails: load(
      () => api.mails(),
      () => "",
      ({ mails, habits }) => store.change({ mails, habits }),
    ),
    mail: load(
      ({ mail }) => api.mail(mail),
      ({ mail }) => mail,
      (mail) => store.change({ mail }),
    ),
  };
}

export function keepWorkspace(store, workspace) {
  store.change({ workspace, reader: readerOf(workspace, store.state.language) });
}

function coalesced(load) {
  let running = null;
  let again = false;
  const run = async () => {
    do {
      again = false;
      await load();
    } while (again);
    running = null;
  };
  return () => {
    if (running) again = true;
    else running = run();
    return running;
  };
}
