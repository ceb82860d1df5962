/** The two keyboards: buttons under a message, and buttons in place of typing. They decide nothing about answers. */

import { icon, make } from "./dom.js";
import { openable } from "./text.js";

const PATIENCE = 20_000;

/**
 * The buttons under a message, or null when there are none.
 * @param {object} message
 * @param {object} hands
 * @returns {HTMLElement|null}
 */
export const inlineKeyboard = (message, hands) => {
  const rows = message.reply_markup?.inline_keyboard ?? [];
  if (rows.length === 0) return null;
  return make("div", { class: "inline-keyboard" }, rows.map((row) =>
    make("div", { class: "keys" }, row.map((key) => inlineButton(key, message, hands)))));
};

/**
 * Turns until told otherwise; gives up by itself, because an answer may never come.
 * @param {HTMLElement} key
 * @returns {() => void} ends it
 */
export const spin = (key) => {
  key.setAttribute("aria-busy", "true");
  const end = () => key.removeAttribute("aria-busy");
  const limit = setTimeout(end, PATIENCE);
  return () => {
    clearTimeout(limit);
    end();
  };
};

const inlineButton = (key, message, hands) => {
  const { hint, sign, press } = deed(key, message, hands);
  const traits = { type: "button", class: "inline", dir: "auto", title: hint, disabled: !press, onclick: press };
  return make("button", traits, key.text, sign ? icon(sign) : null);
};

const deed = (key, message, hands) => {
  if (key.callback_data !== undefined) {
    return { press: ({ currentTarget }) => hands.tap(message, key.callback_data, currentTarget) };
  }
  const address = openable(key.url ?? key.web_app?.url ?? key.login_url?.url ?? "");
  if (key.url ?? key.web_app ?? key.login_url) {
    return { hint: address, sign: "link", press: address && (() => hands.open(address)) };
  }
  if (key.copy_text) return { hint: "Copies the text", sign: "copy", press: () => hands.copy(key.copy_text.text) };
  if (key.switch_inline_query_current_chat !== undefined) {
    return { sign: "share", press: () => hands.mention(key.switch_inline_query_current_chat) };
  }
  const query = key.switch_inline_query ?? (key.switch_inline_query_chosen_chat && (key.switch_inline_query_chosen_chat.query ?? ""));
  if (query !== undefined) return { hint: "In Telegram, in a chat you choose", sign: "share", press: () => hands.mention(query) };
  return { hint: "This button does nothing here" };
};

/**
 * Shows the reply keyboard in force below the composer.
 * @param {HTMLElement} place
 * @param {HTMLButtonElement} toggle shows and hides it
 * @param {{say: (text: string) => void, contact: () => void, location: () => void, users: (request: object) => void}} deeds
 */
export const replyKeyboard = (place, toggle, deeds) => {
  let shownFor = "";
  const open = (yes) => {
    place.hidden = !yes;
    toggle.setAttribute("aria-expanded", String(yes));
  };
  toggle.addEventListener("click", () => open(place.hidden));
  return (markup) => {
    const now = JSON.stringify(markup ?? null);
    if (now === shownFor) return;
    shownFor = now;
    const rows = markup?.keyboard ?? [];
    toggle.hidden = rows.length === 0;
    place.classList.toggle("tall", !markup?.resize_keyboard);
    const after = () => markup.one_time_keyboard && open(false);
    place.replaceChildren(...rows.map((row) =>
      make("div", { class: "keys" }, row.map((key) => replyButton(key, deeds, after)))));
    open(rows.length > 0);
  };
};

const replyButton = (key, deeds, after) => {
  const { text, sign, press } = wish(typeof key === "string" ? { text: key } : key, deeds);
  const act = () => {
    press();
    after();
  };
  return make("button", { type: "button", class: "reply", dir: "auto", onclick: act }, text, sign ? icon(sign) : null);
};

const wish = (key, deeds) => {
  const { text } = key;
  if (key.request_contact) return { text, sign: "person", press: deeds.contact };
  if (key.request_location) return { text, sign: "pin", press: deeds.location };
  const users = key.request_users ?? key.request_user;
  if (users) return { text, sign: "people", press: () => deeds.users(users) };
  return { text, press: () => deeds.say(text) };
};
