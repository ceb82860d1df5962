/** The foot of the chat: composer, its buttons, the bot's keyboard, and what stands there when the bot is blocked. */

import { attachments, attachMenu } from "./attach.js";
import { attempt } from "./attempts.js";
import { composer } from "./composer.js";
import { button, make } from "./dom.js";
import { replyKeyboard } from "./keyboards.js";
import { popup } from "./sheets.js";

/**
 * Builds the foot into its place.
 * @param {HTMLElement} place
 * @param {{person: number, way: object, known: object, say: Function, put: (message: object) => void,
 *   lastOf: (mine: boolean) => object|undefined, isMine: (message: object) => boolean, reload: () => Promise}} room
 */
export const foot = (place, room) => {
  const { known, say } = room;
  const picker = make("input", { type: "file", id: "file", class: "unseen", tabindex: -1, "aria-label": "File to send", multiple: true });
  const deeds = attachments(room.way, { person: room.person, me: () => known.me, picker });
  const buttons = toolButtons(room, deeds);
  const writing = make("div", { id: "writing" });
  const keys = make("div", { id: "keyboard", role: "group", "aria-label": "Bot's keyboard", hidden: true });
  const free = button("Unblock bot", { id: "unblock", class: "strong wide", hidden: true, onclick: () => attempt(room.way.block(false).then(room.reload)) });
  place.append(writing, keys, free, picker);
  const write = composer(writing, composing(room, deeds), buttons);
  const setKeys = replyKeyboard(keys, buttons.toggle, { say, contact: deeds.ownContact, location: deeds.location, users: deeds.users });
  let asked = "null";

  return {
    ...write,
    parcel: deeds.parcel,
    /** The reply keyboard in force; a forced reply that is new asks for it at once. */
    keyboard(markup) {
      known.keyboard = markup ?? null;
      setKeys(markup);
      write.hint(markup?.input_field_placeholder);
      const asker = room.lastOf(false);
      const fresh = JSON.stringify(markup ?? null) !== asked;
      asked = JSON.stringify(markup ?? null);
      if (markup?.force_reply && fresh && asker) write.reply(asker);
    },
    blocked(yes) {
      writing.hidden = yes;
      free.hidden = !yes;
      if (yes) keys.hidden = true;
    },
  };
};

const toolButtons = ({ known, say }, deeds) => {
  const requestId = () => known.keyboard?.keyboard?.flat().find((key) => key.request_users)?.request_users.request_id ?? 1;
  const entry = ({ command, description }) =>
    make("button", { type: "button", class: "item command", onclick: () => say(`/${command}`) }, make("b", {}, `/${command}`), make("span", {}, description));
  const commands = ({ currentTarget }) => popup(currentTarget, "Commands", (known.bot.commands ?? []).map(entry));
  const attach = ({ currentTarget }) => attachMenu(currentTarget, deeds, requestId);
  return {
    menu: button("Commands", { icon: "menu", id: "menu", class: "round", "aria-haspopup": "menu", onclick: commands }),
    attach: button("Attach", { icon: "attach", id: "attach", class: "round", "aria-haspopup": "menu", onclick: attach }),
    toggle: button("Bot's keyboard", { icon: "keyboard", id: "keyboard-toggle", class: "round", hidden: true, "aria-controls": "keyboard" }),
  };
};

const composing = (room, deeds) => ({
  commands: () => room.known.bot.commands ?? [],
  send: room.say,
  edit: (id, text) => attempt(room.way.edit(id, text).then(room.put)),
  parcel: deeds.parcel,
  last: () => room.lastOf(true),
  inline: {
    username: () => room.known.bot.username,
    async ask(query, offset) {
      let noted = null;
      await attempt(room.way.ask(query, offset).then((answer) => (noted = answer)));
      return noted;
    },
    choose: room.choose,
  },
  who: (message) => (room.isMine(message) ? "yourself" : room.known.bot.first_name),
});
