/** Where one writes: the growing field, what is offered above it, replying to and editing a message. */

import { button, make } from "./dom.js";
import { gist } from "./bubbles.js";
import { choices } from "./choices.js";
import { inlineMode } from "./inline.js";

/**
 * Builds the composer into its place.
 * @param {HTMLElement} place
 * @param {{commands: () => Array<{command: string, description: string}>, send: (text: string, replyTo?: number) => Promise<boolean>,
 *   edit: (id: number, text: string) => Promise<boolean>, parcel: (file: File) => void, last: () => object|undefined,
 *   who: (message: object) => string, inline: object}} deeds send and edit answer whether it worked; a text that did not
 *   go is put back; inline as inlineMode wants it
 * @param {{menu: HTMLElement, attach: HTMLElement, toggle: HTMLElement}} buttons
 */
export const composer = (place, deeds, buttons) => {
  const input = make("textarea", { id: "composer", rows: 1, placeholder: "Message", "aria-label": "Message", dir: "auto", enterkeyhint: "send", autocomplete: "off", "aria-controls": "choices", "aria-autocomplete": "list" });
  const submit = button("Send", { icon: "send", id: "send", class: "round strong", disabled: true });
  const context = make("div", { class: "context", hidden: true });
  const list = make("ul", { class: "choices-above", id: "choices", role: "listbox", hidden: true });
  const offered = choices(input, list, () => inline.stop());
  const sent = (send) => (...what) => {
    forget(true);
    send(...what);
    input.focus();
  };
  const inline = inlineMode(offered, { ...deeds.inline, choose: sent(deeds.inline.choose), start: sent((word) => deeds.send(`/start ${word}`)) });
  let subject = null;

  const changed = () => {
    submit.disabled = input.value.trim() === "";
    if (!GROWS_ITSELF) grow(input);
    offer(subject?.kind === "edit" ? "" : input.value);
  };
  const offer = (text) => {
    if (inline.update(text)) return;
    inline.stop();
    const run = ({ command }) => sent(() => deeds.send(`/${command}`));
    const complete = ({ command }) => () => write(`/${command} `);
    const option = ({ command, description }) => make("li", {}, make("b", {}, `/${command}`), make("span", {}, description));
    offered.show("Commands", commandsIn(text, deeds.commands()).map((one) => ({ option: option(one), run: run(one), complete: complete(one) })));
  };
  const write = (text) => {
    input.value = text;
    changed();
    input.focus();
    input.setSelectionRange(text.length, text.length);
  };
  const about = (kind, message) => {
    subject = { kind, message };
    const title = kind === "edit" ? "Edit message" : `Reply to ${deeds.who(message)}`;
    const cancel = button("Cancel", { icon: "close", class: "round", onclick: () => forget(kind === "edit") });
    context.replaceChildren(make("div", {}, make("b", {}, title), make("span", { dir: "auto" }, gist(message))), cancel);
    context.hidden = false;
    input.focus();
  };
  const forget = (clear) => {
    subject = null;
    context.hidden = true;
    if (clear) write("");
  };
  const go = async () => {
    const text = input.value.trim();
    if (text === "") return;
    const held = subject;
    forget(true);
    const { kind, message } = held ?? {};
    const went = kind === "edit" ? deeds.edit(message.message_id, text) : deeds.send(text, message?.message_id);
    if (!(await went) && input.value === "") write(text);
  };
  const pressed = (event) => {
    if (event.isComposing || offered.pressed(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      go();
    } else if (event.key === "Escape" && subject) forget(subject.kind === "edit");
    else if (event.key === "ArrowUp" && input.value === "" && deeds.last()) {
      event.preventDefault();
      edit(deeds.last());
    }
  };
  const edit = (message) => {
    about("edit", message);
    write(message.text);
  };

  input.addEventListener("input", changed);
  input.addEventListener("keydown", pressed);
  input.addEventListener("paste", (event) => {
    const [file] = event.clipboardData.files;
    if (!file) return;
    event.preventDefault();
    deeds.parcel(file);
  });
  submit.addEventListener("click", () => {
    if (!offered.take()) go();
    input.focus();
  });
  place.append(list, context, make("div", { class: "writing" }, buttons.menu, buttons.attach, make("div", { class: "field" }, input, buttons.toggle), submit));

  return {
    write,
    edit,
    answered: inline.answered,
    reply: (message) => about("reply", message),
    /** A keyboard's or forced reply's words for the empty field. */
    hint: (text) => input.setAttribute("placeholder", text || "Message"),
    focus: () => input.focus(),
  };
};

const GROWS_ITSELF = CSS.supports("field-sizing", "content");

const grow = (input) => {
  input.style.height = "auto";
  input.style.height = `${input.scrollHeight}px`;
};

const commandsIn = (text, commands) => {
  const [, start] = /^\/([a-z0-9_]*)$/i.exec(text) ?? [];
  return start === undefined ? [] : commands.filter(({ command }) => command.startsWith(start.toLowerCase()));
};
