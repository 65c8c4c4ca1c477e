// Groups of choices (options, or one list an axis): which one the next digit goes to, and whether all are answered.
(() => {
  const enough = (group) => group.querySelectorAll(":checked").length >= Number(group.dataset.answers || 1);

  const point = (form, at) => {
    const groups = [...form.querySelectorAll("[data-group]")];
    for (const group of groups) group.removeAttribute("data-active");
    if (groups.length > 1) groups[at % groups.length].setAttribute("data-active", "");
    form.toggleAttribute("data-complete", groups.length > 0 && groups.every(enough));
  };

  const begin = () => {
    for (const form of document.querySelectorAll("form:has([data-group])")) {
      const groups = [...form.querySelectorAll("[data-group]")];
      point(form, Math.max(0, groups.findIndex((group) => !enough(group))));
    }
  };

  const chosen = (event) => {
    const group = event.target.closest?.("[data-group]");
    if (!group) return;
    const groups = [...group.form.querySelectorAll("[data-group]")];
    const limit = Number(group.dataset.answers || 1);
    if (event.target.type === "checkbox" && group.querySelectorAll(":checked").length > limit) event.target.checked = false;
    point(group.form, groups.indexOf(group) + (enough(group) ? 1 : 0));
  };

  document.addEventListener("change", chosen);
  document.addEventListener("momentum:page", begin);
})();
