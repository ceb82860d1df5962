/** The first screen of a chat: what the bot can do, and Start. */

import { button, make } from "./dom.js";

/**
 * Shows or hides the first screen. A link's start payload asks again even in an old chat, as in Telegram.
 * @param {HTMLElement} place
 * @param {(text: string) => Promise} say
 * @param {string|null} payload
 * @returns {(bot: object, empty: boolean) => void}
 */
export const welcome = (place, say, payload) => {
  let pending = payload !== null;
  const start = () => {
    const words = pending && payload ? `/start ${payload}` : "/start";
    pending = false;
    place.hidden = true;
    history.replaceState(null, "", location.href.replace(/&start=[^&]*/, ""));
    say(words);
  };
  const press = button("Start", { id: "start", class: "strong wide", onclick: start });
  return (bot, empty) => {
    place.hidden = !empty && !pending;
    place.classList.toggle("small", !empty);
    const title = empty ? `What can ${bot.first_name} do?` : `Open the link in ${bot.first_name}`;
    const about = empty ? make("p", { dir: "auto" }, bot.description || bot.short_description || "") : null;
    if (!place.hidden) place.replaceChildren(make("img", { src: "/page/icon.svg", alt: "", width: 72, height: 72 }), make("h2", {}, title), about ?? "", press);
  };
};
