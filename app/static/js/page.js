// After every page, loaded or swapped in: say its title, move focus to where reading starts, tell the other scripts.
(() => {
  const arrived = (swapped) => {
    document.dispatchEvent(new CustomEvent("momentum:page"));
    if (!swapped) return;
    const say = document.getElementById("say");
    if (say) say.textContent = document.title;
    const start = document.querySelector("main [autofocus], main [data-focus]") || document.querySelector("main h1") || document.getElementById("main");
    if (!start) return;
    if (!start.matches("a, button, input, select, textarea, summary, [tabindex]")) start.tabIndex = -1;
    start.focus({ preventScroll: true });
  };

  const setThemeAside = () => {
    const dark = document.documentElement.dataset.theme
      ? document.documentElement.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    for (const input of document.querySelectorAll("[data-theme-form] [name=theme]")) input.value = dark ? "light" : "dark";
  };

  // The sign behind lit words stays with the last of them: alone on the next line it would say nothing.
  const keepSigns = () => {
    for (const sign of document.querySelectorAll(".cue > .sign")) {
      const words = sign.previousSibling;
      if (words?.nodeType !== Node.TEXT_NODE) continue;
      const last = document.createElement("span");
      last.className = "with-sign";
      last.append(words.splitText(words.data.trimEnd().lastIndexOf(" ") + 1), sign);
      words.after(last);
    }
  };

  document.addEventListener("momentum:page", setThemeAside);
  document.addEventListener("momentum:page", keepSigns);
  document.addEventListener("DOMContentLoaded", () => arrived(false));
  document.addEventListener("htmx:finally:swap", () => setTimeout(() => arrived(true)));

  // A form that was refused keeps its page's address: reloading it must not ask for a page that only takes POST.
  document.addEventListener("htmx:before:history:update", (event) => {
    if (event.detail.response?.status >= 400 && event.detail.sourceElement?.matches?.("form[method=post]")) event.preventDefault();
  });

  // The list under More closes on Escape, on a press elsewhere, and when focus leaves it.
  const closeMore = (keepFor) => {
    for (const more of document.querySelectorAll("details[data-more][open]")) {
      if (!keepFor || !more.contains(keepFor)) more.open = false;
    }
  };
  document.addEventListener("click", (event) => closeMore(event.target));
  document.addEventListener("focusin", (event) => closeMore(event.target));
  document.addEventListener("keydown", (event) => {
    const more = event.key === "Escape" && document.querySelector("details[data-more][open]");
    if (!more) return;
    more.open = false;
    more.querySelector("summary").focus();
  });
})();
