/** Links that mean something here: a start link of this very bot opens a chat on this machine, not t.me. */

import { make } from "./dom.js";
import { item } from "./head.js";
import { nameOf, offered } from "./people.js";
import { sheet } from "./sheets.js";

/**
 * Takes care of an address when it leads to this bot.
 * @param {string} address
 * @param {string} username the bot's
 * @param {number} person who is looking
 * @returns {boolean} false when the browser should open it
 */
export const visited = (address, username, person) => {
  const start = payload(new URL(address), username);
  if (start === null) return false;
  const go = (one) => () => window.open(`/?as=${one}&start=${encodeURIComponent(start)}`, "_blank", "noopener");
  const choices = offered(person).map((one) => item("person", nameOf(one), go(one)));
  sheet("Who opens this link?", { fields: [make("div", { class: "list" }, choices)] });
  return true;
};

const payload = ({ protocol, hostname, host, pathname, searchParams }, username = "") => {
  const named = (name) => name?.toLowerCase() === username.toLowerCase();
  const web = hostname === "t.me" && named(pathname.slice(1));
  const app = protocol === "tg:" && (host || pathname).replaceAll("/", "") === "resolve" && named(searchParams.get("domain"));
  return web || app ? (searchParams.get("start") ?? "") : null;
};
