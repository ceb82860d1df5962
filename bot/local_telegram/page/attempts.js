/** Trying what may be refused, and saying so. */

import { toast } from "./sheets.js";
import { Refused } from "./wire.js";

/**
 * Waits for a deed; says why when the local Telegram refuses it.
 * @param {Promise} deed
 * @returns {Promise<boolean>} whether it worked
 */
export const attempt = (deed) =>
  deed.then(
    () => true,
    (error) => {
      if (!(error instanceof Refused)) throw error;
      toast(error.message);
      return false;
    },
  );

/** @param {string} text goes to the clipboard */
export const copy = (text) =>
  navigator.clipboard.writeText(text).then(
    () => toast("Copied"),
    () => toast("The browser did not allow copying"),
  );
