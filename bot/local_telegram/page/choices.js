/** The list above the composer: arrow keys move in it, Enter takes one, Escape puts it away. What it offers is not its business. */

/**
 * @param {HTMLTextAreaElement} input keeps the focus; the list is read out through it
 * @param {HTMLElement} list
 * @param {() => void} dismissed called when Escape puts it away
 */
export const choices = (input, list, dismissed) => {
  let offers = [];
  let active = -1;

  const mark = (index) => {
    active = index;
    const options = [...list.querySelectorAll("[role=option]")];
    for (const [at, option] of options.entries()) option.setAttribute("aria-selected", String(at === index));
    options[index]?.scrollIntoView({ block: "nearest" });
    if (index < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", options[index].id);
  };
  const show = (label, offered, first = -1) => {
    offers = offered;
    for (const [at, { option }] of offers.entries()) {
      option.id = `choice-${at}`;
      option.setAttribute("role", "option");
    }
    list.replaceChildren(...offers.map(({ option }) => option));
    list.setAttribute("aria-label", label);
    list.setAttribute("aria-busy", "false");
    list.hidden = offers.length === 0;
    mark(list.hidden ? -1 : first);
  };
  const hide = () => show("", []);
  const take = () => {
    if (list.hidden || (active < 0 && !isOld())) return false;
    if (!isOld()) offers[active].run();
    return true;
  };
  const dismiss = () => {
    hide();
    dismissed();
  };
  const isOld = () => list.getAttribute("aria-busy") === "true";
  const step = (by) => mark((active + by + offers.length + (active < 0 && by < 0 ? 1 : 0)) % offers.length);

  list.addEventListener("click", ({ target }) => !isOld() && offers.find(({ option }) => option.contains(target))?.run());
  // A press must not take the focus from the field, or a phone's keyboard would go down and up again.
  list.addEventListener("mousedown", (event) => event.target !== list && event.preventDefault());

  return {
    show,
    hide,
    /** Takes what is marked. @returns {boolean} false when there is nothing to take */
    take,
    /** What is shown answers an older question from now on; it may be looked at, and is not taken. */
    wait: () => list.setAttribute("aria-busy", "true"),
    /** @param {KeyboardEvent} event @returns {boolean} whether it was meant for the list */
    pressed(event) {
      const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const complete = (offers[active] ?? offers[0])?.complete;
      if (list.hidden || event.shiftKey) return false;
      if (by) step(by);
      else if (event.key === "Escape") dismiss();
      else if (event.key === "Tab" && complete) complete();
      else if (event.key !== "Enter" || !take()) return false;
      event.preventDefault();
      return true;
    },
  };
};
