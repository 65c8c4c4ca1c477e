// The editor by keyboard: Ctrl+S saves, Ctrl+Enter checks, Alt with an arrow moves the row one is in.
(() => {
  const press = (form, selector) => {
    const button = form.querySelector(selector);
    if (button) form.requestSubmit(button);
  };

  document.addEventListener("keydown", (event) => {
    const form = document.querySelector("form[data-editor]");
    if (!form || event.isComposing || document.querySelector("dialog[open]")) return;
    const command = event.ctrlKey || event.metaKey;
    const move = event.altKey && !command && { ArrowUp: "up", ArrowDown: "down" }[event.key];
    if (command && event.key.toLowerCase() === "s") press(form, "[data-save]");
    else if (command && event.key === "Enter") press(form, "[data-check]");
    else if (move && event.target.closest?.("[data-row]")) {
      const button = event.target.closest("[data-row]").querySelector(`[data-act="${move}"]`);
      if (!button.disabled) form.requestSubmit(button);
    } else return;
    event.preventDefault();
  });
})();
