/** Making elements. Text always goes in as text; nothing here parses markup. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * An element with attributes (functions become listeners: {onclick: f}) and children.
 * @param {string} tag
 * @param {Record<string, unknown>} [traits] null, undefined and false leave the attribute out
 * @param {...(Node|string|null|undefined|false|Array)} children
 * @returns {HTMLElement}
 */
export const make = (tag, traits = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(traits)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...kept(children));
  return element;
};

/**
 * Those children that are there, flattened.
 * @param {Array} children
 * @returns {Array<Node|string>}
 */
export const kept = (children) =>
  children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);

/**
 * A labelled button; with an icon its label is for the ear and the tooltip.
 * @param {string} label
 * @param {Record<string, unknown>} traits may carry {icon: name}
 * @returns {HTMLButtonElement}
 */
export const button = (label, { icon: picture, ...traits }) =>
  picture
    ? make("button", { type: "button", "aria-label": label, title: label, ...traits }, icon(picture))
    : make("button", { type: "button", ...traits }, label);

/**
 * A line drawing of 24 by 24 from ICONS.
 * @param {keyof ICONS} name
 * @returns {SVGSVGElement}
 */
export const icon = (name) => {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
};

const ICONS = {
  send: "M4 12 20 4l-5 16-4-7z M11 13l4-4",
  attach: "M19 11.5 12 18.5a4.6 4.6 0 0 1-6.5-6.5l7.5-7.5a3 3 0 0 1 4.3 4.3L9.8 16.2a1.5 1.5 0 0 1-2.1-2.1L14.500 7.400",
  menu: "M5 7h14 M5 12h14 M5 17h9",
  more: "M12 5.500v.010 M12 12v.010 M12 18.500v.010",
  people: "M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7z M2.500 20c.500-4 3-6 6.500-6s6 2 6.500 6 M16 4.300a3.500 3.500 0 0 1 0 6.400 M18 14.500c2 .800 3.200 2.700 3.500 5.500",
  down: "M6 10l6 6 6-6",
  smile: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z M8.500 14.500c1.800 2 5.200 2 7 0 M9 9.500v.010 M15 9.500v.010",
  reply: "M10 6 4 12l6 6 M4 12h10c4 0 6 2 6 6",
  edit: "M5 19l1-4L16 5l3 3L9 18z M14 7l3 3",
  copy: "M9 9h10v11H9z M15 9V4H5v11h4",
  close: "M6 6l12 12 M18 6 6 18",
  file: "M7 3h7l5 5v13H7z M14 3v5h5",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8z M4.500 20.500c.600-4.300 3.500-6.500 7.500-6.500s6.900 2.200 7.500 6.500",
  pin: "M12 21c5-5.500 7-8.600 7-11.500a7 7 0 0 0-14 0c0 2.900 2 6 7 11.500z M12 12a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z",
  voice: "M12 14.500a3 3 0 0 0 3-3V6a3 3 0 0 0-6 0v5.500a3 3 0 0 0 3 3z M5.500 11.500a6.500 6.500 0 0 0 13 0 M12 18v3",
  forward: "M14 6l6 6-6 6 M20 12H10c-4 0-6 2-6 6",
  keyboard: "M3 6.500h18v11H3z M7 10.500v.010 M11 10.500v.010 M15 10.500v.010 M8 14h8",
  link: "M8 16 17 7 M10 7h7v7",
  share: "M12 15V4 M8 8l4-4 4 4 M5 13v7h14v-7",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z M12 7v5l3.500 2",
  block: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z M5.800 5.800l12.400 12.400",
  columns: "M4 5h7v14H4z M13 5h7v14h-7z",
  download: "M12 4v11 M8 11l4 4 4-4 M5 20h14",
  about: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z M12 11v6 M12 7.500v.010",
};
