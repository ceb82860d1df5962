/** One chat: starts, holds what is known, and joins the parts. Every other module knows only its own part. */

import { attempt, copy } from "./attempts.js";
import { clockBar } from "./clock.js";
import { columns } from "./columns.js";
import { foot } from "./foot.js";
import { head } from "./head.js";
import { visited } from "./links.js";
import { messageLog } from "./log.js";
import { editable, messageMenu, onDrop, onMessages } from "./menu.js";
import { news } from "./news.js";
import { asked, remember } from "./people.js";
import { taps } from "./taps.js";
import { follow, wire } from "./wire.js";
import { welcome } from "./welcome.js";

const byId = (id) => document.getElementById(id);

const chat = (person) => {
  const room = { person, way: wire(person), known: { me: {}, bot: {}, keyboard: null }, heard: 0 };
  Object.assign(room, judgements(room), deeds(room));
  room.taps = taps(room.way, room.open);
  room.clock = clockBar(byId("clock"), { move: (name) => room.moved(room.way.move(name)), moveTo: (to) => room.moved(room.way.moveTo(to)) });
  room.log = messageLog(
    { scroll: byId("scroll"), log: byId("log"), typing: byId("typing"), newest: byId("newest") },
    { botId: () => room.known.bot.id, now: room.clock.now, hands: hands(room) },
  );
  room.head = head(byId("head"), { person, block: (yes) => attempt(room.way.block(yes).then(room.reload)) });
  room.foot = foot(byId("foot"), room);
  room.greet = welcome(byId("welcome"), room.say, new URLSearchParams(location.search).get("start"));
  begin(room);
};

const judgements = (room) => ({
  isMine: (message) => message.from?.id !== room.known.bot.id,
  lastOf: (mine) => room.log.messages().findLast((message) => room.isMine(message) === mine && (!mine || editable(message))),
});

const deeds = (room) => ({
  put(message, announce = false) {
    room.log.put(message, { announce });
    room.greet(room.known.bot, false);
  },
  say(text, replyTo) {
    room.log.toEnd();
    return attempt(room.way.send(text, replyTo).then((message) => room.put(message)));
  },
  choose(queryId, resultId) {
    room.log.toEnd();
    return attempt(room.way.choose(queryId, resultId).then((message) => room.put(message)));
  },
  open: (address) => visited(address, room.known.bot.username, room.person) || window.open(address, "_blank", "noopener"),
  moved: (answer) => attempt(answer.then(({ now }) => room.setClock(now))),
  setClock(now) {
    room.clock.set(now);
    room.log.relabel();
  },
  async reload() {
    let state = await room.way.state();
    // News that overtook the answer would be undone by it.
    while (state.version < room.heard) state = await room.way.state();
    Object.assign(room.known, { me: state.me, bot: state.bot });
    remember(room.person, state.me.first_name);
    room.setClock(state.now);
    room.clock.landmarks(state.landmarks ?? []);
    room.head.set(state);
    room.log.show(state.messages, state.reactions ?? {});
    room.foot.keyboard(state.keyboard);
    room.foot.blocked(state.blocked);
    room.greet(state.bot, state.messages.length === 0);
    document.body.dataset.ready = "yes";
    return state.version;
  },
});

const hands = (room) => ({
  copy,
  command: room.say,
  open: room.open,
  visit: (address) => visited(address, room.known.bot.username, room.person),
  tap: room.taps.tap,
  jump: (id) => room.log.jump(id),
  mention: (query) => room.foot.write(`@${room.known.bot.username} ${query}`),
  menu: (message, anchor) =>
    messageMenu(message, anchor, {
      copy,
      mine: room.isMine(message),
      // The same reaction once more takes it back.
      react: (emoji) => attempt(room.way.react(message.message_id, room.log.reactionsTo(message.message_id).includes(emoji) ? "" : emoji)),
      reply: () => room.foot.reply(message),
      edit: () => room.foot.edit(message),
    }),
});

const begin = (room) => {
  onMessages(byId("log"), { messageOf: room.log.messageOf, mine: room.isMine, edit: room.foot.edit, menu: hands(room).menu });
  onDrop(byId("stage"), room.foot.parcel);
  const hear = news(room);
  const heard = (event) => {
    room.heard = event.version;
    hear(event);
  };
  const connected = (yes) => {
    if (!yes) room.heard = 0; // whoever answers next may count anew
    room.head.status(yes ? null : "connecting…");
  };
  follow(room.person, { reload: room.reload, heard, connected });
  window.addEventListener("pageshow", (event) => event.persisted && location.reload());
  if (matchMedia("(hover: hover)").matches) room.foot.focus();
};

const people = asked(location.search);
if (people.length > 1) columns(people);
else chat(people[0]);
