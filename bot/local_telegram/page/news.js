/** What the events mean for the page: one case for each kind. */

import { attempt } from "./attempts.js";

const QUIET = 600;

/**
 * @param {object} room the chat's parts
 * @returns {(event: {kind: string, version: number}) => void}
 */
export const news = (room) => {
  let refresh;
  // Landmarks and commands follow from what was said, and no event tells of them: look again when it is quiet.
  const soon = () => {
    clearTimeout(refresh);
    refresh = setTimeout(() => attempt(room.reload()), QUIET);
  };
  return (event) => {
    switch (event.kind) {
      case "message":
        room.put(event.message, !room.isMine(event.message));
        return soon();
      case "edited":
        return room.put(event.message);
      case "deleted":
        return room.log.remove(event.message_id);
      case "reaction":
        return room.log.react(event.message_id, event.emoji);
      case "typing":
        return room.log.typing();
      case "inline":
        return room.foot.answered(event);
      case "toast":
        return room.taps.answered(event);
      case "clock":
        room.setClock(event.now);
        return soon();
      case "keyboard":
        return room.foot.keyboard(event.keyboard);
      default:
        return soon();
    }
  };
};
