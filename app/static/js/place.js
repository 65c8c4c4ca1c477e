// The drawn model: a press on a part, or the pen dropped on it, chooses the same label in the list. The list stays
// what is sent and what a keyboard and a screen reader use.
(() => {
  const boxes = (board) => {
    const form = board.closest("form");
    return form ? [...form.querySelectorAll(`[name="axis-${board.dataset.board}"]`)] : [];
  };
  const part = (board, label) => board.querySelector(`[data-label="${CSS.escape(label)}"]`);

  const show = (board) => {
    for (const each of board.querySelectorAll(".part.chosen")) each.classList.remove("chosen");
    for (const box of boxes(board)) if (box.checked) part(board, box.value)?.classList.add("chosen");
  };

  const choose = (board, target) => {
    const box = boxes(board).find((one) => one.value === target.dataset.label);
    if (!box) return;
    box.checked = box.type === "checkbox" ? !box.checked : true;
    box.dispatchEvent(new Event("change", { bubbles: true }));
    const say = document.getElementById("say");
    const title = box.closest("label").querySelector(".row-title").textContent;
    if (say) say.textContent = `${title}: ${box.checked ? "chosen" : "not chosen"}`;
  };

  const under = (board, event) => {
    const found = document.elementFromPoint(event.clientX, event.clientY)?.closest(".part");
    return found && board.contains(found) ? found : null;
  };

  const drag = (board, grip, down) => {
    const svg = board.querySelector("svg");
    const scale = 240 / svg.getBoundingClientRect().width;
    let over = null;
    const light = (next) => {
      over?.classList.remove("over");
      (over = next)?.classList.add("over");
    };
    const move = (event) => {
      grip.setAttribute("transform", `translate(${(event.clientX - down.clientX) * scale} ${(event.clientY - down.clientY) * scale})`);
      light(under(board, event));
    };
    const end = (event) => {
      grip.removeEventListener("pointermove", move);
      grip.removeEventListener("pointerup", end);
      grip.removeEventListener("pointercancel", end);
      grip.removeAttribute("transform");
      grip.style.pointerEvents = "";
      if (event.type === "pointerup" && over) choose(board, over);
      light(null);
    };
    grip.setPointerCapture(down.pointerId);
    grip.style.pointerEvents = "none"; // so that the part below it is found; the capture still brings its moves
    grip.addEventListener("pointermove", move);
    grip.addEventListener("pointerup", end);
    grip.addEventListener("pointercancel", end);
  };

  const begin = () => {
    const wanted = sessionStorage.getItem("boards") === "open";
    for (const fold of document.querySelectorAll("[data-boards]")) {
      fold.hidden = false;
      fold.open = wanted;
      fold.addEventListener("toggle", () => sessionStorage.setItem("boards", fold.open ? "open" : "shut"));
    }
    for (const board of document.querySelectorAll("form [data-board]:not([data-live])")) {
      if (!boxes(board).length) continue;
      board.dataset.live = "yes";
      show(board);
    }
  };

  document.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest?.("[data-live] [data-grip]");
    if (!grip || !event.isPrimary) return;
    event.preventDefault();
    drag(grip.closest("[data-board]"), grip, event);
  });
  document.addEventListener("click", (event) => {
    const target = event.target.closest?.("[data-live] .part");
    if (target) choose(target.closest("[data-board]"), target);
  });
  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (event.target.name?.startsWith("axis-")) for (const board of form?.querySelectorAll("[data-board]") ?? []) show(board);
  });
  document.addEventListener("momentum:page", begin);
})();
