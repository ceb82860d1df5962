/** The people one can be on this machine; person n has Telegram's id 1000 + n. Names are known once seen. */

const KEY = "rapport.people";
const FIRST_ID = 1000;

/** @returns {Record<string, string>} number -> first name, of those seen in this browser */
export const known = () => {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "{}");
  } catch {
    return {};
  }
};

/** @param {number} person @param {string} name */
export const remember = (person, name) => {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...known(), [person]: name }));
  } catch {
    // A browser that keeps nothing shows "Person 2" instead of a name.
  }
};

/** @param {number} person @returns {string} */
export const nameOf = (person) => known()[person] ?? (person === 1 ? "You" : `Person ${person}`);

/** @param {number} person @returns {number} */
export const userId = (person) => FIRST_ID + person;

/**
 * Whom a switcher offers: everyone seen, the one at the keyboard, and one more.
 * @param {number} current
 * @returns {number[]}
 */
export const offered = (current) => {
  const seen = new Set([1, 2, current, ...Object.keys(known()).map(Number)]);
  return [...seen, Math.max(...seen) + 1].sort((one, other) => one - other);
};

/**
 * The people an address names: ?as=1 or ?as=1,2.
 * @param {string} search
 * @returns {number[]} never empty
 */
export const asked = (search) => {
  const numbers = (new URLSearchParams(search).get("as") ?? "1").split(",").map(Number);
  const people = [...new Set(numbers)].filter((number) => Number.isInteger(number) && number >= 1);
  return people.length > 0 ? people : [1];
};
