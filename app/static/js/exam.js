// A sitting: all its questions are in the page, so that moving between them needs no network.
(() => {
  let room = null;
  const tell = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));
  const note = (place, name, option = "") => tell("exam:act", { place, name, option });
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
    if (push) history.pushState({ exam: place }, "", `${room.base}/${place}`);
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
    tell("exam:flush", { must: true, then });
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
  document.addEventListener("submit", (event) => live() && event.target === room.form && event.preventDefault(), true);
  document.addEventListener("change", ({ target }) => {
    if (live() && target.name === "options" && room.chosen.get(room.place) !== target.value) act("choose", target.value);
  });
  window.addEventListener("popstate", () => {
    const place = Number(location.pathname.split("/").pop());
    if (live() && room.panels.has(place)) show(place, false);
  });

  // A page that slept, or whose sister in another tab went on, asks what stands now.
  const wake = () => !document.hidden && live() && tell("exam:flush", { then: (empty) => empty && ask() });
  const ask = async () => {
    const here = room, response = await fetch(room.state).catch(() => null), pending = [];
    tell("exam:waiting", pending);
    if (!response?.ok || room !== here || pending.length) return;
    const said = await response.json();
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
      here, base: here.dataset.base, state: here.dataset.state,
      place: Number(here.dataset.place), questions: Number(here.dataset.questions),
      form: here.querySelector("#question"), panel: here.querySelector("[data-panel]"), number: document.querySelector("[data-number]"),
      cells: [...here.querySelectorAll(".exam-grid ol .cell")], panels: new Map(),
    };
    if (!room) return;
    tell("exam:enter", room);
    draw();
    note(room.place, "see");
  });
})();
