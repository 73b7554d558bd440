const SHAPES = {
  back: "M15 5l-7 7 7 7",
  bell: "M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15zM10 20.5h4",
  bolt: "M13 3L5 13.5h6L10 21l9-11h-6.5z",
  calendar: "M4 6h16v14H4zM4 10h16M8 3.5v4M16 3.5v4",
  check: "M5 12.5l4.5 4.5L19 7.5",
  clip: "M8 12.500l5.500-5.500a3 3 0 0 1 4.300 4.300L10.500 18.500a4.800 4.800 0 0 1-6.800-6.800L11 4.500",
  clock: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.5V12l3 2",
  close: "M6 6l12 12M18 6L6 18",
  download: "M12 4v11M7.5 11l4.5 4.5 4.5-4.5M5 20h14",
  down: "M6 9.5l6 6 6-6",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z",
  hash: "M9.5 4L7.5 20M16.5 4l-2 16M4.5 9h16M3.5 15h16",
  home: "M4 11.5L12 4.5l8 7M6.5 10v9.5h11V10",
  link: "M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-5.7-5.7l-1 1M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 5.7 5.7l1-1",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  mail: "M3.5 6h17v12.5h-17zM3.5 7l8.5 6.5L20.5 7",
  menu: "M4 7h16M4 12h16M4 17h16",
  more: "M5.5 12h.01M12 12h.01M18.5 12h.01",
  person: "M12 4.5a3.7 3.7 0 1 0 0 7.400 3.7 3.7 0 0 0 0-7.400zM4.5 20c.8-4 3.7-5.7 7.5-5.7s6.7 1.7 7.5 5.7",
  place:
    "M12 21s6.5-6 6.5-11a6.5 6.5 0 0 0-13 0c0 5 6.5 11 6.5 11zM12 7.800a2.300 2.300 0 1 0 0 4.600 2.300 2.300 0 0 0 0-4.600z",
  plus: "M12 5v14M5 12h14",
  question: "M7.5 8.5a4.5 4.5 0 1 1 6.500 4c-1.400.7-2 1.500-2 3M12 20v.01",
  send: "M4 12l16-7.5-5 15.5-3.5-6.5zM11.5 13.5L20 4.5",
  thread: "M4 5h16v11H10l-4 4v-4H4z",
  warning: "M12 4.5l9 15.5H3zM12 10v4.5M12 17.200v.01",
  world: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM3.5 12h17M12 3.5c5 5 5 12 0 17-5-5-5-12 0-17z",
};

const SVG = "http://www.w3.org/2000/svg";

/** A line drawing for beside a label; it says nothing to a screen reader. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", SHAPES[name]);
  svg.append(path);
  return svg;
}
