import { fill, h, patchList, whenChanged } from "./dom.js";
import { icon } from "./icons.js";
import { drawHabits, habitOf, isUnusual } from "./habits.js";
import { createLetter } from "./letter.js";
import { formatRoute } from "./route.js";

/** Everybody's mail on this machine: whose, which, and one letter as its reader sees it. */
export function createMailbox(session) {
  const ownerList = h("ul", { class: "owners" });
  const letters = h("ul", { class: "letters" });
  const none = h("p", { class: "empty" });
  const habit = h("div", { class: "mail-habits" });
  const letter = createLetter(session);
  const columns = {
    owners: h("nav", { class: "mail-owners" }, h("h2"), ownerList),
    letters: h("section", { class: "mail-letters" }, h("header", { class: "mail-head" }), habit, letters, none),
  };
  const node = h("section", { class: "mailbox" }, columns.owners, columns.letters, letter.node);

  const redrawHabits = whenChanged(
    ({ reader, route, habits }) => [route.owner, habitOf(habits, route.owner), reader.signature],
    ({ reader, route, habits }) =>
      fill(habit, route.owner && drawHabits(session, route.owner, habits, reader)),
  );

  function draw(state) {
    const { reader, route, mails, habits } = state;
    const owners = ownersOf(mails ?? [], habits, reader, route);
    const shown = (mails ?? []).filter((mail) => !route.owner || goesTo(mail, route.owner));
    node.dataset.depth = route.mail ? "letter" : "letters";
    columns.owners.setAttribute("aria-label", reader.t("mailbox"));
    columns.owners.firstChild.textContent = reader.t("mailbox");
    patchList(ownerList, owners, JSON.stringify, (owner) => drawOwner(owner, route));
    fill(columns.letters.firstChild, drawOwnerChoice(session, owners));
    habit.hidden = !route.owner;
    redrawHabits(state);
    patchList(
      letters,
      shown,
      (mail) => JSON.stringify([mail, route, reader.signature]),
      (mail) => drawLine(mail, route, reader),
    );
    none.hidden = !mails || shown.length > 0;
    none.textContent = reader.t("noMail");
    letter.draw(state);
  }

  return { node, draw };
}

function addressesOf({ to }) {
  const all = Array.isArray(to) ? to : String(to).split(",");
  return all.map((one) => addressIn(typeof one === "string" ? one : one.email));
}

/** `"Anna Berg" <anna@example.org>` → anna@example.org */
function addressIn(written) {
  return (/<([^>]+)>/.exec(written)?.[1] ?? written).trim().toLowerCase();
}

function goesTo(mail, owner) {
  return addressesOf(mail).includes(owner.toLowerCase());
}

/** Everybody who could get mail, those who did first. */
function ownersOf(mails, habits, reader, route) {
  const { people, people_without_slack: outside = [] } = reader.workspace;
  const known = [
    ...people
      .filter(({ is_bot: bot, email }) => email && !bot)
      .map(({ id, email }) => ({ name: reader.nameOf(id), email })),
    ...outside.map((one) => ({ ...one, outside: reader.t("withoutSlack") })),
  ];
  const named = new Map(known.map((one) => [one.email.toLowerCase(), one]));
  for (const address of mails.flatMap(addressesOf))
    if (!named.has(address)) named.set(address, { name: address, email: address });
  const counted = [...named.values()].map((one) => ({
    ...one,
    count: mails.filter((mail) => goesTo(mail, one.email)).length,
    detail: isUnusual(habitOf(habits, one.email))
      ? reader.t(`habit_${habitOf(habits, one.email)}`)
      : (one.outside ?? one.email),
  }));
  counted.sort((one, other) => Number(other.count > 0) - Number(one.count > 0));
  const all = { name: reader.t("everybody"), email: null, count: mails.length };
  return [all, ...counted].map((one) => ({
    ...one,
    here: (route.owner ?? null) === (one.email?.toLowerCase() ?? null),
  }));
}

const ownerRoute = (route, email) => ({ as: route.as, page: "mail", owner: email?.toLowerCase() ?? null });

function drawOwner({ name, email, detail, count, here }, route) {
  const words = h(
    "span",
    { class: "menu-words" },
    h("bdi", {}, name),
    h("span", { class: "menu-detail" }, detail),
  );
  const attributes = {
    class: `place ${count ? "" : "place-away"}`,
    href: formatRoute(ownerRoute(route, email)),
  };
  return h(
    "li",
    {},
    h(
      "a",
      { ...attributes, "aria-current": here ? "page" : null },
      words,
      count > 0 && h("span", { class: "count-plain" }, String(count)),
    ),
  );
}

/** On a narrow page the owners are a plain choice. */
function drawOwnerChoice(session, owners) {
  const { t } = session.store.state.reader;
  const options = owners.map(({ name, email, count, here }) =>
    h("option", { value: email ?? "", selected: here }, count ? `${name} (${count})` : name),
  );
  const choose = (event) =>
    session.go({ page: "mail", owner: event.target.value.toLowerCase() || null, mail: null });
  return h("select", { class: "field owner-choice", "aria-label": t("mailbox"), onchange: choose }, options);
}

function drawLine(mail, route, reader) {
  const { times, t } = reader;
  const here = route.mail === String(mail.id);
  const href = formatRoute({ ...ownerRoute(route, route.owner), mail: String(mail.id) });
  const when = Date.parse(mail.date);
  return h(
    "li",
    {},
    h(
      "a",
      {
        class: `letter-line ${mail.read ? "" : "letter-unread"}`,
        href,
        "aria-current": here ? "true" : null,
      },
      h(
        "span",
        { class: "letter-top" },
        h(
          "bdi",
          { class: "letter-who" },
          t("mailTo", {
            who: addressesOf(mail)
              .map((to) => nameOfAddress(to, reader))
              .join(", "),
          }),
        ),
        h("time", { title: times.full(when) }, times.stamp(when)),
      ),
      h("bdi", { class: "letter-subject", dir: "auto" }, mail.has_calendar && icon("calendar"), mail.subject),
    ),
  );
}

/** The person behind an address, as the workspace knows them. */
export function nameOfAddress(address, reader) {
  const { people, people_without_slack: outside = [] } = reader.workspace;
  const person = [...people, ...outside].find(({ email }) => email?.toLowerCase() === address.toLowerCase());
  return person ? (person.real_name ?? person.name) : address;
}
