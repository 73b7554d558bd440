/** For each element that holds an answer: where the answer stands, where its first value stands, what empty is. */
const ANSWERS = {
  plain_text_input: ["value", "initial_value", null],
  email_text_input: ["value", "initial_value", null],
  url_text_input: ["value", "initial_value", null],
  number_input: ["value", "initial_value", null],
  static_select: ["selected_option", "initial_option", null],
  external_select: ["selected_option", "initial_option", null],
  radio_buttons: ["selected_option", "initial_option", null],
  users_select: ["selected_user", "initial_user", null],
  conversations_select: ["selected_conversation", "initial_conversation", null],
  channels_select: ["selected_channel", "initial_channel", null],
  datepicker: ["selected_date", "initial_date", null],
  timepicker: ["selected_time", "initial_time", null],
  datetimepicker: ["selected_date_time", "initial_date_time", null],
  checkboxes: ["selected_options", "initial_options", []],
  file_input: ["files", "initial_files", []],
  multi_static_select: ["selected_options", "initial_options", []],
  multi_external_select: ["selected_options", "initial_options", []],
  multi_users_select: ["selected_users", "initial_users", []],
  multi_conversations_select: ["selected_conversations", "initial_conversations", []],
  multi_channels_select: ["selected_channels", "initial_channels", []],
};

/**
 * What a person has filled in so far. It outlives a redrawing: as in Slack, an answer stays as long as its block_id and
 * action_id do. `knownValues()` is what the server holds of it, {block_id: {action_id: state}}.
 */
export function createForm(knownValues = () => ({})) {
  const answers = new Map();
  const keyOf = (blockId, element) => `${blockId}\n${element.action_id}\n${element.type}`;

  function answer(blockId, element) {
    const key = keyOf(blockId, element);
    return answers.has(key)
      ? answers.get(key)
      : firstAnswer(element, knownValues()?.[blockId]?.[element.action_id]);
  }

  function values(blocks) {
    const all = {};
    for (const { blockId, element } of answering(blocks)) {
      all[blockId] ??= {};
      all[blockId][element.action_id] = { type: element.type, ...stateOf(element, answer(blockId, element)) };
    }
    return all;
  }

  return {
    answer,
    values,
    put: (blockId, element, value) => answers.set(keyOf(blockId, element), value),
  };
}

/** What the server remembers of it, else what the bot filled in. */
function firstAnswer(element, known) {
  const [name, initial, empty] = ANSWERS[element.type];
  const first = known?.type === element.type ? known[name] : element[initial];
  return first ?? empty;
}

/** The answer as Slack writes it in view.state and in actions: {"selected_date": "2017-12-15"}. */
export function stateOf(element, value) {
  return { [ANSWERS[element.type][0]]: value };
}

export function holdsAnswer(element) {
  return element.type in ANSWERS;
}

function answering(blocks) {
  const all = blocks.flatMap((block) =>
    elementsOf(block).map((element) => ({ blockId: block.block_id, element })),
  );
  return all.filter(({ element }) => holdsAnswer(element));
}

function elementsOf(block) {
  if (block.type === "input") return [block.element];
  if (block.type === "section") return block.accessory ? [block.accessory] : [];
  return block.type === "actions" ? block.elements : [];
}
