/** Several people side by side: one chat page a person, each in its own frame, so that none knows of the others. */

import { make } from "./dom.js";
import { nameOf } from "./people.js";

/** More would use up the connections a browser keeps open to one host. */
const MOST = 4;

/**
 * Fills the page with a column for each person.
 * @param {number[]} people
 */
export const columns = (people) => {
  const frame = (person) => make("iframe", { src: `/page/index.html?as=${person}`, title: `Chat of ${nameOf(person)}`, "data-person": person, allow: "clipboard-write" });
  document.body.replaceChildren(make("div", { id: "columns" }, people.slice(0, MOST).map(frame)));
  document.title = "Side by side";
};
