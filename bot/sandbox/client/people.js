import { avatarOf } from "./avatar.js";
import { fill, h, whenChanged } from "./dom.js";
import { menuButton } from "./menu.js";

const LANGUAGES = { sv: "Svenska", en: "English" };

/** Who acts: everybody in the demo can be anybody. */
export function createPersonSwitch(session) {
  const node = h("div", { class: "switch" });

  const draw = whenChanged(
    ({ reader }) => reader.signature,
    ({ reader }) => {
      const { t, me } = reader;
      const label = `${t("actingAs")} ${reader.nameOf(me.id)}. ${t("switchPerson")}`;
      const words = h(
        "span",
        { class: "switch-words" },
        h("span", { class: "hint" }, t("actingAs")),
        h("bdi", {}, reader.nameOf(me.id)),
      );
      const button = menuButton(
        { class: "switch-button", "aria-label": label, title: label },
        [avatarOf(me), words],
        () => ({
          label: t("switchPerson"),
          alignEnd: true,
          items: [{ heading: t("switchPerson") }, ...peopleItems(session)],
        }),
      );
      fill(node, button);
    },
  );

  return { node, draw };
}

function peopleItems(session) {
  const { reader } = session.store.state;
  const people = reader.workspace.people.filter((person) => !person.is_bot && !person.deactivated);
  return people.map((person) => ({
    label: reader.nameOf(person.id),
    detail: [person.title, person.locale, person.tz].filter(Boolean).join(" · "),
    picture: avatarOf(person),
    checked: person.id === reader.me.id,
    onChoose: () => becomes(session, person.id),
  }));
}

/** The same place for somebody else, where they have one: a direct message is between two, a mailbox has one owner. */
function becomes(session, as) {
  const { route, reader } = session.store.state;
  const own = reader.person(as).email?.toLowerCase() ?? null;
  if (route.page === "mail") session.go({ as, owner: own, mail: null });
  else if (reader.channel(route.channel)) session.go({ as });
  else session.go({ as, page: route.page, channel: null, thread: null });
}

export function createLanguageSwitch(session) {
  const node = h("div", { class: "language" });

  const draw = whenChanged(
    ({ reader, language }) => [reader.signature, language],
    ({ reader, language }) => {
      const { t } = reader;
      const choose = (value) => () => session.chooseLanguage(value);
      const own = { label: t("languageOfPerson"), checked: !language, onChoose: choose(null) };
      const named = Object.entries(LANGUAGES).map(([code, label]) => ({
        label,
        checked: language === code,
        onChoose: choose(code),
      }));
      const names = { "aria-label": `${t("language")}: ${LANGUAGES[reader.language]}`, title: t("language") };
      const button = menuButton({ class: "bar-button", ...names }, reader.language.toUpperCase(), () => ({
        label: t("language"),
        alignEnd: true,
        items: [{ heading: t("language") }, own, ...named],
      }));
      fill(node, button);
    },
  );

  return { node, draw };
}
