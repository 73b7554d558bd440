import { avatarOf } from "./avatar.js";
import { emojiNames, emojiOf } from "./emoji.js";
import { createListbox } from "./listbox.js";

const MOST = 8;

/** What can be completed at the caret: the text it must look like, and what is offered for it. */
const KINDS = [
  { pattern: /^\/\S*$/, offer: commands },
  { pattern: /(?<=^|\s)@[\p{L}\p{N}._-]*$/u, offer: people },
  { pattern: /(?<=^|\s):[a-z0-9_+-]{2,}$/, offer: emoji },
];

/** Suggestions for a message field; returns the handler that must see its keys first. */
export function completeIn(field, session, { inThread }) {
  const reader = () => session.store.state.reader;
  let range = null;
  const list = createListbox(field, {
    label: reader().t("suggestions"),
    above: true,
    onChoose: ({ insert }) => field.setRangeText(insert, ...range, "end"),
  });

  function offer() {
    const before = field.value.slice(0, field.selectionStart);
    for (const { pattern, offer: itemsFor } of KINDS) {
      const found = pattern.exec(before);
      if (!found || (inThread && itemsFor === commands)) continue;
      range = [found.index, before.length];
      return list.open(itemsFor(found[0].slice(1).toLowerCase(), reader()));
    }
    return list.close();
  }

  field.addEventListener("input", offer);
  field.addEventListener("blur", list.close);
  return list.onKey;
}

function commands(typed, { workspace }) {
  const found = workspace.commands.filter(({ command }) => command.slice(1).toLowerCase().startsWith(typed));
  return found.map(({ command, usage_hint: hint, description }) => ({
    label: command,
    hint,
    detail: description,
    insert: `${command} `,
  }));
}

function people(typed, { workspace, me, nameOf }) {
  const matches = ({ name = "", real_name: real = "" }) =>
    [name, ...real.split(/\s+/), real].some((word) => word.toLowerCase().startsWith(typed));
  const found = workspace.people.filter(
    (person) => person.id !== me.id && !person.deactivated && matches(person),
  );
  const botsFirst = found.sort((one, other) => Number(Boolean(other.is_bot)) - Number(Boolean(one.is_bot)));
  return botsFirst.slice(0, MOST).map((person) => ({
    label: nameOf(person.id),
    detail: person.title,
    picture: avatarOf(person, "small"),
    insert: `@${nameOf(person.id)} `,
  }));
}

function emoji(typed) {
  const found = emojiNames().filter((name) => name.startsWith(typed));
  return found.slice(0, MOST).map((name) => ({ label: `${emojiOf(name)}  :${name}:`, insert: `:${name}: ` }));
}
