// A long form is kept on this device until it has been saved; what the server sent back wins.
const drafts = {
  name: (form) => `draft ${page.person} ${form.dataset.keep}`,
  fields: (form) => all("input, select, textarea", form).filter((field) => field.name && !/hidden|file|password/.test(field.type)),
  save(form) {
    localStorage.setItem(drafts.name(form), JSON.stringify(drafts.fields(form).map(({ name, value, checked }) => [name, value, checked])));
  },
  restore(form) {
    const name = drafts.name(form);
    const text = localStorage.getItem(name);
    if (!text || form.querySelector(".errors, [aria-invalid]")) return;
    const fields = drafts.fields(form);
    JSON.parse(text).forEach(([name, value, checked], at) => {
      const field = fields[at];
      if (field?.name !== name) return;
      if (!/radio|checkbox/.test(field.type)) field.value = value;
      else if (field.value === value) field.checked = checked;
    });
    const note = make("p", { className: "flash info wide", role: "status", textContent: page.restored });
    const discard = make("button", { type: "button", className: "button small", textContent: page.discard });
    on(discard, "click", () => { localStorage.removeItem(name); form.reset(); note.remove(); });
    note.append(discard);
    form.prepend(note);
  },
  forget: () => Object.keys(localStorage).forEach((key) => key.startsWith("draft ") && localStorage.removeItem(key)),
  settle() {
    const sent = sessionStorage.getItem("sent draft");
    sessionStorage.removeItem("sent draft");
    // An error page, or signing in again, is no answer: the draft stays.
    if (sent && page.page !== "plain" && !document.querySelector(".errors")) localStorage.removeItem(sent);
  },
};
