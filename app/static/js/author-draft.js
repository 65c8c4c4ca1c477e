// What is typed into the editor and not saved is kept in this browser, and offered back when its tab died.
// A draft goes when the server says that it was saved, or when its author throws it away.
(() => {
  const editor = () => document.querySelector("form[data-editor]");
  const place = (name) => `momentum:draft:${name}`;
  const stored = (work) => { try { return work(localStorage); } catch { return null; } };
  const find = (name) => stored((kept) => JSON.parse(kept.getItem(place(name)) ?? "null"));
  const drop = (name) => stored((kept) => kept.removeItem(place(name)));
  const dropBoth = (name) => [name, `${name} source`].forEach(drop);
  const entries = (form) => [...new FormData(form)].filter(([name]) => !["csrf_token", "act"].includes(name));
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

  const keep = (form) => {
    const draft = { at: new Date().toISOString(), etag: form.dataset.etag, entries: entries(form) };
    stored((kept) => kept.setItem(place(form.dataset.editor), JSON.stringify(draft)));
  };

  // The server fills the form again: what it can show is what it could save.
  const takeBack = (form, draft) => {
    const sender = document.createElement("form");
    sender.method = "post";
    sender.action = form.action;
    sender.hidden = true;
    sender.setAttribute("hx-boost", "false");
    for (const [name, value] of [...draft.entries, ["csrf_token", form.elements.csrf_token.value], ["act", "check"]]) {
      const field = document.createElement("textarea");
      field.name = name;
      field.value = value;
      sender.append(field);
    }
    form.after(sender);
    sender.requestSubmit();
  };

  const offer = (form, draft) => {
    const box = document.createElement("div");
    box.dataset.keptDraft = "";
    box.append(document.getElementById("kept-draft").content.cloneNode(true));
    const at = new Date(draft.at), today = at.toDateString() === new Date().toDateString();
    const time = box.querySelector("time");
    time.dateTime = draft.at;
    time.textContent = at.toLocaleString("en-GB", { hour: "2-digit", minute: "2-digit", ...(today ? {} : { day: "numeric", month: "long" }) });
    box.querySelector("[data-draft=take]").addEventListener("click", () => takeBack(form, draft));
    box.querySelector("[data-draft=drop]").addEventListener("click", () => {
      drop(form.dataset.editor);
      box.remove();
    });
    document.querySelector("main .messages").append(box);
  };

  const arrived = () => {
    const form = editor();
    if (!form || form.dataset.met) return;
    form.dataset.met = "yes";
    if (form.dataset.saved) dropBoth(form.dataset.saved);
    if ("dirty" in form.dataset) return keep(form);
    const draft = find(form.dataset.editor);
    if (!draft?.entries) return;
    if (same(draft.entries, entries(form))) drop(form.dataset.editor);
    else offer(form, draft);
  };

  let waiting = 0;
  const soon = (form) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => form.isConnected && keep(form), 300);
  };
  document.addEventListener("input", (event) => event.target.form?.dataset.editor && soon(event.target.form));
  document.addEventListener("click", (event) => {
    const left = event.target.closest?.("[data-drop-draft]");
    if (left) dropBoth(left.dataset.dropDraft);
  });
  document.addEventListener("momentum:page", arrived);
})();
