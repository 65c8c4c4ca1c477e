// While an author types, the preview follows: the server checks what stands in the form and shows it, and saves nothing.
(() => {
  const PAUSE = 700;
  let waiting = 0, asking = null;

  const open = (preview) => new Set([...preview.querySelectorAll("details[open][data-keep]")].map((part) => part.dataset.keep));

  const show = (preview, html) => {
    const before = open(preview), known = preview.querySelector("details[data-keep]") !== null;
    preview.innerHTML = html;
    for (const part of preview.querySelectorAll("details[data-keep]")) if (known) part.open = before.has(part.dataset.keep);
    document.dispatchEvent(new CustomEvent("momentum:page"));
  };

  const refresh = async (form) => {
    const preview = document.getElementById("preview");
    if (!form.isConnected || !preview) return;
    asking?.abort();
    asking = new AbortController();
    try {
      const body = new URLSearchParams(new FormData(form));
      const answer = await fetch(form.dataset.preview, { method: "POST", body, signal: asking.signal });
      if (answer.ok) show(preview, await answer.text());
    } catch {
      // The preview stays as it was: what is typed is safe, and the next pause asks again.
    }
  };

  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!form?.dataset.preview) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => refresh(form), PAUSE);
  });
})();
