/** The head of the chat: who the bot is, who one is, and what can be done with the chat as a whole. */

import { button, icon, make } from "./dom.js";
import { nameOf, offered } from "./people.js";
import { popup, sheet } from "./sheets.js";

/**
 * Builds the head into its place.
 * @param {HTMLElement} place
 * @param {{person: number, block: (yes: boolean) => void}} chat
 */
export const head = (place, chat) => {
  const name = make("h1", {});
  const line = make("p", {});
  let bot = {};
  let status = null;
  let blocked = false;
  const about = button("", { class: "who", "aria-label": "About this bot", onclick: () => introduce(bot) });
  about.replaceChildren(make("img", { src: "/page/icon.svg", alt: "", width: 42, height: 42 }), make("span", {}, name, line));
  const people = button("", { id: "people", class: "switch", "aria-haspopup": "menu", onclick: () => switcher(people, chat.person) });
  const more = button("More", { icon: "more", id: "more", class: "round", "aria-haspopup": "menu", onclick: () => open() });
  const open = () => popup(more, "This chat", [
    item("about", "About this bot", () => introduce(bot)),
    blocked ? item("block", "Unblock bot", () => chat.block(false)) : item("block", "Stop and block bot", () => chat.block(true)),
  ]);
  const show = () => {
    name.textContent = bot.first_name ?? "";
    line.textContent = status ?? bot.short_description ?? "bot";
    line.classList.toggle("busy", status !== null);
  };
  place.append(about, people, more);
  return {
    set(state) {
      ({ bot, blocked } = state);
      people.replaceChildren(icon("people"), make("span", { dir: "auto" }, state.me.first_name));
      people.setAttribute("aria-label", `You are ${state.me.first_name}. Be someone else`);
      document.title = chat.person === 1 ? bot.first_name : `${bot.first_name}, ${state.me.first_name}`;
      show();
    },
    /** A word in place of the short description; null takes it back. */
    status(words) {
      status = words;
      show();
    },
  };
};

/**
 * An entry of a menu.
 * @param {string} picture
 * @param {string} label
 * @param {() => void} press
 * @returns {HTMLElement}
 */
export const item = (picture, label, press) => make("button", { type: "button", class: "item", onclick: press }, icon(picture), label);

const introduce = (bot) =>
  sheet(bot.first_name, { fields: [make("p", { class: "faint" }, `@${bot.username}`), make("p", { dir: "auto" }, bot.description || bot.short_description || "")] });

const go = (people) => () => window.top.location.assign(`/?as=${people}`);

const switcher = (anchor, current) => {
  const others = offered(current).filter((person) => person !== current);
  popup(anchor, "People", [
    ...others.map((person) => item("person", nameOf(person), go(person))),
    item("columns", "Side by side", go([...new Set([1, current === 1 ? 2 : current])].join(","))),
  ]);
};
