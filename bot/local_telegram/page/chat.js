/** One chat: starts, holds what is known, and joins the parts. Every other module knows only its own part. */

import { attachMenu, attachments } from "./attach.js";
import { clockBar } from "./clock.js";
import { columns } from "./columns.js";
import { composer } from "./composer.js";
import { button, icon, make } from "./dom.js";
import { head, item } from "./head.js";
import { replyKeyboard, spin } from "./keyboards.js";
import { messageLog } from "./log.js";
import { messageMenu, onMessages } from "./menu.js";
import { asked, nameOf, offered, remember } from "./people.js";
import { alert, popup, sheet, toast } from "./sheets.js";
import { follow, Refused, wire } from "./wire.js";
import { welcome } from "./welcome.js";

const QUIET = 700;

const byId = (id) => document.getElementById(id);

/** Does a deed; says why when the local Telegram refuses. Answers whether it worked. */
const attempt = (deed) =>
  deed.then(
    () => true,
    (error) => {
      if (!(error instanceof Refused)) throw error;
      toast(error.message);
      return false;
    },
  );

const copy = async (text) => {
  await navigator.clipboard.writeText(text).then(() => toast("Copied"), () => toast("The browser did not allow copying"));
};

const chat = (person) => {
  const way = wire(person);
  const known = { me: {}, bot: {}, messages: [], keyboard: null, version: 0, blocked: false };
  const waiting = new Map();
  const answered = new Set();
  let refresh;

  const say = async (text, replyTo) => {
    log.toEnd();
    return attempt(way.send(text, replyTo).then((message) => heardMessage(message, false)));
  };
  const tap = async (message, data, key) => {
    const stop = spin(key);
    const went = await attempt(way.tap(message.message_id, data).then(({ callback_query_id: id }) => {
      if (answered.delete(id)) stop();
      else waiting.set(id, stop);
    }));
    if (!went) stop();
  };
  const mention = (query, here) => {
    const words = `@${known.bot.username} ${query}`;
    if (here) write.write(words);
    else elsewhere(words);
  };
  const visit = (address) => {
    const start = payload(address, known.bot.username);
    if (start !== null) openLink(start, person);
    return start !== null;
  };
  const open = (address) => visit(address) || window.open(address, "_blank", "noopener");
  const menu = (message, anchor) => messageMenu(message, anchor, {
    mine: message.from?.id !== known.bot.id,
    react: (emoji) => attempt(way.react(message.message_id, emoji)),
    reply: () => write.reply(message),
    edit: () => write.edit(message),
    copy,
  });
  const hands = { command: say, copy, visit, open, tap, mention, menu, jump: (id) => log.jump(id) };

  const log = messageLog(
    { scroll: byId("scroll"), log: byId("log"), typing: byId("typing"), newest: byId("newest") },
    { botId: () => known.bot.id, now: () => clock.now(), hands },
  );
  const clock = clockBar(byId("clock"), { move: (name) => attempt(way.move(name).then(moved)), moveTo: (to) => attempt(way.moveTo(to).then(moved)) });
  const top = head(byId("head"), { person, block: (yes) => attempt(way.block(yes).then(reload)) });
  const picker = make("input", { type: "file", id: "file", class: "unseen", tabindex: -1, "aria-label": "File to send", multiple: true });
  const deeds = attachments(way, { person, me: () => known.me, attempt, picker });
  const requestId = () => asksFor(known.keyboard)?.request_id ?? 1;
  const commands = () => known.bot.commands ?? [];
  const commandMenu = () => popup(buttons.menu, "Commands", commands().map(({ command, description }) =>
    make("button", { type: "button", class: "item command", onclick: () => say(`/${command}`) }, make("b", {}, `/${command}`), make("span", {}, description))));
  const buttons = {
    menu: button("Commands", { icon: "menu", id: "menu", class: "round", "aria-haspopup": "menu", onclick: commandMenu }),
    attach: button("Attach", { icon: "attach", id: "attach", class: "round", "aria-haspopup": "menu", onclick: () => attachMenu(buttons.attach, deeds, requestId) }),
    toggle: button("Bot's keyboard", { icon: "keyboard", id: "keyboard-toggle", class: "round", hidden: true, "aria-controls": "keyboard" }),
  };
  const unblock = button("Unblock bot", { id: "unblock", class: "strong wide", hidden: true, onclick: () => attempt(way.block(false).then(reload)) });
  const bottom = make("div", { id: "writing" });
  const keys = make("div", { id: "keyboard", role: "group", "aria-label": "Bot's keyboard", hidden: true });
  byId("foot").append(bottom, keys, unblock, picker);
  const write = composer(bottom, {
    commands,
    send: say,
    edit: (id, text) => attempt(way.edit(id, text).then((message) => message.message_id && heardMessage(message, false))),
    parcel: deeds.parcel,
    last: () => log.messages().findLast((message) => message.from?.id !== known.bot.id && message.text),
    who: (message) => (message.from?.id === known.bot.id ? known.bot.first_name : "yourself"),
  }, buttons);
  const setKeys = replyKeyboard(keys, buttons.toggle, {
    say,
    contact: deeds.ownContact,
    location: deeds.location,
    users: deeds.users,
  });
  const greet = welcome(byId("welcome"), say, new URLSearchParams(location.search).get("start"));

  const showKeyboard = (markup) => {
    const fresh = JSON.stringify(markup) !== JSON.stringify(known.keyboard);
    known.keyboard = markup ?? null;
    setKeys(markup);
    write.hint(markup?.input_field_placeholder);
    const asker = log.messages().findLast((message) => message.from?.id === known.bot.id);
    if (markup?.force_reply && fresh && asker) write.reply(asker);
  };
  const heardMessage = (message, announce) => {
    log.put(message, { announce });
    greet(known.bot, false);
  };
  const moved = ({ now }) => {
    clock.set(now);
    log.relabel();
    soon();
  };
  const reload = async () => {
    const state = await way.state();
    Object.assign(known, state, { keyboard: known.keyboard });
    remember(person, state.me.first_name);
    clock.set(state.now);
    clock.landmarks(state.landmarks ?? []);
    top.set(state);
    log.show(state.messages, state.reactions ?? {});
    showKeyboard(state.keyboard);
    greet(state.bot, state.messages.length === 0);
    bottom.hidden = state.blocked;
    unblock.hidden = !state.blocked;
    if (state.blocked) keys.hidden = true;
    document.body.dataset.ready = "yes";
    return state.version;
  };
  // Landmarks and commands follow from what was said, and no event tells of them.
  const soon = () => {
    clearTimeout(refresh);
    refresh = setTimeout(() => attempt(reload()), QUIET);
  };
  const answer = ({ callback_query_id: id, text, alert: loud, url }) => {
    if (waiting.has(id)) waiting.get(id)();
    else answered.add(id);
    waiting.delete(id);
    if (text) (loud ? alert : toast)(text);
    if (url) open(url);
  };
  const heard = (event) => {
    if (event.version <= known.version) return;
    known.version = event.version;
    switch (event.kind) {
      case "message":
        heardMessage(event.message, event.message.from?.id === known.bot.id);
        top.status(null);
        return soon();
      case "edited":
        return log.put(event.message);
      case "deleted":
        return log.remove(event.message_id);
      case "reaction":
        return log.react(event.message_id, event.emoji);
      case "typing":
        return log.typing();
      case "toast":
        return answer(event);
      case "clock":
        return moved(event);
      case "keyboard":
        return showKeyboard(event.keyboard);
      default:
        return soon();
    }
  };
  onMessages(byId("log"), { messageOf: log.messageOf, menu, edit: write.edit, mine: (message) => message.from?.id !== known.bot.id });
  onDrop(byId("stage"), deeds.parcel);
  follow(person, { reload, heard, connected: (yes) => top.status(yes ? null : "connecting…") });
  window.addEventListener("pageshow", (event) => event.persisted && location.reload());
  if (matchMedia("(hover: hover)").matches) write.focus();
};

const elsewhere = (words) =>
  sheet("In another chat", { fields: [make("p", {}, "In Telegram this button opens a chat of your choice with:"), make("p", { class: "parcel", dir: "auto" }, words)], label: "Copy", done: () => copy(words) });

/** The start payload of a link to this very bot, else null. */
const payload = (address, username) => {
  const { hostname, pathname, searchParams } = new URL(address);
  if (hostname !== "t.me" || pathname.slice(1).toLowerCase() !== username?.toLowerCase()) return null;
  return searchParams.get("start") ?? "";
};

const openLink = (start, person) => {
  const go = (one) => () => window.open(`/?as=${one}&start=${encodeURIComponent(start)}`, "_blank", "noopener");
  const choice = (one) => make("button", { type: "button", class: "item", onclick: go(one) }, icon("person"), nameOf(one));
  sheet("Who opens this link?", { fields: [make("div", { class: "list" }, offered(person).map(choice))] });
};

const asksFor = (markup) => (markup?.keyboard ?? []).flat().find((key) => key.request_users)?.request_users;

const onDrop = (stage, parcel) => {
  stage.addEventListener("dragover", (event) => event.preventDefault());
  stage.addEventListener("drop", (event) => {
    event.preventDefault();
    for (const file of event.dataTransfer.files) parcel(file);
  });
};

const people = asked(location.search);
if (people.length > 1) columns(people);
else chat(people[0]);
