on(document, "submit", submit);
// A number that is there already is typed over, not into.
on(document, "focusin", ({ target }) => { if (target.matches("input[inputmode=numeric], input[inputmode=decimal]")) target.select(); });
// Of many tabs the one that is open may lie beyond the edge of a phone.
all(".tabs [aria-current]").forEach((tab) => tab.scrollIntoView({ block: "nearest", inline: "center" }));
all("form[data-rows]").forEach(rows);
all("form[data-drag]").forEach(drag);
all("[data-peek]").forEach(peek);
all("form[data-live]").forEach(live);
all("form[data-inquire]").forEach(inquire);
all("[data-choices]").forEach(choices);
all("[data-charges]").forEach(charges);
all("[data-pick]").forEach((button) => { button.hidden = false; on(button, "click", () => choose(button)); });
all("input[data-photos]").forEach(photos);
all("input[data-small]").forEach(small);
all("[data-pin]").forEach(pin);
if (page.kept) all("form[data-waits]").forEach(renew);
try {
  drafts.settle();
  all("form[data-keep]").forEach((form) => {
    drafts.restore(form);
    on(form, "input", () => drafts.save(form));
  });
} catch { /* nothing may be stored here */ }
all("form[data-steps]").forEach((form) => {
  on(form, "keydown", onward);
  all("input", form).forEach((field) => { field.enterKeyHint = "next"; });
});
all("form[data-autosubmit]").forEach((form) => {
  on(form, "change", () => form.requestSubmit());
  on(form, "formdata", ({ formData }) => [...formData].forEach(([name, value]) => value === "" && formData.delete(name)));
  all("[data-go]", form).forEach((button) => { button.hidden = true; });
});
// A choice that other fields follow from: the button that fetches them is for those without a script.
all("[data-refresh]").forEach((box) => {
  const go = box.querySelector("[data-go]");
  go.hidden = true;
  on(box, "change", () => go.form.requestSubmit(go));
});
all("[data-copy]").forEach(copy);
all("[data-camera]").forEach(camera);
all("form[data-push]").forEach(push);
all("form[data-proof]").forEach((form) => { const work = prove(form).finally(() => underWay.delete(form)); underWay.set(form, work); });
// A choice is confirmed as a text is: no browser sends a form by Enter in a list of choices.
all("form[data-enter] select").forEach((field) => on(field, "keydown", (event) => {
  if (event.key !== "Enter") return;
  event.preventDefault();
  field.form.requestSubmit();
}));
all("[data-print]").forEach((button) => { button.hidden = false; on(button, "click", () => print()); });

// A link to a closed box opens it.
const unfold = () => { const box = document.getElementById(location.hash.slice(1)); if (box?.matches("details")) box.open = true; };
on(window, "hashchange", unfold);
unfold();
const open = () => all("details:is(.pop, .burger)[open]");
on(document, "click", ({ target }) => open().forEach((menu) => {
  if (!menu.contains(target) && !target.closest(".side")) menu.open = false;
}));
on(document, "keydown", (event) => {
  if (event.key === "Escape") open().forEach((menu) => { menu.open = false; menu.firstElementChild.focus(); });
  if (event.key === "/" && !event.target.closest("input, textarea, select")) {
    document.querySelector("[data-slash]")?.focus();
    event.preventDefault();
  }
});
on(window, "pageshow", wake);
