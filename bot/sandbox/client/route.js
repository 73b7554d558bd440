/**
 * Where a person is, kept in the address so that a reload comes back to the same place:
 *   #/U0ANNA/channel/C0BRA/1507716000.000100   a conversation, with a thread open beside it
 *   #/U0ANNA/home/D0ANNA                       the bot's home tab
 *   #/U0ANNA/mail/anna@example.org/7           one letter in somebody's mailbox ("all" for everybody's)
 */
export function parseRoute(hash, path = "/") {
  const [as, page, first, second] = hash.replace(/^#\/?/, "").split("/").map(decoded);
  if (!as) return { as: null, page: path === "/mailbox" ? "mail" : null };
  if (page === "channel") return { as, page, channel: first || null, thread: second || null };
  if (page === "home") return { as, page, channel: first || null };
  if (page === "mail") return { as, page, owner: first && first !== "all" ? first : null, mail: second || null };
  return { as, page: null };
}

export function formatRoute({ as, page, channel, thread, owner, mail }) {
  const rest = { channel: [channel, thread], home: [channel], mail: [owner ?? (mail ? "all" : null), mail] }[page] ?? [];
  return `#/${[as, page, ...rest].filter(Boolean).map(encodeURIComponent).join("/")}`;
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
