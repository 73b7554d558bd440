const GAP = 4;
const MARGIN = 8;

/** Shows a popover beside its anchor and keeps it there while anything behind it scrolls. */
export function showBeside(popup, anchor, { above = false, alignEnd = false } = {}) {
  const settle = () => place(popup, anchor, above, alignEnd);
  popup.showPopover();
  settle();
  addEventListener("scroll", settle, { capture: true, passive: true });
  addEventListener("resize", settle);
  popup.addEventListener("toggle", function closed(event) {
    if (event.newState !== "closed") return;
    removeEventListener("scroll", settle, { capture: true });
    removeEventListener("resize", settle);
    popup.removeEventListener("toggle", closed);
  });
}

function place(popup, anchor, above, alignEnd) {
  const by = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = popup;
  const fitsBelow = by.bottom + GAP + height <= innerHeight - MARGIN;
  const fitsAbove = by.top - GAP - height >= MARGIN;
  const onTop = above ? fitsAbove || !fitsBelow : !fitsBelow && fitsAbove;
  const left = alignEnd ? by.right - width : by.left;
  popup.style.left = `${Math.max(MARGIN, Math.min(left, innerWidth - width - MARGIN))}px`;
  popup.style.top = `${Math.max(MARGIN, onTop ? by.top - GAP - height : by.bottom + GAP)}px`;
}

/** Popovers under a modal dialog must live inside it, or they cannot be reached. */
export function hostOf(anchor) {
  return anchor.closest("dialog") ?? document.body;
}

/** The place that an arrow, Home or End key moves to in a list of `count`; null for other keys. */
export function placeAfter(key, place, count) {
  if (key === "ArrowDown") return (place + 1) % count;
  if (key === "ArrowUp") return (place - 1 + count) % count;
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  return null;
}
