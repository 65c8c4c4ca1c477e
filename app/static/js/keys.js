// Single keys press what carries data-key: an option, a button, a link. Off with <body data-shortcuts="off">,
// never while somebody types or is in a form with [data-own-keys], never with a modifier. In a form with several groups
// a digit goes to the active one.
(() => {
  const typing = (element) =>
    element.matches?.("textarea, select, [contenteditable]") ||
    (element.matches?.("input") && !/^(radio|checkbox|button|submit|hidden)$/.test(element.type));
  const visible = (element) => (element.checkVisibility ? element.checkVisibility() : element.offsetParent !== null);
  const own = "a[href], button, summary";

  // With several items on a page (a lesson's checks) only the one that has focus listens.
  const find = (key) => {
    const forms = document.querySelectorAll("form[data-item]");
    const here = document.activeElement?.closest("form[data-item]");
    if (here && key === "enter") return [...here.querySelectorAll('[data-key="enter"], [data-enter], button[type="submit"]:not([name])')].find(visible);
    const scope = here || (forms.length > 1 && /^[\dsng]$/.test(key) ? null : document);
    const within = (root) => [...root.querySelectorAll(`[data-key="${key}"]`)].find(visible);
    const active = scope?.querySelector(`[data-group][data-active] [data-key="${key}"]`);
    return active || (scope && within(scope)) || (here && within(document));
  };

  const press = (element) => {
    element.focus({ preventScroll: true });
    element.click();
    element.closest("label, button, summary")?.scrollIntoView({ block: "nearest" });
  };

  const help = () => {
    const dialog = document.getElementById("keys-help");
    if (dialog && !dialog.open) dialog.showModal();
  };

  // Space and Enter keep their own meaning on what has focus, unless Enter was pressed on a choice.
  const name = (event) => {
    if (event.key === " ") return event.target.matches?.(`${own}, input`) ? "" : "space";
    if (event.key === "Enter") return event.target.matches?.(own) ? "" : "enter";
    return /^[\w]$/.test(event.key) ? event.key.toLowerCase() : "";
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.repeat || event.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.target.closest?.("[data-own-keys]")) return;
    if (document.body.dataset.shortcuts === "off" || document.querySelector("dialog[open]")) return;
    if (event.key === "?") return help();
    const key = name(event);
    const target = key && find(key);
    if (!target || target.getAttribute("aria-disabled") === "true") return;
    event.preventDefault();
    press(target);
  });
})();
