/** What comes up over the chat: sheets to fill in, alerts, toasts, small menus. */

import { button, kept, make } from "./dom.js";

const TOAST = 3500;

/**
 * A sheet with a form; done is called with its fields, and the sheet closes.
 * @param {string} title
 * @param {{fields: Node[], done?: (values: FormData) => void, label?: string}} form without done there is only Close
 * @returns {HTMLDialogElement}
 */
export const sheet = (title, { fields, done, label = "Send" }) => {
  const dialog = make("dialog", { class: "sheet", "aria-label": title });
  const close = () => dialog.close();
  const sent = (event) => {
    event.preventDefault();
    done(new FormData(event.currentTarget));
    close();
  };
  const leave = button(done ? "Cancel" : "Close", { class: "plain", onclick: close });
  const confirm = done ? make("button", { type: "submit", class: "strong" }, label) : null;
  dialog.append(make("form", { onsubmit: sent }, make("h2", {}, title), fields, make("div", { class: "choices" }, leave, kept([confirm]))));
  return shown(dialog);
};

/**
 * A message that waits for OK.
 * @param {string} text
 */
export const alert = (text) => {
  const dialog = make("dialog", { class: "sheet alert", role: "alertdialog", "aria-label": "Message from the bot" });
  const ok = button("OK", { class: "strong", onclick: () => dialog.close() });
  dialog.append(make("p", { dir: "auto" }, text), make("div", { class: "choices" }, ok));
  shown(dialog);
};

/**
 * A line that goes away by itself.
 * @param {string} text
 */
export const toast = (text) => {
  const line = make("p", { class: "toast", dir: "auto" }, text);
  document.getElementById("toasts").replaceChildren(line);
  setTimeout(() => line.remove(), TOAST + text.length * 30);
};

/**
 * A small menu beside what was pressed; arrow keys move in it, Escape closes it.
 * @param {HTMLElement|{x: number, y: number}} anchor
 * @param {string} label
 * @param {HTMLElement[]} items each gets role menuitem and closes the menu
 */
export const popup = (anchor, label, items) => {
  const menu = make("div", { class: "popup", role: "menu", "aria-label": label, popover: "auto" }, items);
  const keys = [...menu.querySelectorAll("button")];
  for (const key of keys) {
    key.setAttribute("role", "menuitem");
    key.addEventListener("click", () => menu.hidePopover());
  }
  const back = document.activeElement;
  menu.addEventListener("keydown", (event) => walk(event, keys));
  menu.addEventListener("toggle", ({ newState }) => {
    if (newState !== "closed") return;
    menu.remove();
    if (document.activeElement === document.body) back?.focus({ preventScroll: true });
  });
  document.body.append(menu);
  menu.showPopover();
  place(menu, anchor);
  keys[0]?.focus();
};

/**
 * A labelled field of a sheet.
 * @param {string} label
 * @param {string} name
 * @param {Record<string, unknown>} [traits]
 * @returns {HTMLElement}
 */
export const field = (label, name, traits = {}) =>
  make("label", { class: "field" }, make("span", {}, label), make("input", { name, autocomplete: "off", dir: "auto", ...traits }));

const shown = (dialog) => {
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.showModal();
  return dialog;
};

const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

const walk = (event, keys) => {
  const step = STEPS[event.key];
  if (!step) return;
  event.preventDefault();
  keys.at((keys.indexOf(document.activeElement) + step) % keys.length).focus();
};

const place = (menu, anchor) => {
  const box = anchor instanceof Element ? anchor.getBoundingClientRect() : { left: anchor.x, right: anchor.x, top: anchor.y, bottom: anchor.y };
  const { offsetWidth: width, offsetHeight: height } = menu;
  const left = box.left + width < innerWidth - 8 ? box.left : box.right - width;
  const top = box.bottom + height < innerHeight - 8 ? box.bottom + 4 : box.top - height - 4;
  menu.style.left = `${Math.max(8, left)}px`;
  menu.style.top = `${Math.max(8, top)}px`;
};
