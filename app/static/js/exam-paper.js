// What stands in a sitting, read from its page on the way in ("exam:enter") and drawn whenever it changed ("exam:draw").
(() => {
  const WORDS = { answered: "answered", seen: "seen, blank", open: "not seen" };
  const standing = (room, place) => (room.chosen.has(place) ? "answered" : room.seen.has(place) ? "seen" : "open");

  const unfold = (room) => {
    room.panels.set(room.place, room.panel);
    for (const one of room.here.querySelectorAll("template[data-panel-of]")) {
      const panel = document.createElement("div");
      panel.className = "stack";
      panel.dataset.panel = "";
      panel.append(one.content.cloneNode(true));
      room.panels.set(Number(one.dataset.panelOf), panel);
    }
  };
  const read = (room) => {
    Object.assign(room, { chosen: new Map(), flagged: new Set(), seen: new Set() });
    for (const [place, panel] of room.panels) {
      const was = panel.querySelector("[name=was]").value;
      if (was) room.chosen.set(place, was);
      if (panel.querySelector("[name=flag]").value === "unflag") room.flagged.add(place);
    }
    room.cells.forEach((cell, at) => !cell.classList.contains("open") && room.seen.add(at + 1));
  };
  // What was done before a reload and has not arrived yet still stands.
  const replay = (room) => {
    const waiting = [];
    document.dispatchEvent(new CustomEvent("exam:waiting", { detail: waiting }));
    for (const { place, name, option } of waiting) {
      room.seen.add(place);
      if (name === "choose") room.chosen.set(place, option);
      else if (name === "clear") room.chosen.delete(place);
      else if (name === "flag") room.flagged.add(place);
      else if (name === "unflag") room.flagged.delete(place);
    }
  };

  const drawGrid = (room) => {
    room.cells.forEach((cell, at) => {
      const place = at + 1, flagged = room.flagged.has(place), state = standing(room, place);
      cell.className = `cell ${state}${flagged ? " flagged" : ""}`;
      cell.setAttribute("aria-label", `Question ${place}, ${WORDS[state]}${flagged ? ", flagged" : ""}`);
      if (place === room.place) cell.setAttribute("aria-current", "step");
      else cell.removeAttribute("aria-current");
    });
    const answered = room.chosen.size;
    room.here.querySelector("[data-counts]").textContent = `${answered} answered, ${room.questions - answered} open`;
    document.querySelector("[data-short-counts]").textContent = `${answered} of ${room.questions}`;
  };
  const drawPanel = (room) => {
    const chosen = room.chosen.get(room.place) ?? "";
    room.panel.querySelector("[name=was]").value = chosen;
    room.panel.querySelector("[data-clear]").hidden = !chosen;
    for (const input of room.panel.querySelectorAll("[name=options]")) input.checked = input.value === chosen;
    const on = room.flagged.has(room.place);
    for (const button of document.querySelectorAll("[name=flag]")) {
      button.setAttribute("aria-pressed", on);
      button.value = on ? "unflag" : "flag";
      button.querySelector("span").textContent = on ? "Flagged" : "Flag";
    }
  };
  const drawBar = (room) => {
    const set = (name, value, words) => {
      const button = document.querySelector(`[data-bar=${name}]`);
      button.value = value;
      button.querySelector("span").textContent = words;
    };
    const last = room.place === room.questions;
    set("back", Math.max(1, room.place - 1), room.place - 1 || "Start");
    set("on", last ? "hand-in" : room.place + 1, last ? "Last look" : room.place + 1);
  };

  document.addEventListener("exam:enter", ({ detail: room }) => {
    unfold(room);
    read(room);
    replay(room);
  });
  document.addEventListener("exam:draw", ({ detail: room }) => {
    drawGrid(room);
    drawPanel(room);
    drawBar(room);
  });
})();
