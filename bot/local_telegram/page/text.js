/** A message's text with its entities, as nodes. Offsets are UTF-16 units, as JavaScript's own strings count. */

import { kept, make } from "./dom.js";
import { formatted, full, moment } from "./times.js";

const BLOCKS = new Set(["blockquote", "expandable_blockquote", "pre"]);
const OPENABLE = new Set(["http:", "https:", "mailto:", "tel:", "tg:"]);
const LONG_QUOTE = 3;

/**
 * The nodes of a text.
 * @param {string} text
 * @param {Array<{type: string, offset: number, length: number}>} entities
 * @param {{command: (text: string) => void, copy: (text: string) => void, visit: (address: string) => boolean}} hands
 * visit answers true when it has taken care of the address itself
 * @returns {Array<Node|string>}
 */
export const woven = (text, entities, hands) =>
  weave(text, [...(entities ?? [])].sort(outerFirst), 0, text.length, hands);

/**
 * An address that may be opened, or null for anything else (javascript:, data: …).
 * @param {string} written
 * @returns {string|null}
 */
export const openable = (written) => {
  const address = /^[a-z][a-z0-9+.-]*:/i.test(written) ? written : `https://${written}`;
  return URL.canParse(address) && OPENABLE.has(new URL(address).protocol) ? address : null;
};

/** A message that is nothing but up to three emoji is shown large. @param {string} text @returns {boolean} */
export const onlyEmoji = (text) => {
  if (!/^[\p{Extended_Pictographic}\p{Emoji_Component}\s]+$/u.test(text) || /^[\d\s#*]+$/.test(text)) return false;
  return [...new Intl.Segmenter().segment(text.trim())].length <= 3;
};

const outerFirst = (one, other) => one.offset - other.offset || other.length - one.length;

const weave = (text, entities, from, to, hands) => {
  const nodes = [];
  const queue = [...entities];
  let at = from;
  while (queue.length > 0) {
    const entity = queue.shift();
    const start = Math.max(entity.offset, at);
    const end = Math.min(entity.offset + entity.length, to);
    if (end <= start) continue;
    const block = BLOCKS.has(entity.type);
    const before = text.slice(at, start);
    nodes.push(block ? before.replace(/\n$/, "") : before);
    const inner = queue.filter((next) => next.offset < end);
    queue.splice(0, inner.length, ...inner.flatMap((part) => overhang(part, end)));
    nodes.push(dressed(entity, text.slice(start, end), weave(text, inner, start, end, hands), hands));
    at = block && text[end] === "\n" ? end + 1 : end;
  }
  return [...nodes, text.slice(at, to)].filter((node) => node !== "");
};

const overhang = (part, end) => {
  const length = part.offset + part.length - end;
  return length > 0 ? [{ ...part, offset: end, length }] : [];
};

const SIMPLE = { bold: "b", italic: "i", underline: "u", strikethrough: "s" };

const dressed = (entity, plain, inner, hands) => {
  switch (entity.type) {
    case "bold":
    case "italic":
    case "underline":
    case "strikethrough":
      return make(SIMPLE[entity.type], {}, inner);
    case "spoiler":
      return spoiler(inner);
    case "code":
      return copyable("code", {}, plain, inner, hands);
    case "pre":
      return copyable("pre", { "data-language": entity.language }, plain, inner, hands);
    case "blockquote":
      return make("blockquote", {}, inner);
    case "expandable_blockquote":
      return expandable(plain, inner);
    case "bot_command":
      return make("button", { type: "button", class: "link", onclick: () => hands.command(plain) }, inner);
    case "date_time":
      return time(entity, inner);
    default:
      return link(destination(entity, plain), inner, hands);
  }
};

const destination = (entity, plain) => {
  switch (entity.type) {
    case "url":
      return openable(plain);
    case "text_link":
      return openable(entity.url);
    case "email":
      return `mailto:${plain}`;
    case "phone_number":
      return `tel:${plain.replace(/[^+\d]/g, "")}`;
    case "mention":
      return `https://t.me/${plain.replace(/\W/g, "")}`;
    default:
      return null;
  }
};

const link = (address, inner, hands) => {
  if (!address) return make("span", { class: "mark" }, inner);
  const open = (event) => hands.visit(address) && event.preventDefault();
  return make("a", { href: address, target: "_blank", rel: "noopener noreferrer", onclick: open }, inner);
};

const spoiler = (inner) => {
  const reveal = ({ currentTarget, type, key }) => {
    if (type === "keydown" && key !== "Enter" && key !== " ") return;
    currentTarget.classList.add("shown");
    currentTarget.removeAttribute("role");
    currentTarget.removeAttribute("aria-label");
  };
  const traits = { class: "spoiler", role: "button", tabindex: 0, "aria-label": "Hidden text, press to read" };
  return make("span", { ...traits, onclick: reveal, onkeydown: reveal }, make("span", {}, inner));
};

const copyable = (tag, traits, plain, inner, hands) => {
  const copy = ({ type, key }) => (type === "click" || key === "Enter") && hands.copy(plain);
  const hint = { tabindex: 0, role: "button", title: "Copy", "aria-label": `${plain} (press to copy)` };
  return make(tag, { ...traits, ...hint, onclick: copy, onkeydown: copy }, inner);
};

const expandable = (plain, inner) => {
  const quote = make("blockquote", { class: "folded" }, make("div", {}, inner));
  if (plain.split("\n").length <= LONG_QUOTE && plain.length < 150) {
    quote.classList.remove("folded");
    return quote;
  }
  const toggle = make("button", { type: "button", class: "link unfold", "aria-expanded": "false" }, "Show all");
  toggle.addEventListener("click", () => {
    const folded = quote.classList.toggle("folded");
    toggle.textContent = folded ? "Show all" : "Show less";
    toggle.setAttribute("aria-expanded", String(!folded));
  });
  quote.append(toggle);
  return quote;
};

const time = (entity, inner) => {
  const date = moment(entity.unix_time);
  const shown = entity.date_time_format ? formatted(date, entity.date_time_format) : inner;
  return make("time", { datetime: date.toISOString(), title: full(date) }, kept([shown]));
};
