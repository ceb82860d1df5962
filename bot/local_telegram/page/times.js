/** Moments as words, in the zone and clock of this browser. */

const LANGUAGE = navigator.language.startsWith("en") ? navigator.language : "en-GB";
const DAY = 86_400_000;

const shape = (options) => new Intl.DateTimeFormat(LANGUAGE, options);
const HOUR = shape({ hour: "numeric", minute: "2-digit" });
const WEEKDAY = shape({ weekday: "long", day: "numeric", month: "long" });
const DATE = shape({ day: "numeric", month: "long", year: "numeric" });
const SHORT = shape({ weekday: "short", day: "numeric", month: "short" });
const FULL = shape({ dateStyle: "full", timeStyle: "short" });
const AHEAD = new Intl.RelativeTimeFormat(LANGUAGE, { numeric: "always" });

/** @param {number} unix seconds @returns {Date} */
export const moment = (unix) => new Date(unix * 1000);

/** @param {Date} date @returns {string} "18:05" or "6:05 PM" */
export const hour = (date) => HOUR.format(date);

/** @param {Date} date @returns {string} everything, for tooltips */
export const full = (date) => FULL.format(date);

/** @param {Date} date @returns {string} "Thu, 12 Nov, 18:05" */
export const short = (date) => `${SHORT.format(date)}, ${HOUR.format(date)}`;

/** @param {Date} one @param {Date} other @returns {boolean} */
export const sameDay = (one, other) => midnight(one) === midnight(other);

/**
 * A day as one would say it.
 * @param {Date} date
 * @param {Date} now
 * @returns {string} "Today", "Yesterday", "Thursday, 12 November" or with the year
 */
export const day = (date, now) => {
  const away = Math.round((midnight(now) - midnight(date)) / DAY);
  if (away === 0) return "Today";
  if (away === 1) return "Yesterday";
  return date.getFullYear() === now.getFullYear() ? WEEKDAY.format(date) : DATE.format(date);
};

/**
 * How far a moment is away, in its largest whole unit.
 * @param {number} milliseconds
 * @returns {string} "in 3 days"
 */
export const distance = (milliseconds) => {
  const hours = milliseconds / 3_600_000;
  if (Math.abs(hours) < 1) return AHEAD.format(Math.round(hours * 60), "minute");
  if (Math.abs(hours) < 36) return AHEAD.format(Math.round(hours), "hour");
  return AHEAD.format(Math.round(hours / 24), "day");
};

/**
 * A date_time entity in the reader's zone; its format is letters of r w d D t T.
 * @param {Date} date
 * @param {string} format
 * @returns {string}
 */
export const formatted = (date, format) => {
  if (format === "r") return distance(date.getTime() - Date.now());
  const has = (letter) => format.includes(letter);
  const options = {
    ...(has("w") && { weekday: has("D") ? "long" : "short" }),
    ...(has("d") && { day: "numeric", month: "2-digit", year: "2-digit" }),
    ...(has("D") && { day: "numeric", month: "long", year: "numeric" }),
    ...(has("t") && { hour: "numeric", minute: "2-digit" }),
    ...(has("T") && { hour: "numeric", minute: "2-digit", second: "2-digit" }),
  };
  return shape(options).format(date);
};

const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
