// A form is sent once at a time. If the answer does not reach the server, the form stays as it is, with its answer_id,
// says so, and goes out again on the next press or when the browser is back online.
(() => {
  const posts = (form) => form.method === "post" && !form.hasAttribute("data-many");
  let waiting = null;

  const busy = (form, on, submitter) => {
    if (on) form.dataset.busy = "yes";
    else delete form.dataset.busy;
    const buttons = submitter ? [submitter] : form.querySelectorAll("[aria-busy]");
    for (const button of buttons) {
      if (on) button.setAttribute("aria-busy", "true");
      else button.removeAttribute("aria-busy");
    }
  };

  const fault = (form, words) => {
    let box = form.querySelector("[data-fault-box]");
    if (!box) {
      box = document.createElement("div");
      box.dataset.faultBox = "";
      box.setAttribute("role", "alert");
      (form.querySelector(".actions") || form.lastElementChild || form).before(box);
    }
    box.replaceChildren(document.getElementById("not-sent").content.cloneNode(true));
    box.querySelector("p span").textContent = words;
    waiting = form;
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!posts(form)) return;
    if (form.dataset.busy) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    busy(form, true, event.submitter);
  }, true);

  const sentBy = (event) => {
    const ctx = event.detail?.ctx;
    const form = ctx?.sourceElement?.closest?.("form");
    return form && ctx.request?.method === "POST" ? form : null;
  };

  document.addEventListener("htmx:error", (event) => {
    const form = sentBy(event);
    if (form && !event.detail.ctx.response) fault(form, "It is kept here and will be sent again when you are back online.");
  });
  document.addEventListener("htmx:before:swap", (event) => {
    const form = sentBy(event);
    const { response, text } = event.detail?.ctx ?? {};
    if (!form || !(response?.status >= 500)) return;
    event.preventDefault();
    const said = new DOMParser().parseFromString(text, "text/html").querySelector("[data-what-to-do]");
    fault(form, `It is kept here; press again to send it again. ${said?.textContent.trim() ?? ""}`);
  });
  document.addEventListener("htmx:finally:request", (event) => {
    const form = sentBy(event);
    if (form) busy(form, false);
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-busy]")) busy(form, false);
  });
  window.addEventListener("online", () => {
    if (waiting?.isConnected) waiting.requestSubmit();
    waiting = null;
  });
})();
