// Buttons that put the marks of deciding words around what is chosen in a story, and take them away again.
(() => {
  const MARKED = /^==([^]+)==\{[\w-]+\}$/;

  document.addEventListener("momentum:page", () => {
    for (const bar of document.querySelectorAll("[data-cues-for][hidden]")) bar.hidden = false;
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-cues-for] [data-axis]");
    if (!button) return;
    const area = document.getElementById(button.closest("[data-cues-for]").dataset.cuesFor);
    let { selectionStart: start, selectionEnd: end, value } = area;
    while (start < end && /\s/.test(value[start])) start += 1;
    while (end > start && /\s/.test(value[end - 1])) end -= 1;
    if (start === end) return area.focus();
    const words = value.slice(start, end), marked = words.match(MARKED);
    area.setRangeText(marked ? marked[1] : `==${words}=={${button.dataset.axis}}`, start, end, "select");
    area.focus();
    area.dispatchEvent(new Event("input", { bubbles: true }));
  });
})();
