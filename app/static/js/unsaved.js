// A form with [data-unsaved] asks before what was written in it is lost by leaving the page;
// one that came back with a fault was not saved either.
(() => {
  let changed = null;
  const lost = () => changed?.isConnected;
  const refused = () => (changed = document.querySelector("form[data-unsaved]:is([data-dirty], :has(.faulty))") ?? changed);
  refused();
  document.addEventListener("htmx:finally:swap", () => setTimeout(refused));
  document.addEventListener("input", (event) => (changed = event.target.closest("form[data-unsaved]") ?? changed));
  document.addEventListener("submit", (event) => event.target === changed && (changed = null));
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href]:not([href^="#"])');
    if (link && !link.hasAttribute("download") && lost() && !confirm("What you wrote is not saved yet. Leave it?")) {
      event.preventDefault();
      event.stopImmediatePropagation();
    } else if (link && lost()) changed = null;
  }, true);
  window.addEventListener("beforeunload", (event) => lost() && event.preventDefault());
})();
