/** The list of messages: their order, days and groups, and whether the newest stays in view. */

import { make } from "./dom.js";
import { row } from "./bubbles.js";
import { day, moment, sameDay } from "./times.js";

const NEAR = 48;
const TOGETHER = 300;
const TYPING = 5500;
const MOST = 400;
const DROPPED = 100;

/**
 * The log in its scrolling frame.
 * @param {{scroll: HTMLElement, log: HTMLElement, typing: HTMLElement, newest: HTMLElement}} parts
 * @param {{botId: () => number, now: () => Date, hands: object}} view
 */
export const messageLog = (parts, view) => {
  const { scroll, log, typing, newest } = parts;
  const entries = [];
  let sticking = true;
  let unseen = 0;
  let lastTop = 0;
  let typingEnds;

  const seen = () => {
    unseen = 0;
    newest.hidden = true;
  };
  const toEnd = () => {
    sticking = true;
    seen();
    scroll.scrollTop = scroll.scrollHeight;
    lastTop = scroll.scrollTop;
  };
  const settle = () => sticking && toEnd();
  const arrived = () => {
    if (sticking) return;
    unseen += 1;
    newest.textContent = unseen === 1 ? "1 new message" : `${unseen} new messages`;
    newest.hidden = false;
  };
  const indexOf = (id) => entries.findIndex(({ message }) => message.message_id === id);
  const draw = (message, reactions) => row(message, reactions, { botId: view.botId(), hands: view.hands });
  const arrange = (index) => {
    for (const at of [index, index + 1]) if (entries[at]) group(entries, at, view.now());
  };

  const put = (message, reactions) => {
    const known = indexOf(message.message_id);
    const kept = reactions ?? entries[known]?.reactions ?? [];
    const sign = JSON.stringify([message, kept]);
    if (entries[known]?.sign === sign) return;
    const element = draw(message, kept);
    if (known >= 0) {
      replace(entries[known].element, element);
      entries[known] = { message, reactions: kept, sign, element };
      return arrange(known);
    }
    const later = entries.findLastIndex((entry) => entry.message.message_id < message.message_id) + 1;
    log.insertBefore(element, entries[later]?.element ?? null);
    entries.splice(later, 0, { message, reactions: kept, sign, element });
    arrange(later);
  };
  const remove = (id) => {
    const at = indexOf(id);
    if (at < 0) return;
    entries[at].element.remove();
    entries.splice(at, 1);
    arrange(at);
  };
  // A page left open for days stays as quick as a fresh one, which shows the newest 200.
  const dropOldest = () => {
    for (const { element } of entries.splice(0, DROPPED)) element.remove();
    arrange(0);
  };
  const rest = () => {
    clearTimeout(typingEnds);
    typing.hidden = true;
  };

  scroll.addEventListener("scroll", () => {
    // Only a person scrolls up; a keyboard or a long message that takes up room must not end the sticking.
    const near = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR;
    sticking = near || (sticking && scroll.scrollTop >= lastTop);
    lastTop = scroll.scrollTop;
    if (sticking) seen();
    else if (unseen === 0) showWayDown(newest);
  }, { passive: true });
  newest.addEventListener("click", toEnd);
  const watch = new ResizeObserver(settle);
  for (const element of [scroll, log]) watch.observe(element);

  return {
    /** Adds or redraws a message. */
    put(message, { announce = false } = {}) {
      const isNew = indexOf(message.message_id) < 0;
      if (message.from?.id === view.botId()) rest();
      put(message);
      if (isNew && announce) {
        arrived();
        entries.at(-1).element.classList.add("fresh");
      }
      if (sticking && entries.length > MOST) dropOldest();
      settle();
    },
    /** Makes the log equal to what is known; what has not changed keeps its place. */
    show(messages, reactions) {
      const ids = new Set(messages.map(({ message_id: id }) => id));
      const oldest = messages[0]?.message_id ?? Infinity;
      const gone = entries.filter(({ message: { message_id: id } }) => !ids.has(id) && id >= oldest);
      for (const { message } of messages.length > 0 ? gone : [...entries]) remove(message.message_id);
      for (const message of messages) put(message, reactions[message.message_id] ?? []);
      settle();
    },
    remove,
    react(id, emoji) {
      const entry = entries[indexOf(id)];
      if (entry) put(entry.message, emoji);
      settle();
    },
    typing() {
      rest();
      typing.hidden = false;
      typingEnds = setTimeout(rest, TYPING);
      settle();
    },
    /** The names of days change when the clock moves. */
    relabel() {
      for (const index of entries.keys()) group(entries, index, view.now());
    },
    jump(id) {
      const element = entries[indexOf(id)]?.element;
      element?.scrollIntoView({ block: "center" });
      element?.focus({ preventScroll: true });
    },
    toEnd,
    reactionsTo: (id) => entries[indexOf(id)]?.reactions ?? [],
    messages: () => entries.map(({ message }) => message),
    messageOf: (element) => entries.find((entry) => entry.element === element)?.message,
  };
};

const showWayDown = (newest) => {
  newest.textContent = "To the newest";
  newest.hidden = false;
};

const replace = (old, fresh) => {
  const held = old.contains(document.activeElement);
  old.replaceWith(fresh);
  if (held) fresh.focus({ preventScroll: true });
};

const group = (entries, at, now) => {
  const { message, element } = entries[at];
  const before = entries[at - 1];
  const date = moment(message.date);
  const newDay = !before || !sameDay(date, moment(before.message.date));
  const joined = !newDay && sameSide(before, entries[at]) && message.date - before.message.date < TOGETHER;
  element.querySelector(":scope > .day")?.remove();
  if (newDay) element.prepend(make("div", { class: "day" }, make("time", { class: "pill", datetime: date.toISOString() }, day(date, now))));
  element.classList.toggle("joined", joined);
  before?.element.classList.toggle("followed", joined);
  if (!entries[at + 1]) element.classList.remove("followed");
};

const sameSide = (one, other) => one.element.dataset.from === other.element.dataset.from;
