// Words to mark: one stop for Tab, arrow keys from word to word, Space marks. Without this script each word is a stop.
(() => {
  const boxes = (group) => [...group.querySelectorAll("input")];

  const focus = (group, at) => {
    const all = boxes(group);
    const next = all[Math.min(Math.max(at, 0), all.length - 1)];
    for (const box of all) box.tabIndex = box === next ? 0 : -1;
    next?.focus();
  };

  document.addEventListener("keydown", (event) => {
    const group = event.target.closest?.("[data-words]");
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!group || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = boxes(group).indexOf(event.target);
    const to = by ? at + by : { Home: 0, End: Infinity }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    focus(group, to);
  });
  document.addEventListener("momentum:page", () => {
    for (const group of document.querySelectorAll("[data-words]")) {
      boxes(group).forEach((box, at) => (box.tabIndex = at ? -1 : 0));
    }
  });
})();
