/** Where one writes: the growing field, completion of commands, replying to and editing a message. */

import { button, make } from "./dom.js";
import { gist } from "./bubbles.js";

/**
 * Builds the composer into its place.
 * @param {HTMLElement} place
 * @param {{commands: () => Array<{command: string, description: string}>, send: (text: string, replyTo?: number) => Promise<boolean>,
 *   edit: (id: number, text: string) => Promise<boolean>, parcel: (file: File) => void, last: () => object|undefined,
 *   who: (message: object) => string}} deeds send and edit answer whether it worked; a text that did not go is put back
 * @param {{menu: HTMLElement, attach: HTMLElement, toggle: HTMLElement}} buttons
 */
export const composer = (place, deeds, buttons) => {
  const input = make("textarea", { id: "composer", rows: 1, placeholder: "Message", "aria-label": "Message", dir: "auto", enterkeyhint: "send", autocomplete: "off" });
  const submit = button("Send", { icon: "send", id: "send", class: "round strong", disabled: true });
  const context = make("div", { class: "context", hidden: true });
  const list = make("ul", { class: "commands", id: "commands", role: "listbox", "aria-label": "Commands", hidden: true });
  const completion = commandList(input, list, deeds);
  let subject = null;

  const changed = () => {
    submit.disabled = input.value.trim() === "";
    if (!GROWS_ITSELF) grow(input);
    completion.update(subject?.kind !== "edit");
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
    if (event.isComposing || completion.pressed(event)) return;
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
    go();
    input.focus();
  });
  place.append(list, context, make("div", { class: "writing" }, buttons.menu, buttons.attach, make("div", { class: "field" }, input, buttons.toggle), submit));

  return {
    write,
    edit,
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

const commandList = (input, list, deeds) => {
  let active = -1;
  const found = () => {
    const [, start] = /^\/([a-z0-9_]*)$/i.exec(input.value) ?? [];
    return start === undefined ? [] : deeds.commands().filter(({ command }) => command.startsWith(start.toLowerCase()));
  };
  const mark = (index) => {
    active = index;
    for (const [at, option] of [...list.children].entries()) option.setAttribute("aria-selected", String(at === index));
    list.children[index]?.scrollIntoView({ block: "nearest" });
    if (index < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", `command-${index}`);
  };
  const run = (command) => {
    input.value = "";
    update();
    deeds.send(`/${command}`);
    input.focus();
  };
  const option = ({ command, description }, index) =>
    make("li", { role: "option", id: `command-${index}`, onclick: () => run(command) }, make("b", {}, `/${command}`), make("span", {}, description));
  const update = (wanted = true) => {
    const commands = wanted ? found() : [];
    list.replaceChildren(...commands.map(option));
    list.hidden = commands.length === 0;
    mark(-1);
  };
  const complete = (command) => {
    input.value = `/${command} `;
    input.dispatchEvent(new Event("input"));
  };
  const pressed = (event) => {
    const commands = list.hidden ? [] : found();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (commands.length === 0) return false;
    if (step) mark((active + step + commands.length + (active < 0 && step < 0 ? 1 : 0)) % commands.length);
    else if (event.key === "Tab" && !event.shiftKey) complete(commands[Math.max(active, 0)].command);
    else if (event.key === "Enter" && active >= 0) run(commands[active].command);
    else if (event.key === "Escape") list.hidden = true;
    else return false;
    event.preventDefault();
    return true;
  };
  return { update, pressed };
};
