/**
 * Where a person is, kept in the address so that a reload comes back to the same place:
 *   #/U0ANNA/channel/C0BRA/1507716000.000100   a conversation, with a thread open beside it
 *   #/U0ANNA/channel/C0BRA?at=1507716000.000100   the same, showing one message
 *   #/U0ANNA/home/D0ANNA                       the bot's home tab
 *   #/U0ANNA/mail/anna@example.org/7           one letter in somebody's mailbox ("all" for everybody's)
 */
export function parseRoute({ hash, pathname, origin, search }) {
  const [path, query] = hash.replace(/^#\/?/, "").split("?");
  const [as, page, first, second] = path.split("/").map(decoded);
  if (!as) return startRoute(pathname, `${origin}${pathname}${search}`);
  if (page === "channel") {
    const at = new URLSearchParams(query).get("at");
    return { as, page, channel: first || null, thread: second || null, at };
  }
  if (page === "home") return { as, page, channel: first || null };
  if (page === "mail")
    return { as, page, owner: first && first !== "all" ? first : null, mail: second || null };
  return { as, page: null };
}

function startRoute(pathname, address) {
  return { as: null, page: pathname === "/mailbox" ? "mail" : null, ...routeOfPermalink(address) };
}

export function formatRoute({ as, page, channel, thread, at, owner, mail }) {
  const rest =
    { channel: [channel, thread], home: [channel], mail: [owner ?? (mail ? "all" : null), mail] }[page] ?? [];
  const query = page === "channel" && at ? `?at=${at}` : "";
  return `#/${[as, page, ...rest].filter(Boolean).map(encodeURIComponent).join("/")}${query}`;
}

/** Slack's address of a message in this workspace → where it stands on this page; null for any other address. */
export function routeOfPermalink(address) {
  const url = URL.canParse(address) ? new URL(address) : null;
  const found =
    url?.origin === location.origin && /^\/archives\/(\w+)(?:\/p(\d{10})(\d{6}))?$/.exec(url.pathname);
  if (!found) return null;
  const [, channel, seconds, micro] = found;
  return {
    page: "channel",
    channel,
    thread: url.searchParams.get("thread_ts"),
    at: seconds ? `${seconds}.${micro}` : null,
  };
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
