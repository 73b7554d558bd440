import { h } from "./dom.js";

/** A person's initials on their colour. */
export function avatarOf(person, size = "") {
  const initials = person?.avatar?.initials ?? (person?.real_name ?? person?.name ?? "?").slice(0, 1);
  const look = `avatar ${size ? `avatar-${size}` : ""} ${person?.is_bot ? "avatar-bot" : ""}`;
  const picture = h("span", { class: look, "aria-hidden": "true" }, initials);
  if (person?.avatar?.colour) picture.style.setProperty("--colour", person.avatar.colour);
  return picture;
}
