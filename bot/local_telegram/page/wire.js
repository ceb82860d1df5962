/** The way to the local Telegram: requests out, events in. It keeps no state of the chat. */

/** What went wrong, in words for the person. */
export class Refused extends Error {}

const FIRST_WAIT = 400;
const LONGEST_WAIT = 5000;

/**
 * Everything one person can do.
 * @param {number} person 1 and up
 */
export const wire = (person) => {
  const post = (what, body) =>
    ask(`/local/${what}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ as: person, ...body }),
    });
  return {
    state: () => ask(`/local/state?as=${person}`),
    send: (text, replyTo) => post("send", replyTo ? { text, reply_to: replyTo } : { text }),
    edit: (messageId, text) => post("edit", { message_id: messageId, text }),
    tap: (messageId, data) => post("tap", { message_id: messageId, data }),
    ask: (query, offset) => post("ask", { query, offset }),
    choose: (queryId, resultId) => post("choose", { inline_query_id: queryId, result_id: resultId }),
    contact: (contact) => post("contact", contact),
    location: (latitude, longitude) => post("location", { latitude, longitude }),
    pick: (requestId, users) => post("pick", { request_id: requestId, users }),
    forward: (text, name, username) =>
      post("forward", { text, from_name: name, ...(username ? { from_username: username } : {}) }),
    sticker: (emoji) => post("sticker", { emoji }),
    react: (messageId, emoji) => post("react", { message_id: messageId, emoji }),
    block: (blocked) => post("block", { blocked }),
    move: (move) => post("clock", { move }),
    moveTo: (moment) => post("clock", { to: moment }),
    file: (file, caption) => ask("/local/file", { method: "POST", body: parcel(person, file, caption) }),
  };
};

/**
 * Where the bytes of a file are.
 * @param {string} fileId
 * @returns {string}
 */
export const fileAddress = (fileId) => `/local/file/${encodeURIComponent(fileId)}`;

/**
 * Follows a person's events for good. Each connection begins with reload(), so that whatever was
 * missed while it was down is there; an event whose predecessor is missing connects anew.
 * @param {number} person
 * @param {{reload: () => Promise<number>, heard: (event: object) => void, connected: (yes: boolean) => void}} ear
 * reload answers the version it loaded
 */
export const follow = (person, ear) => {
  let wait = FIRST_WAIT;
  const again = () => {
    ear.connected(false);
    setTimeout(open, wait);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  };
  const open = async () => {
    try {
      listen(await ear.reload());
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      again();
    }
  };
  const listen = (version) => {
    const source = new EventSource(`/local/events?as=${person}&since=${version}`);
    source.onopen = () => {
      wait = FIRST_WAIT;
      ear.connected(true);
    };
    source.onerror = () => {
      source.close();
      again();
    };
    let last = version;
    source.onmessage = ({ data }) => {
      const event = JSON.parse(data);
      if (event.version <= last) return;
      if (event.version > last + 1) {
        source.close();
        open();
        return;
      }
      last = event.version;
      ear.heard(event);
    };
  };
  return open();
};

const ask = async (path, options) => {
  const answer = await fetch(path, options).catch(() => {
    throw new Refused("The local Telegram does not answer. Is it still running?");
  });
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(reason(body) ?? `That did not work (${answer.status}).`);
  return body;
};

const reason = (body) => body.description ?? body.error ?? body.detail;

const parcel = (person, file, caption) => {
  const form = new FormData();
  form.append("as", String(person));
  if (caption) form.append("caption", caption);
  form.append("file", file, file.name);
  return form;
};
