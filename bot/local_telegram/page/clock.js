/** The bar with the coach's time, and the buttons that move it on. */

import { button, icon, make } from "./dom.js";
import { distance, full, short } from "./times.js";

const MOVES = [
  ["hour", "+1 hour"],
  ["morning", "Next morning"],
  ["day", "+1 day"],
  ["week", "+1 week"],
];
const TICK = 5000;
const NOTABLE = 60_000;

/**
 * The bar. Between two messages from the server the time goes on by itself.
 * @param {HTMLElement} place
 * @param {{move: (name: string) => Promise, moveTo: (moment: string) => Promise}} deeds
 */
export const clockBar = (place, deeds) => {
  const time = make("time", {});
  const ahead = make("small", {});
  const buttons = make("div", { class: "moves", role: "group", "aria-label": "Move the coach's clock" });
  place.append(make("div", { class: "time" }, icon("clock"), make("span", {}, make("span", { class: "unseen" }, "The coach's time: "), time, ahead)), buttons);
  let told = Date.now();
  let toldAt = performance.now();
  const now = () => new Date(told + performance.now() - toldAt);

  const show = () => {
    const away = now().getTime() - Date.now();
    time.textContent = short(now());
    time.dateTime = now().toISOString();
    time.title = full(now());
    ahead.textContent = Math.abs(away) > NOTABLE ? distance(away) : "now";
  };
  const press = (deed) => async () => {
    place.setAttribute("aria-busy", "true");
    await deed();
    place.removeAttribute("aria-busy");
  };
  const mover = ([name, label]) => button(label, { class: "chip", "data-move": name, onclick: press(() => deeds.move(name)) });
  const landmark = ({ label, moment }) =>
    button(capital(label), { class: "chip landmark", "data-landmark": label, title: full(new Date(moment)), onclick: press(() => deeds.moveTo(moment)) });
  setInterval(show, TICK);

  return {
    now,
    set(iso) {
      told = Date.parse(iso);
      toldAt = performance.now();
      show();
    },
    landmarks(list) {
      const held = place.contains(document.activeElement) ? document.activeElement.textContent : null;
      const ahead = list.filter(({ moment }) => Date.parse(moment) > now().getTime());
      buttons.replaceChildren(...ahead.map(landmark), ...MOVES.map(mover));
      if (held) [...buttons.children].find((key) => key.textContent === held)?.focus();
    },
  };
};

const capital = (label) => label.charAt(0).toUpperCase() + label.slice(1);
