/** A message as a row of the log: its bubble, its buttons below, its reactions. It knows no network. */

import { inlineKeyboard } from "./keyboards.js";
import { button, icon, kept, make } from "./dom.js";
import { media } from "./media.js";
import { onlyEmoji, woven } from "./text.js";
import { full, hour, moment } from "./times.js";

/**
 * Draws one message.
 * @param {object} message as the Bot API gives it
 * @param {string[]} reactions
 * @param {{botId: number, hands: object}} view hands: command, copy, visit, tap, fill, jump, menu
 * @returns {HTMLElement}
 */
export const row = (message, reactions, view) => {
  const mine = message.from?.id !== view.botId;
  const traits = {
    class: "row",
    tabindex: -1,
    "data-message-id": message.message_id,
    "data-from": mine ? "me" : "bot",
  };
  if (message.pinned_message) return make("div", traits, notice("A message was pinned"));
  return make(
    "div",
    traits,
    make("span", { class: "unseen" }, mine ? "You said: " : `${message.from?.first_name ?? "Bot"} said: `),
    make("div", { class: "stack" }, bubble(message, reactions, view), inlineKeyboard(message, view.hands)),
    button("Reply, copy, react", { icon: "more", class: "round act", tabindex: -1, onclick: opener(message, view) }),
  );
};

/**
 * What a message says in one line, for quotes and notices.
 * @param {object} message
 * @returns {string}
 */
export const gist = (message) => {
  const words = message.text ?? message.caption;
  if (words) return words.replace(/\s+/g, " ").slice(0, 140);
  const kind = KINDS.find(([name]) => message[name]);
  return message.sticker?.emoji ?? message.document?.file_name ?? kind?.[1] ?? "Message";
};

const KINDS = [
  ["photo", "Picture"],
  ["voice", "Voice note"],
  ["audio", "Audio"],
  ["video", "Video"],
  ["contact", "Contact"],
  ["location", "Location"],
  ["venue", "Place"],
  ["users_shared", "People"],
  ["poll", "Poll"],
];

const opener = (message, view) => ({ currentTarget }) => view.hands.menu(message, currentTarget);

const notice = (words) => make("span", { class: "pill" }, words);

const bubble = (message, reactions, view) => {
  const large = message.sticker || (message.text && !message.entities?.length && onlyEmoji(message.text));
  const parts = kept([via(message), origin(message), quoted(message, view), ...media(message), words(message, view)]);
  const shown = parts.length > 0 ? parts : [make("p", { class: "text faint" }, "This kind of message is not shown here.")];
  shown.at(-1).append(meta(message));
  const classes = `bubble${large ? " large" : ""}${message.photo ? " pictured" : ""}`;
  return make("div", { class: classes }, shown, chips(reactions));
};

const via = ({ via_bot: bot }) => bot && make("div", { class: "origin" }, `via @${bot.username}`);

const origin = ({ forward_origin: from }) => {
  if (!from) return null;
  const user = from.sender_user;
  const name = user ? [user.first_name, user.last_name].filter(Boolean).join(" ") : (from.sender_user_name ?? from.chat?.title);
  return make("div", { class: "origin" }, icon("forward"), make("span", { dir: "auto" }, `Forwarded from ${name ?? "someone"}`));
};

const quoted = ({ reply_to_message: first, quote }, view) => {
  if (!first) return null;
  const who = first.from?.id === view.botId ? first.from.first_name : "You";
  const jump = () => view.hands.jump(first.message_id);
  const text = quote?.text ?? gist(first);
  return make("button", { type: "button", class: "quoted", onclick: jump }, make("b", {}, who), make("span", { dir: "auto" }, text));
};

const words = (message, view) => {
  const text = message.text ?? message.caption;
  if (!text) return message.sticker ? make("p", { class: "text" }, message.sticker.emoji) : null;
  const nodes = woven(text, message.entities ?? message.caption_entities, view.hands);
  return make("div", { class: "text", dir: "auto" }, nodes);
};

const meta = (message) => {
  const date = moment(message.date);
  const edited = message.edit_date ? make("span", { title: full(moment(message.edit_date)) }, "edited ") : null;
  const time = make("time", { datetime: date.toISOString(), title: full(date) }, hour(date));
  return make("span", { class: "meta", dir: "ltr" }, edited, time);
};

const chips = (reactions) =>
  reactions.length > 0
    ? make("div", { class: "reactions", "aria-label": "Reactions" }, reactions.map((emoji) => make("span", {}, emoji)))
    : null;
