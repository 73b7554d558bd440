import { api } from "./api.js";
import { icon } from "./icons.js";
import { menuButton } from "./menu.js";

const USUAL = "usual";
const KINDS = [USUAL, "away", "refused", "bounced"];

/** How the mailbox of this address behaves: as usual, away, or gone in one of two ways. */
export function habitOf(habits, address) {
  const found = habits[address?.toLowerCase()];
  return found?.gone ?? (found?.away ? "away" : USUAL);
}

export function isUnusual(habit) {
  return habit !== USUAL;
}

/** Lets whoever tries the bot make a mailbox misbehave as mailboxes do. */
export function drawHabits(session, address, habits, { t, language }) {
  const now = habitOf(habits, address);
  const change = (kind) => {
    const gone = ["refused", "bounced"].includes(kind) ? kind : null;
    const away = kind === "away" ? t("awayText") : "";
    return session.attempt(() => api.changeHabits({ address, gone, away, language }));
  };
  const items = KINDS.map((kind) => ({
    label: t(`habit_${kind}`),
    detail: t(`habitDetail_${kind}`),
    checked: kind === now,
    onChoose: () => change(kind),
  }));
  const menuOf = () => ({ label: t("habits"), items: [{ heading: t("habits") }, ...items] });
  const look = isUnusual(now) ? "button habits habits-unusual" : "button habits";
  const content = [icon(isUnusual(now) ? "warning" : "mail"), t(`habit_${now}`), icon("down")];
  return menuButton({ class: look, "aria-label": `${t("habits")}: ${t(`habit_${now}`)}` }, content, menuOf);
}
