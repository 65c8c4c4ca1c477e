// Sends the browser's time zone once, through the form the server shows while it does not know it:
// <form method="post" data-zone-form><input type="hidden" name="zone" value=""></form>. Elsewhere it fills [data-zone].
(() => {
  const begin = async () => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (!zone) return;
    for (const input of document.querySelectorAll("input[data-zone]")) input.value ||= zone;
    const form = document.querySelector("form[data-zone-form]");
    if (!form || form.dataset.sent) return;
    form.dataset.sent = "yes";
    form.elements.zone.value = zone;
    try {
      await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual" });
    } catch {
      delete form.dataset.sent; // offline: the next page tries again
    }
  };
  document.addEventListener("momentum:page", begin);
})();
