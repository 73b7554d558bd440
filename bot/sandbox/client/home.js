import { drawBlocks } from "./blocks.js";
import { fill, h } from "./dom.js";
import { createForm } from "./form.js";
import { createPlaceHead } from "./placehead.js";
import { createSurface } from "./surface.js";

/** The bot's home tab: what it shows to this one person. */
export function createHome(session) {
  const head = createPlaceHead(session);
  const page = h("div", { class: "home blocks" });
  const frame = h("div", { class: "home-frame" }, page);
  const node = h("section", { class: "conversation" }, head.node, frame);
  let surface = null;
  let shown = null;

  function draw(state) {
    const { reader, home, homeKnown } = state;
    head.draw(state);
    if (!home) return void fill(page, homeKnown && h("p", { class: "empty" }, reader.t("homeEmpty")));
    if (shown !== `${reader.me.id} ${home.id}`) {
      surface = surfaceFor(session, home.id);
      shown = `${reader.me.id} ${home.id}`;
    }
    drawBlocks(page, home.blocks, surface);
  }

  return { node, draw };
}

function surfaceFor(session, viewId) {
  const blocksOf = () => session.store.state.home.blocks;
  return createSurface(
    session,
    { type: "view", view_id: viewId },
    { form: createForm(() => session.store.state.home?.values), blocksOf },
  );
}
