// Ordering: buttons and arrow keys move a row; hidden inputs carry the order. Without this script the selects do.
(() => {
  const say = (words) => {
    const region = document.getElementById("say");
    if (region) region.textContent = words;
  };

  const number = (list) => {
    const rows = [...list.children];
    rows.forEach((row, at) => {
      row.querySelector(".cap").textContent = at + 1;
      row.querySelector('[data-move="-1"]').disabled = at === 0;
      row.querySelector('[data-move="1"]').disabled = at === rows.length - 1;
    });
  };

  const begin = () => {
    for (const list of document.querySelectorAll("[data-order]:not([data-ready])")) {
      list.dataset.ready = "yes";
      for (const row of list.children) {
        row.querySelector(".place").remove();
        row.querySelector('input[name="order"]').disabled = false;
        row.querySelector(".moves").hidden = false;
      }
      number(list);
    }
  };

  const move = (row, by) => {
    const other = by < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    if (by < 0) other.before(row);
    else other.after(row);
    const list = row.parentElement;
    for (const each of list.children) each.toggleAttribute("data-moved", each === row);
    number(list);
    const button = row.querySelector(`[data-move="${by}"]`);
    (button.disabled ? row.querySelector("[data-move]:not(:disabled)") : button)?.focus();
    say(`${row.querySelector(".row-title").textContent.trim()}: place ${[...list.children].indexOf(row) + 1} of ${list.children.length}`);
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-order] [data-move]");
    if (button) move(button.closest("li"), Number(button.dataset.move));
  });
  document.addEventListener("keydown", (event) => {
    const row = event.target.closest?.("[data-order] > li");
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!row || !by || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    move(row, by);
  });
  document.addEventListener("momentum:page", begin);
})();
