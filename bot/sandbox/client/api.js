/** A request that was refused. `code` is Slack's error name, or "unreachable" when nobody answered. */
export class ApiError extends Error {
  constructor(code, answer = {}) {
    super(answer.detail || code);
    this.code = code;
    this.detail = answer.detail || "";
    this.answer = answer;
  }
}

async function answerTo(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new ApiError("unreachable");
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new ApiError(answer.error || `http_${response.status}`, answer);
  return answer;
}

function get(name, parameters = {}) {
  const given = Object.entries(parameters).filter(([, value]) => value !== null && value !== undefined);
  const query = new URLSearchParams(given).toString();
  return answerTo(`/sandbox/${name}${query ? `?${query}` : ""}`);
}

function post(name, body) {
  const headers = { "Content-Type": "application/json" };
  return answerTo(`/sandbox/${name}`, { method: "POST", headers, body: JSON.stringify(body) });
}

/** Everything a person's client can ask of the workspace; `as` is the acting person's id. */
export const api = {
  people: () => get("people"),
  workspace: (as) => get("workspace", { as }),
  messages: (as, channel, thread) => get("messages", { as, channel, thread_ts: thread }),
  home: (as) => get("home", { as }),
  views: (as) => get("views", { as }),
  mails: (to) => get("mails", { to }),
  mail: (id) => get(`mails/${encodeURIComponent(id)}`),
  answerMail: (id, what, body) => post(`mails/${encodeURIComponent(id)}/${what}`, body),
  changeHabits: (habits) => post("habits", habits),
  rawMail: (id) => `/sandbox/mails/${encodeURIComponent(id)}/raw`,
  events: (as) => `/sandbox/events?as=${encodeURIComponent(as)}`,

  say: (as, channel, text, thread, files = []) =>
    post("message", { as, channel, text, thread_ts: thread ?? undefined, files: files.map(({ id }) => id) }),
  upload: (as, file) =>
    answerTo(`/sandbox/files?${new URLSearchParams({ as, name: file.name })}`, { method: "POST", body: file }),
  command: (as, channel, command, text) => post("command", { as, channel, command, text }),
  act: (as, container, action) => post("action", { as, container, ...action }),
  submit: (as, view, values) => post("submit", { as, view_id: view, values }),
  close: (as, view) => post("close", { as, view_id: view }),
  shortcut: (as, callback, message = {}) => post("shortcut", { as, callback_id: callback, ...message }),
  options: (as, source) => post("options", { as, ...source }),
  openHome: (as) => post("home/open", { as }),
  join: (as, channel, guest) => post("join", { as, channel, guest }),
  react: (as, channel, ts, name, remove) => post("reaction", { as, channel, ts, name, remove }),
  openConversation: (as, user) => post("open_im", { as, user }),
  moveClock: (change) => post("clock", change),
};
