import { api } from "./api.js";
import { ask } from "./dialog.js";
import { createForm } from "./form.js";
import { drawText, plainText } from "./mrkdwn.js";

/**
 * Where blocks stand and what happens when they are used. `container` says it to the server, `blocksOf()` gives the
 * blocks that stand there now, so that an action in a view carries what else was filled in.
 */
export function createSurface(session, container, { form = createForm(), blocksOf } = {}) {
  const reader = () => session.store.state.reader;
  return {
    form,
    get reader() {
      return reader();
    },
    attempt: session.attempt,
    confirm: (question) => confirmed(question, reader()),
    act(blockId, element, payload) {
      const values = blocksOf ? { values: form.values(blocksOf()) } : {};
      const action = { block_id: blockId, action_id: element.action_id, ...payload, ...values };
      return session.attempt((as) => api.act(as, container, action));
    },
    async options(blockId, element, value) {
      const source = container.type === "view" ? { view_id: container.view_id } : { message: container };
      const asked = { ...source, block_id: blockId, action_id: element.action_id, value };
      const answer = await session.attempt((as) => api.options(as, asked));
      return answer ? answer.options : [];
    },
  };
}

function confirmed({ title, text, confirm, deny, style }, reader) {
  return ask({
    title: plainText(title),
    body: drawText(text, reader),
    yes: plainText(confirm),
    no: plainText(deny),
    danger: style === "danger",
  });
}
