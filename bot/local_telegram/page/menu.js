/** What can be done with one message, and the gestures that ask for it. */

import { make } from "./dom.js";
import { gist } from "./bubbles.js";
import { item } from "./head.js";
import { popup } from "./sheets.js";

const REACTIONS = ["👍", "❤", "🔥", "🎉", "🤔", "👎"];
const LONG = 450;
const STEPS = { ArrowUp: "previousElementSibling", ArrowDown: "nextElementSibling" };

/** Whether an own message can be edited: words can, but not those that a bot put in one's mouth. @param {object} message @returns {boolean} */
export const editable = (message) => Boolean(message.text) && !message.via_bot;

/**
 * The menu of a message.
 * @param {object} message
 * @param {HTMLElement|{x: number, y: number}} anchor
 * @param {{mine: boolean, react: (emoji: string) => void, reply: () => void, edit: () => void, copy: (text: string) => void}} deeds
 */
export const messageMenu = (message, anchor, deeds) => {
  const reaction = (emoji) => make("button", { type: "button", class: "react", "aria-label": `React ${emoji}`, onclick: () => deeds.react(emoji) }, emoji);
  const items = [item("reply", "Reply", deeds.reply), item("copy", "Copy text", () => deeds.copy(message.text ?? message.caption ?? gist(message)))];
  if (deeds.mine && editable(message)) items.splice(1, 0, item("edit", "Edit", deeds.edit));
  popup(anchor, "Message", deeds.mine ? items : [make("div", { class: "reacts" }, REACTIONS.map(reaction)), ...items]);
};

/**
 * Gestures on the log: right click, long press, double click on an own message, arrow keys between messages.
 * @param {HTMLElement} log
 * @param {{messageOf: (row: Element) => object|undefined, menu: (message: object, anchor: object) => void,
 *   edit: (message: object) => void, mine: (message: object) => boolean}} deeds
 */
export const onMessages = (log, deeds) => {
  const found = (event) => {
    const element = event.target.closest?.(".row");
    return element && { element, message: deeds.messageOf(element) };
  };
  const open = (event) => {
    const hit = found(event);
    if (!hit || event.target.closest("a, button, audio, video")) return;
    event.preventDefault();
    deeds.menu(hit.message, { x: event.clientX, y: event.clientY });
  };
  log.addEventListener("contextmenu", (event) => String(getSelection()) === "" && open(event));
  log.addEventListener("dblclick", (event) => {
    const hit = found(event);
    if (hit && deeds.mine(hit.message) && editable(hit.message)) deeds.edit(hit.message);
  });
  log.addEventListener("keydown", (event) => {
    const hit = event.target.matches(".row") && found(event);
    if (!hit) return;
    const step = STEPS[event.key];
    if (step) hit.element[step]?.focus();
    else if (event.key === "Enter") deeds.menu(hit.message, hit.element.querySelector(".bubble"));
    if (step || event.key === "Enter") event.preventDefault();
  });
  onLongPress(log, open);
};

/**
 * Files dropped on the chat.
 * @param {HTMLElement} stage
 * @param {(file: File) => void} parcel
 */
export const onDrop = (stage, parcel) => {
  stage.addEventListener("dragover", (event) => event.preventDefault());
  stage.addEventListener("drop", (event) => {
    event.preventDefault();
    for (const file of event.dataTransfer.files) parcel(file);
  });
};

// iOS sends no contextmenu for a long press; where it comes, it comes later than this and finds the menu open.
const onLongPress = (log, open) => {
  let timer;
  const stop = () => clearTimeout(timer);
  log.addEventListener("touchstart", (event) => {
    stop();
    if (event.touches.length > 1) return;
    const { target, touches: [{ clientX, clientY }] } = event;
    timer = setTimeout(() => open({ target, clientX, clientY, preventDefault() {} }), LONG);
  }, { passive: true });
  for (const kind of ["touchend", "touchmove", "touchcancel"]) log.addEventListener(kind, stop, { passive: true });
};
