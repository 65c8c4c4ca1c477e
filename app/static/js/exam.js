// A sitting: all its questions are in the page, so that moving between them needs no network.
(() => {
  const NOT_YET = "It can be handed in when the connection is back. Until then your answers are kept on this machine; when time is up it is handed in by itself.";
  let room = null;
  const tell = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));
  const note = (place, name, option = "") => {
    room.made += 1;
    tell("exam:act", { place, name, option });
  };
  const live = () => room?.here.isConnected && !room.leaving;

  // Moving: the panel of a question takes the place of the one that lay open.
  const show = (place, push = true) => {
    if (place === room.place) return;
    const panel = room.panels.get(place);
    room.panels.get(room.place).replaceWith(panel);
    Object.assign(room, { place, panel });
    room.seen.add(place);
    room.form.action = `${room.base}/${place}`;
    room.number.textContent = place;
    document.title = document.title.replace(/^Question \d+/, `Question ${place}`);
    if (push) history.pushState({ htmx: true }, "", `${room.base}/${place}`);
    draw();
    panel.querySelector("h1").focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
    note(place, "see");
  };
  const draw = () => tell("exam:draw", room);

  const acts = {
    choose: (option) => room.chosen.set(room.place, option),
    clear: () => room.chosen.delete(room.place),
    flag: () => room.flagged.add(room.place),
    unflag: () => room.flagged.delete(room.place),
  };
  const act = (name, option) => {
    acts[name](option);
    draw();
    note(room.place, name, option);
  };
  const leave = (button) => {
    const then = (empty) => {
      if (!empty) return;
      room.leaving = true;
      room.form.requestSubmit(button);
    };
    tell("exam:flush", { must: NOT_YET, then });
  };

  const press = (event) => {
    const button = live() && event.target.closest?.("button[form=question], #question button, [data-to-grid]");
    if (!button) return;
    event.preventDefault();
    event.stopPropagation();
    if (button.hasAttribute("data-to-grid")) return room.cells[room.place - 1].focus();
    if (button.name === "flag") {
      act(button.value);
      document.getElementById("say").textContent = room.flagged.has(room.place) ? "Flagged" : "Flag taken off";
    } else if (button.name === "clear") {
      act("clear");
      room.panel.querySelector("[name=options]")?.focus();
    } else if (button.value === "hand-in") leave(button);
    else if (button.name === "go") show(Number(button.value));
  };
  document.addEventListener("click", press, true);
  document.addEventListener("submit", (event) => {
    if (!live() || event.target !== room.form) return;
    event.preventDefault();
    delete room.form.dataset.busy;
  }, true);
  document.addEventListener("htmx:error", () => room && (room.leaving = false));
  document.addEventListener("change", ({ target }) => {
    if (live() && target.name === "options" && room.chosen.get(room.place) !== target.value) act("choose", target.value);
  });
  // Back and forward within the paper need no server; from outside, htmx fetches the page.
  const addressed = () => Number(location.pathname.startsWith(`${room.base}/`) && location.pathname.split("/").pop());
  window.addEventListener("popstate", () => live() && room.panels.has(addressed()) && show(addressed(), false));
  document.addEventListener("htmx:before:history:restore", (event) => live() && room.panels.has(addressed()) && event.preventDefault());

  // A page that slept, whose sister in another tab went on, or that was reloaded while a choice was on its way, asks
  // what stands now; what is done meanwhile is newer than the answer.
  const wake = () => !document.hidden && live() && tell("exam:flush", { then: (empty) => empty && ask() });
  const ask = async () => {
    const here = room, made = room.made, said = await fetch(room.state).then((one) => one.ok && one.json()).catch(() => null);
    if (!said || room !== here || room.made !== made) return;
    room.chosen = new Map(Object.entries(said.chosen).map(([place, option]) => [Number(place), option]));
    room.flagged = new Set(said.flagged);
    said.seen.forEach((place) => room.seen.add(place));
    draw();
    tell("exam:heard", said);
  };
  document.addEventListener("visibilitychange", wake);
  window.addEventListener("focus", wake);

  document.addEventListener("momentum:page", () => {
    const here = document.querySelector("[data-exam]");
    room = here && {
      here, made: 0, base: here.dataset.base, state: here.dataset.state,
      place: Number(here.dataset.place), questions: Number(here.dataset.questions),
      form: here.querySelector("#question"), panel: here.querySelector("[data-panel]"), number: document.querySelector("[data-number]"),
      cells: [...here.querySelectorAll(".exam-grid ol .cell")], panels: new Map(),
    };
    if (!room) return;
    tell("exam:enter", room);
    draw();
    note(room.place, "see");
    wake();
  });
})();
