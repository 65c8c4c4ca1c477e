// What is done in a sitting is kept on this machine until the server has it, and sent with how long it waited.
// Hears "exam:act" {place, name, option} and "exam:flush" {then(empty)}; tells "exam:heard", what the server says.
(() => {
  const AGAIN = 3000;
  let room = null;

  const key = () => `momentum-exam-${room.id}`;
  const waiting = () => JSON.parse(localStorage.getItem(key()) ?? "[]");
  const store = (acts) => (acts.length ? localStorage.setItem(key(), JSON.stringify(acts)) : localStorage.removeItem(key()));
  const tell = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));

  const trouble = (words) => {
    if (room.troubled === words) return;
    room.troubled = words;
    const box = room.here.querySelector("[data-trouble]");
    box.replaceChildren();
    if (!words) return;
    room.saved.hidden = true;
    const notice = document.getElementById("not-sent").content.cloneNode(true);
    notice.querySelector("strong").textContent = "Not saved yet.";
    notice.querySelector("p span").textContent = words;
    box.append(notice);
  };
  const saved = () => {
    room.saved.hidden = false;
    const time = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    room.saved.querySelector("span").textContent = `Saved ${time}`;
  };

  const send = (acts) => {
    const aged = acts.map(({ at, ...act }) => ({ ...act, ago: Math.max(0, (Date.now() - at) / 1000) }));
    const token = room.here.querySelector("[name=csrf_token]").value;
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
    return fetch(room.acts, { method: "POST", headers, body: JSON.stringify({ acts: aged }), keepalive: true });
  };
  const flushOnce = async () => {
    const acts = waiting(), here = room;
    try {
      const response = await send(acts);
      if (response.status >= 500) throw new Error("not kept");
      if (room !== here) return false;
      const sent = new Set(acts.map((act) => act.id));
      store(waiting().filter((act) => !sent.has(act.id)));
      if (!response.ok) {
        trouble("That could not be understood. Load the page again; what was kept is kept.");
        return false;
      }
      trouble("");
      saved();
      tell("exam:heard", await response.json());
      return true;
    } catch {
      if (room !== here) return false;
      trouble("No connection just now. Your answers are kept on this machine and sent as soon as it is back; the clock runs on.");
      clearTimeout(room.retry);
      room.retry = setTimeout(() => room === here && flush(), AGAIN);
      return false;
    }
  };
  // One request at a time, so that acts arrive in the order they were made.
  const flush = () => {
    room.sending ??= (async () => {
      while (room && waiting().length && (await flushOnce()));
      if (room) room.sending = null;
    })();
    return room.sending;
  };

  document.addEventListener("exam:act", ({ detail }) => {
    store([...waiting(), { id: crypto.randomUUID(), option: "", ...detail, at: Date.now() }]);
    flush();
  });
  document.addEventListener("exam:flush", async ({ detail }) => {
    await flush();
    if (!room) return;
    const empty = !waiting().length;
    if (!empty && detail.must) trouble("It can be handed in when the connection is back. When time is up it is handed in by itself.");
    detail.then(empty);
  });
  document.addEventListener("exam:waiting", ({ detail }) => detail.push(...(room ? waiting() : [])));
  window.addEventListener("online", () => room?.here.isConnected && flush());

  document.addEventListener("momentum:page", () => {
    const here = document.querySelector("[data-exam]");
    const { exam: id, acts } = here?.dataset ?? {};
    room = here && { id, here, acts, saved: document.querySelector("[data-saved]"), troubled: "", sending: null };
  });
})();
