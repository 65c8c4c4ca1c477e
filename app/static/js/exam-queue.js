// What is done in a sitting is kept on this machine until the server has it, and sent with how long it waited.
// Hears "exam:act" {place, name, option} and "exam:flush" {must, then(empty)}: with `must`, words for when there is no
// connection, the server has to answer even if nothing waits. Tells "exam:heard", what the server says.
(() => {
  const AGAIN = 3000, PATIENCE = 10_000, MOST = 200, DAY = 86_400;
  const WAITS = { 401: "You are signed out. Sign in again in another tab: your answers are kept on this machine and sent then; the clock runs on." };
  let room = null;

  const key = () => `momentum-exam-${room.id}`;
  const waiting = () => JSON.parse(localStorage.getItem(key()) ?? "[]");
  const store = (acts) => (acts.length ? localStorage.setItem(key(), JSON.stringify(acts)) : localStorage.removeItem(key()));
  const tell = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));

  const trouble = (words) => {
    if (room.troubled === words) return;
    room.troubled = words;
    if (!room.notice) return;
    room.notice.querySelector("p span").textContent = words;
    room.notice.hidden = !words;
    if (words) room.saved.hidden = true;
  };
  const saved = () => {
    if (!room.saved) return;
    room.saved.hidden = false;
    room.saved.querySelector("span").textContent = `Saved ${new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })}`;
  };

  const send = (acts) => {
    const aged = acts.map(({ at, ...act }) => ({ ...act, ago: Math.min(DAY, Math.max(0, (Date.now() - at) / 1000)) }));
    const headers = { "Content-Type": "application/json", "X-CSRFToken": room.here.querySelector("[name=csrf_token]").value };
    return fetch(room.acts, { method: "POST", headers, body: JSON.stringify({ acts: aged }), signal: AbortSignal.timeout(PATIENCE), keepalive: true });
  };
  // A cookie that is gone takes its token along; the page as it is now has one that counts.
  const renew = async (here) => {
    const page = await (await fetch(location.href)).text();
    const token = new DOMParser().parseFromString(page, "text/html").querySelector("[data-acts] [name=csrf_token]");
    if (!token) throw new Error(WAITS[401]);
    for (const field of document.querySelectorAll("[name=csrf_token]")) field.value = token.value;
    return room === here;
  };
  // The server counts back from when it heard; so what was done while a request was under way is put off by as long as
  // that took, and stays later than what it carried, however slow it was.
  const settle = (acts, began, kept) => {
    const sent = new Set(acts.map((act) => act.id)), took = Date.now() - began;
    store(waiting().flatMap((act) => (!sent.has(act.id) ? [{ ...act, at: act.at + took }] : kept ? [] : [act])));
  };
  const flushOnce = async () => {
    const acts = waiting().slice(0, MOST), here = room, began = Date.now();
    try {
      let response = await send(acts);
      if (response.status === 400 && (await renew(here))) response = await send(acts);
      if ([401, 429].includes(response.status) || response.status >= 500) throw new Error(WAITS[response.status]);
      if (room !== here) return false;
      settle(acts, began, true);
      if (!response.ok) {
        trouble("That could not be understood. Load the page again; what was kept is kept.");
        return false;
      }
      room.must = "";
      trouble("");
      saved();
      tell("exam:heard", await response.json());
      return true;
    } catch (error) {
      if (room !== here) return false;
      settle(acts, began, false);
      trouble(Object.values(WAITS).includes(error.message) ? error.message : room.must || "No connection just now. Your answers are kept on this machine and sent as soon as it is back; the clock runs on.");
      clearTimeout(room.retry);
      room.retry = setTimeout(() => room === here && flush(), AGAIN);
      return false;
    }
  };
  // One request at a time, so that acts arrive in the order they were made.
  const flushAll = async (here) => {
    while (room === here && (room.must || waiting().length) && (await flushOnce()));
  };
  const flush = () => {
    const here = room;
    here.sending ??= flushAll(here).finally(() => (here.sending = null));
    return here.sending;
  };

  document.addEventListener("exam:act", ({ detail }) => {
    store([...waiting(), { id: crypto.randomUUID(), option: "", ...detail, at: Date.now() }]);
    flush();
  });
  document.addEventListener("exam:flush", async ({ detail }) => {
    if (!room) return;
    room.must = detail.must ?? room.must;
    await flush();
    if (room) detail.then(!room.must && !waiting().length);
  });
  document.addEventListener("exam:waiting", ({ detail }) => detail.push(...(room ? waiting() : [])));
  window.addEventListener("online", () => room?.here.isConnected && flush());

  // Also a page after the end sends what a closed tab left: it is kept, though it may be late.
  document.addEventListener("momentum:page", () => {
    const here = document.querySelector("[data-acts]"), acts = here?.dataset.acts;
    room = here && { id: acts.split("/").at(-2), here, acts, saved: document.querySelector("[data-saved]"), troubled: "", must: "", sending: null };
    const box = here?.querySelector("[data-trouble]");
    if (box) {
      // Made while there is a connection: its sign could not be fetched without one.
      box.replaceChildren(document.getElementById("not-sent").content.cloneNode(true));
      room.notice = box.firstElementChild;
      room.notice.hidden = true;
      room.notice.querySelector("strong").textContent = "Not saved yet.";
    }
    if (room && waiting().length) flush();
  });
})();
