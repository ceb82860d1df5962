/** Inline mode: what follows the bot's @name in the composer is asked of the bot, and its results are offered. */

import { icon, kept, make } from "./dom.js";

const PAUSE = 300;

/**
 * @param {{show: Function, hide: () => void, wait: () => void}} list from choices
 * @param {{username: () => string, ask: (query: string, offset: string) => Promise<{inline_query_id: string, answer: object|null}>,
 *   choose: (queryId: string, resultId: string) => void, start: (parameter: string) => void}} deeds
 * ask answers null when the bot could not be asked
 */
export const inlineMode = (list, deeds) => {
  let timer;
  let wish = null; // the newest question: {query, offset, id, results before this page of them}
  let early = new Map();

  const asked = async (query, offset, before) => {
    const mine = { query, id: null, before };
    wish = mine;
    early = new Map();
    const noted = await deeds.ask(query, offset);
    if (wish !== mine) return;
    if (!noted) return list.hide();
    mine.id = noted.inline_query_id;
    const answer = noted.answer ?? early.get(mine.id);
    if (answer) show(answer);
  };
  const show = ({ results, button, next_offset: next }) => {
    const { id, query, before } = wish;
    const all = [...before, ...results.map((result) => ({ option: article(result), run: () => deeds.choose(id, result.id) }))];
    const above = button ? [{ option: line("share", button.text), run: () => deeds.start(button.start_parameter) }] : [];
    const below = next ? [{ option: line("down", "More"), run: () => more(query, next, all) }] : [];
    const offers = kept([above, all, below]);
    const nothing = { option: make("li", { class: "line faint", "aria-disabled": "true" }, "Nothing found"), run: () => {} };
    list.show("Results", offers.length > 0 ? offers : [nothing], all.length > 0 ? above.length + before.length : -1);
  };
  const more = (query, offset, before) => {
    list.wait();
    asked(query, offset, before);
  };
  const stop = () => {
    clearTimeout(timer);
    wish = null;
  };

  return {
    stop,
    /** @param {string} text of the composer @returns {boolean} whether it is for the bot */
    update(text) {
      const query = queryIn(text, deeds.username());
      if (query === null || query === wish?.query) return query !== null;
      stop();
      list.wait();
      wish = { query };
      timer = setTimeout(() => asked(query, "", []), PAUSE);
      return true;
    },
    /** The bot's answer; it may come before the question's own reply, or after another question. */
    answered({ inline_query_id: id, answer }) {
      if (wish?.id === id) show(answer);
      else early.set(id, answer);
    },
  };
};

const queryIn = (text, username) => {
  const [, name, words] = /^@(\w+)\s([^]*)$/.exec(text) ?? [];
  return name && name.toLowerCase() === username?.toLowerCase() ? words.trim() : null;
};

const article = ({ title, description }) =>
  make("li", {}, make("span", { class: "letter", "aria-hidden": "true" }, [...title.trim()][0].toUpperCase()),
    make("span", { class: "labels" }, make("b", { dir: "auto" }, title), description ? make("small", { dir: "auto" }, description) : null));

const line = (sign, words) => make("li", { class: "line" }, icon(sign), make("span", { dir: "auto" }, words));
