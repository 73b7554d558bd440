import { h } from "./dom.js";
import { icon } from "./icons.js";
import { plainText } from "./mrkdwn.js";

/** Pictures from elsewhere are named, not fetched: the sandbox talks to nobody outside this machine. */
export function drawImage({ image_url: address = "", alt_text: alt = "" }) {
  const target = new URL(address || "about:blank", location.href);
  const local = target.origin === location.origin || target.protocol === "data:";
  if (local) return h("img", { class: "picture", src: address, alt, loading: "lazy" });
  return h(
    "span",
    { class: "picture-away", role: "img", "aria-label": alt, title: address },
    icon("eye"),
    h("bdi", {}, alt),
  );
}

export function drawImageBlock(block) {
  const title = block.title && h("figcaption", { dir: "auto" }, plainText(block.title));
  return h("figure", { class: "image-block" }, title, drawImage(block));
}

export function drawVideo(block, { reader }) {
  const title = h("strong", { dir: "auto" }, plainText(block.title));
  return h("div", { class: "video" }, title, h("div", { class: "hint" }, reader.t("videoNotShown")));
}
