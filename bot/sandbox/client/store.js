/**
 * What the page knows. `change(patch)` replaces keys; `watch(keys, draw)` draws now and again whenever one of the keys
 * got another value.
 */
export function createStore(initial) {
  let state = initial;
  const watchers = new Set();

  function change(patch) {
    const before = state;
    state = { ...state, ...patch };
    for (const watcher of [...watchers]) watcher(before);
  }

  function watch(keys, draw) {
    watchers.add((before) => {
      if (keys.some((key) => before[key] !== state[key])) draw(state);
    });
    draw(state);
  }

  return {
    get state() {
      return state;
    },
    change,
    watch,
  };
}
