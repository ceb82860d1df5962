/** Taps on inline buttons that wait for the bot's answer. The answer may come before the tap's own reply. */

import { attempt } from "./attempts.js";
import { spin } from "./keyboards.js";
import { alert, toast } from "./sheets.js";

/**
 * @param {object} way from wire(person)
 * @param {(address: string) => void} open for an answer that opens a link
 */
export const taps = (way, open) => {
  const waiting = new Map();
  const early = new Set();
  return {
    /** @param {object} message @param {string} data @param {HTMLElement} key turns until the answer is there */
    async tap(message, data, key) {
      const stop = spin(key);
      const noted = way.tap(message.message_id, data).then(({ callback_query_id: id }) => {
        if (early.delete(id)) stop();
        else waiting.set(id, stop);
      });
      if (!(await attempt(noted))) stop();
    },
    /** @param {{callback_query_id: string, text?: string, alert?: boolean, url?: string}} answer */
    answered({ callback_query_id: id, text, alert: loud, url }) {
      if (waiting.has(id)) waiting.get(id)();
      else early.add(id);
      waiting.delete(id);
      if (text) (loud ? alert : toast)(text);
      if (url) open(url);
    },
  };
};
