/** What a message carries besides words: pictures, files, sound, people, places. */

import { icon, kept, make } from "./dom.js";
import { fileAddress } from "./wire.js";

const SHOWABLE = new Set(["image/png", "image/jpeg", "image/gif"]);

/**
 * The parts of a message that are no text, in the order in which they are shown.
 * @param {object} message
 * @returns {HTMLElement[]}
 */
export const media = (message) =>
  kept([
    message.photo && picture(message.photo),
    message.document && attachment(message.document),
    message.voice && sound(message.voice, `Voice note, ${minutes(message.voice.duration)}`),
    message.audio && sound(message.audio, message.audio.title ?? message.audio.file_name ?? "Audio"),
    message.contact && card(message.contact),
    message.users_shared && people(message.users_shared),
    message.venue ? place(message.venue.location, message.venue) : message.location && place(message.location),
    message.poll && poll(message.poll),
  ]);

/**
 * Bytes as people read them.
 * @param {number} bytes
 * @returns {string} "12 KB"
 */
export const size = (bytes) => {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
};

const picture = (sizes) => {
  const largest = sizes.reduce((best, one) => (one.width > best.width ? one : best));
  const address = fileAddress(largest.file_id);
  const traits = { width: largest.width, height: largest.height, src: address, alt: "Picture", decoding: "async" };
  return make("a", { class: "picture", href: address, target: "_blank", rel: "noopener" }, make("img", traits));
};

const attachment = (file) => {
  const name = file.file_name ?? "file";
  const address = fileAddress(file.file_id);
  const sign = SHOWABLE.has(file.mime_type)
    ? make("img", { src: address, alt: "", width: 44, height: 44, class: "sign", decoding: "async" })
    : make("span", { class: "sign" }, icon("file"));
  const about = file.file_size === undefined ? "Download" : `${size(file.file_size)}, download`;
  return make("a", { class: "carried", href: address, download: name }, sign, labels(name, about));
};

const minutes = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

const sound = (file, label) =>
  make("div", { class: "sound" }, make("span", {}, label), make("audio", { controls: true, preload: "metadata", src: fileAddress(file.file_id) }));

const card = (contact) => {
  const call = contact.phone_number.replace(/[^+\d]/g, "");
  return make("a", { class: "carried", href: `tel:${call}` }, sign("person"), labels(fullName(contact), contact.phone_number));
};

const people = ({ users }) =>
  make("div", { class: "several" }, users.map((user) => {
    const name = fullName(user) || `Person ${user.user_id}`;
    return make("div", { class: "carried" }, sign("person"), labels(name, user.username ? `@${user.username}` : "shared from your chats"));
  }));

const place = ({ latitude, longitude }, venue) => {
  const at = `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`;
  const address = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=13/${latitude}/${longitude}`;
  const traits = { class: "place", href: address, target: "_blank", rel: "noopener noreferrer", title: "Open the map" };
  const map = make("span", { class: "map" }, icon("pin"));
  return make("a", traits, map, make("span", { class: "carried" }, labels(venue?.title ?? "Location", venue?.address ?? at)));
};

const poll = ({ question, options }) =>
  make("div", { class: "poll" }, make("b", { dir: "auto" }, question), make("ul", {}, options.map(({ text }) => make("li", { dir: "auto" }, text))));

const sign = (name) => make("span", { class: "sign" }, icon(name));

const labels = (first, second) =>
  make("span", { class: "labels" }, make("b", { dir: "auto" }, first), make("small", { dir: "auto" }, second));

const fullName = ({ first_name: first, last_name: last }) => [first, last].filter(Boolean).join(" ");
