/** What can be sent besides words: sheets that ask for it, and one call each to send it. */

import { attempt } from "./attempts.js";
import { button, icon, make } from "./dom.js";
import { size } from "./media.js";
import { nameOf, offered, userId } from "./people.js";
import { field, popup, sheet } from "./sheets.js";

const PLACES = [
  ["Berlin", 52.52, 13.405],
  ["New York", 40.7128, -74.006],
  ["London", 51.5072, -0.1276],
  ["São Paulo", -23.5505, -46.6333],
  ["Tel Aviv", 32.0853, 34.7818],
  ["Tokyo", 35.6762, 139.6503],
  ["Auckland", -36.8509, 174.7645],
];
const STICKERS = ["👋", "👍", "🎉", "😀", "🤔", "☕", "🚀", "❤️"];
// Made-up people of someone's address book, for trying the picker.
const ACQUAINTANCES = [
  { user_id: 7001, first_name: "Inês", last_name: "Ferreira", username: "ines_draws" },
  { user_id: 7002, first_name: "Jörg", last_name: "Müller" },
  { user_id: 7003, first_name: "Noa", username: "noa_builds" },
  { user_id: 7004, first_name: "Priya", last_name: "Raman" },
];

/**
 * The ways to send something.
 * @param {object} way from wire(person)
 * @param {{person: number, me: () => object, picker: HTMLInputElement}} chat
 */
export const attachments = (way, chat) => {
  const deeds = {
    file: () => chat.picker.click(),
    parcel: (file) => parcel(file, (caption) => attempt(way.file(file, caption))),
    contact: () => contact((card) => attempt(way.contact(card))),
    ownContact: () => {
      const { first_name: first, last_name: last, id } = chat.me();
      return attempt(way.contact({ first_name: first, ...(last ? { last_name: last } : {}), phone_number: `+1555000${id}`, user_id: id }));
    },
    location: () => location((latitude, longitude) => attempt(way.location(latitude, longitude))),
    forward: () => forward((text, name, username) => attempt(way.forward(text, name, username))),
    voice: () => attempt(silence().then((file) => way.file(file))),
    sticker: () => sticker((emoji) => attempt(way.sticker(emoji))),
    users: (request) => users(chat.person, request, (picked) => attempt(way.pick(request.request_id, picked))),
  };
  chat.picker.addEventListener("change", () => {
    for (const file of chat.picker.files) deeds.parcel(file);
    chat.picker.value = "";
  });
  return deeds;
};

/**
 * The menu behind the paper clip.
 * @param {HTMLElement} anchor
 * @param {object} deeds from attachments
 * @param {() => number} requestId of the picker the bot asked for last, if it did
 */
export const attachMenu = (anchor, deeds, requestId) => {
  const item = (name, label, press) => make("button", { type: "button", class: "item", onclick: press }, icon(name), label);
  popup(anchor, "Attach", [
    item("file", "File or picture", deeds.file),
    item("person", "Contact", deeds.contact),
    item("pin", "Location", deeds.location),
    item("forward", "Forwarded message", deeds.forward),
    item("voice", "Voice note", deeds.voice),
    item("smile", "Sticker", deeds.sticker),
    item("people", "People you pick", () => deeds.users({ request_id: requestId(), max_quantity: 10 })),
  ]);
};

// Three seconds without a sound: enough to see what a bot does with a voice note, and no microphone to ask for.
const silence = async () => new File([await (await fetch("/page/silence.ogg")).blob()], "voice.ogg", { type: "audio/ogg" });

const parcel = (file, send) => {
  const shown = file.type.startsWith("image/") ? URL.createObjectURL(file) : null;
  const preview = shown ? make("img", { class: "preview", src: shown, alt: "" }) : make("p", { class: "parcel" }, icon("file"), `${file.name}, ${size(file.size)}`);
  const caption = field("Caption", "caption", { placeholder: "Optional", autofocus: true });
  const dialog = sheet("Send a file", { fields: [preview, caption], done: (values) => send(values.get("caption").trim()) });
  if (shown) dialog.addEventListener("close", () => URL.revokeObjectURL(shown));
};

const contact = (send) => {
  const done = (values) => {
    const card = Object.fromEntries([...values].filter(([, value]) => value.trim() !== ""));
    send(card);
  };
  sheet("Share a contact", { done, fields: [
    field("First name", "first_name", { required: true, autofocus: true }),
    field("Last name", "last_name"),
    field("Phone", "phone_number", { required: true, type: "tel", value: "+49 30 1234567" }),
  ] });
};

const location = (send) => {
  const latitude = field("Latitude", "latitude", { required: true, type: "number", step: "any", min: -90, max: 90, value: PLACES[0][1] });
  const longitude = field("Longitude", "longitude", { required: true, type: "number", step: "any", min: -180, max: 180, value: PLACES[0][2] });
  const done = (values) => send(Number(values.get("latitude")), Number(values.get("longitude")));
  const pick = ([name, north, east]) => {
    const press = () => {
      dialog.close();
      send(north, east);
    };
    return button(name, { class: "chip", onclick: press });
  };
  const cities = make("div", { class: "chips", role: "group", "aria-label": "Cities" }, PLACES.map(pick));
  const dialog = sheet("Share a location", { fields: [cities, make("div", { class: "pair" }, latitude, longitude)], done });
};

const forward = (send) => {
  const text = make("label", { class: "field" }, make("span", {}, "What they wrote"), make("textarea", { name: "text", rows: 4, required: true, dir: "auto" }));
  const done = (values) => send(values.get("text"), values.get("from_name").trim(), values.get("from_username").trim().replace(/^@/, ""));
  sheet("Forward a message", { done, fields: [
    field("Written by", "from_name", { required: true, autofocus: true, placeholder: "Inês Ferreira" }),
    field("Their @username", "from_username", { placeholder: "Optional" }),
    text,
  ] });
};

const sticker = (send) => {
  const pick = (emoji) => {
    const press = () => {
      dialog.close();
      send(emoji);
    };
    return button(emoji, { class: "chip emoji", onclick: press });
  };
  const dialog = sheet("Send a sticker", { fields: [make("div", { class: "chips" }, STICKERS.map(pick))] });
};

const users = (person, request, send) => {
  const local = offered(person).filter((one) => one !== person);
  const everyone = [...ACQUAINTANCES, ...local.map((one) => ({ user_id: userId(one), first_name: nameOf(one) }))];
  const most = request.max_quantity ?? 1;
  const boxes = everyone.map((user) => tick(user, most === 1));
  const done = (values) => {
    const ids = new Set(values.getAll("user").map(Number));
    if (ids.size > 0) send(everyone.filter((user) => ids.has(user.user_id)).slice(0, most));
  };
  sheet(most === 1 ? "Pick a person" : `Pick up to ${most} people`, { label: "Share", done, fields: [make("div", { class: "ticks" }, boxes)] });
};

const tick = (user, single) => {
  const name = [user.first_name, user.last_name].filter(Boolean).join(" ");
  const box = make("input", { type: single ? "radio" : "checkbox", name: "user", value: user.user_id });
  return make("label", { class: "tick" }, box, make("span", {}, name), user.username ? make("small", {}, `@${user.username}`) : null);
};
