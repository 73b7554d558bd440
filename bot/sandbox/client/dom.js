const PROPERTIES = new Set([
  "value",
  "checked",
  "disabled",
  "hidden",
  "selected",
  "required",
  "readOnly",
  "multiple",
  "srcdoc",
]);

/** Makes an element. Strings become text nodes, so nothing that people wrote is ever read as markup. */
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) assign(element, key, value);
  element.append(...drawn(children));
  return element;
}

function assign(element, key, value) {
  if (value === null || value === undefined || value === false) return;
  if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
  else if (key === "dataset") Object.assign(element.dataset, value);
  else if (PROPERTIES.has(key)) element[key] = value;
  else element.setAttribute(key, value === true ? "" : value);
}

function drawn(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
}

export function fill(parent, ...children) {
  parent.replaceChildren(...drawn(children));
  return parent;
}

/**
 * Draws a list into `parent`, keeping the node of every item whose key is unchanged: what a person is in the middle
 * of (an open menu, a half-written field, the place they have scrolled to) survives when something else changes.
 */
export function patchList(parent, items, keyOf, draw) {
  const kept = new Map([...parent.children].map((node) => [node.patchKey, node]));
  const nodes = items.map((item) => keptOrDrawn(kept, keyOf(item), () => draw(item)));
  const wanted = new Set(nodes);
  for (const node of [...parent.children]) if (!wanted.has(node)) node.remove();
  nodes.forEach((node, place) => {
    if (parent.children[place] !== node) parent.insertBefore(node, parent.children[place] ?? null);
  });
}

function keptOrDrawn(kept, key, draw) {
  const known = kept.get(key);
  kept.delete(key);
  if (known) return known;
  const node = draw();
  node.patchKey = key;
  return node;
}

/** Calls `draw` only when what it depends on has changed, so that focus and open menus are left alone. */
export function whenChanged(keyOf, draw) {
  let last = null;
  return (...given) => {
    const key = JSON.stringify(keyOf(...given));
    if (key === last) return;
    last = key;
    draw(...given);
  };
}

let counter = 0;

/** An id that no other element on the page has, for labels and descriptions to point at. */
export function freshId(prefix) {
  counter += 1;
  return `${prefix}-${counter}`;
}

const FIELDS = ["button", "input", "textarea", "select"].map((name) => `${name}:not([disabled])`);
const FOCUSABLE = ["a[href]", ...FIELDS, "[tabindex='0']"].join();

export function focusables(root) {
  return [...root.querySelectorAll(FOCUSABLE)].filter((element) => element.offsetParent !== null);
}
