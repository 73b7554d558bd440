import { translator } from "./strings.js";
import { createTimes } from "./times.js";

const LOCALES = { sv: "sv-SE", en: "en-GB" };

/**
 * The person who reads the page: their words, dates and time zone, and the names of everybody else.
 * `chosen` is "sv" or "en" when somebody overrode the person's own language, else null.
 */
export function readerOf(workspace, chosen) {
  const me = workspace.me;
  const own = me.locale || "en-GB";
  const ownLanguage = own.startsWith("sv") ? "sv" : "en";
  const language = chosen ?? ownLanguage;
  const locale = language === ownLanguage ? own : LOCALES[language];
  const t = translator(language);
  const people = new Map(workspace.people.map((person) => [person.id, person]));
  const channels = new Map(workspace.channels.map((channel) => [channel.id, channel]));
  const now = runningClock(Date.parse(workspace.clock.now));
  return {
    me,
    t,
    language,
    locale,
    people,
    channels,
    workspace,
    botId: workspace.bot?.user_id,
    nameOf: (id) => nameOf(people.get(id)) ?? id,
    person: (id) => people.get(id),
    channel: (id) => channels.get(id),
    times: createTimes({ locale, zone: me.tz || "UTC", now, t }),
    signature: JSON.stringify([language, locale, me.id, me.tz, [...people.values()].map(nameOf)]),
  };
}

export function nameOf(person) {
  return person && (person.real_name || person.name);
}

function runningClock(start) {
  const begun = performance.now();
  return () => start + performance.now() - begun;
}

/** Before the workspace is known: the browser's own language. */
export function browserLanguage() {
  return navigator.language.startsWith("sv") ? "sv" : "en";
}
