// Ordering: buttons, arrow keys and dragging by its number move a row; hidden inputs carry the order. Without this script the selects do.
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

  // Dragging: the row follows the finger from place to place; lifting it leaves it there.
  const drag = (row, down) => {
    const list = row.parentElement;
    const follow = (event) => {
      const under = [...list.children].find((each) => {
        const box = each.getBoundingClientRect();
        return each !== row && event.clientY > box.top && event.clientY < box.bottom;
      });
      if (!under) return;
      const box = under.getBoundingClientRect();
      const after = event.clientY > box.top + box.height / 2;
      if (after && under.previousElementSibling !== row) under.after(row);
      else if (!after && under.nextElementSibling !== row) under.before(row);
    };
    const end = () => {
      list.removeEventListener("pointermove", follow);
      list.removeEventListener("pointerup", end);
      list.removeEventListener("pointercancel", end);
      for (const each of list.children) each.toggleAttribute("data-moved", each === row);
      number(list);
      say(`${row.querySelector(".row-title").textContent.trim()}: place ${[...list.children].indexOf(row) + 1} of ${list.children.length}`);
    };
    list.setPointerCapture(down.pointerId);
    row.setAttribute("data-moved", "");
    list.addEventListener("pointermove", follow);
    list.addEventListener("pointerup", end);
    list.addEventListener("pointercancel", end);
  };

  document.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest?.("[data-ready] > li .cap");
    if (!grip || !event.isPrimary) return;
    event.preventDefault();
    drag(grip.closest("li"), event);
  });
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
