import { plainText } from "./mrkdwn.js";
import { avatarOf } from "./avatar.js";

/**
 * What can be chosen in each kind of select: {value, label, detail?, picture?, group?, answer}; null when only the bot
 * knows.
 */
export function choicesOf(element, reader) {
  const kind = element.type.replace(/^multi_/, "");
  if (kind === "static_select") return staticChoices(element);
  if (kind === "users_select") return personChoices(reader);
  if (kind === "channels_select") return channelChoices(reader);
  return kind === "conversations_select" ? conversationChoices(element, reader) : null;
}

function staticChoices(element) {
  if (element.options) return element.options.map((option) => optionChoice(option));
  return element.option_groups.flatMap((group) =>
    group.options.map((option) => optionChoice(option, plainText(group.label))),
  );
}

/** An option's whole object is the answer, as Slack returns it. */
export function optionChoice(option, group) {
  const detail = option.description && plainText(option.description);
  return { value: option.value, label: plainText(option.text), detail, group, answer: option };
}

function personChoices(reader) {
  const people = reader.workspace.people.filter((person) => !person.is_bot && !person.deactivated);
  return people.map((person) => ({
    value: person.id,
    label: reader.nameOf(person.id),
    detail: person.title,
    picture: avatarOf(person, "small"),
    answer: person.id,
  }));
}

function channelChoices(reader, wanted = () => true) {
  const channels = reader.workspace.channels.filter(wanted);
  return channels.map((channel) => ({
    value: channel.id,
    label: `#${channel.name}`,
    detail: channel.topic,
    answer: channel.id,
  }));
}

function conversationChoices(element, reader) {
  const include = element.filter?.include ?? ["public", "private", "im"];
  const channels = channelChoices(reader, (channel) =>
    include.includes(channel.is_private ? "private" : "public"),
  );
  const people = include.includes("im") ? imChoices(element, reader) : [];
  return [...channels, ...people];
}

function imChoices(element, reader) {
  const shown = ({ user }) => !(element.filter?.exclude_bot_users && reader.person(user)?.is_bot);
  return reader.workspace.ims
    .filter(shown)
    .map(({ id, user }) => ({ value: id, label: reader.nameOf(user), answer: id }));
}

/** Every word typed must stand in the label, or begin a word of the detail. */
export function matching(choices, typed) {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return choices.filter(({ label, detail }) => {
    const text = ` ${label} ${detail ?? ""}`.toLowerCase();
    return words.every((word) => text.includes(` ${word}`) || label.toLowerCase().includes(word));
  });
}
