import { ApiError } from "./api.js";
import { createLoads } from "./loads.js";
import { createPresence } from "./presence.js";
import { readerOf } from "./reader.js";
import { formatRoute } from "./route.js";

const LANGUAGE_KEY = "kallelse-language";

/** One browser tab's visit: what every part of the page may do. */
export function createSession(store) {
  const loads = createLoads(store, { onTrouble });
  const presence = createPresence({ store, loads, attempt, notify });

  function notify(text, kind = "info") {
    store.change({ notices: [...store.state.notices, { id: crypto.randomUUID(), text, kind }] });
  }

  function dismiss(id) {
    store.change({ notices: store.state.notices.filter((notice) => notice.id !== id) });
  }

  /** A question that was not answered: the page shows what it can. */
  function onTrouble(trouble, route) {
    if (!(trouble instanceof ApiError)) throw trouble;
    if (trouble.code === "unreachable") store.change({ connected: false });
    else if (trouble.code === "user_not_found") go({ as: null });
    else if (route.page === "mail" && route.mail) go({ mail: null });
    else if (route.page === "channel") {
      store.change({ conversation: { channel: route.channel, messages: [], trouble: trouble.code } });
    }
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

  function start() {
    store.change({ language: localStorage.getItem(LANGUAGE_KEY) });
    return presence.begin();
  }

  return { store, loads, notify, dismiss, attempt, go, chooseLanguage, start };
}

function wordsFor(trouble, t) {
  const key = `trouble_${trouble.code}`;
  const words = t(key);
  if (words !== key) return words;
  return t("refused", { code: trouble.code, detail: trouble.detail });
}
