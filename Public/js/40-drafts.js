// A long form is kept on this device until it has been saved; what the server sent back wins.
const drafts = {
  // Nothing of one company comes into a form of another. Amounts mean what they meant: another unit, another draft.
  name: (form) => ["draft", page.person, new URL(form.action).pathname.split("/")[1], form.dataset.keep || new URL(form.action).pathname, ...[form.elements.money_unit?.value].filter((unit) => unit === "toman")].join(" "),
  fields: (form) => all("input, select, textarea", form).filter((field) => field.name && !/hidden|file|password/.test(field.type)),
  // Photos that have arrived are named, so that nobody takes them twice.
  save(form) {
    const typed = drafts.fields(form).map(({ name, value, checked }) => [name, value, checked]);
    const kept = all("input[name=kept], input[name^=ask_]", form).map(({ name, value, title }) => [name, value, title]);
    localStorage.setItem(drafts.name(form), JSON.stringify([...typed, ...kept]));
  },
  restore(form) {
    const text = localStorage.getItem(drafts.name(form));
    if (!text || form.querySelector(".errors, [aria-invalid], [data-asks]")) return;
    const draft = JSON.parse(text);
    // What is open to any customer, or was changed by others meanwhile, is filled in only by whoever says so.
    if (!("offer" in form.dataset)) drafts.fill(form, draft);
    else if (!drafts.stands(form, draft)) drafts.note(form, page.unsaved, [page.bring, () => drafts.fill(form, draft)]);
  },
  stands(form, draft) {
    const now = new Set(drafts.fields(form).map(({ name, value, checked }) => JSON.stringify([name, value, checked])));
    return draft.every((one) => one[1] === "" || now.has(JSON.stringify(one)));
  },
  note(form, text, ...choices) {
    const note = make("p", { className: "flash info wide", role: "status", textContent: text });
    const button = ([textContent, then]) => {
      const one = make("button", { type: "button", className: "button small", textContent });
      on(one, "click", () => { note.remove(); then(); });
      return one;
    };
    const forget = () => { localStorage.removeItem(drafts.name(form)); form.reset(); };
    note.append(...[...choices, [page.discard, forget]].map(button));
    form.prepend(note);
  },
  fill(form, draft) {
    drafts.grow(form, draft.map(([name]) => name));
    // By name and in order: a draft and its page need not have the same rows. What is asked now in the place of something else gets
    // no answer of that.
    const fields = drafts.fields(form);
    const asked = new Map(draft.filter(([name]) => name.startsWith("ask_")));
    const isOther = (place) => asked.get(`ask_${place}`) !== form.elements[`ask_${place}`]?.value;
    draft.filter(([name]) => !(/^answer_/.test(name) && isOther(name.match(/\d+$/)?.[0]))).forEach(([name, value, checked]) => {
      const at = fields.findIndex((field) => field.name === name);
      if (at < 0) return;
      const [field] = fields.splice(at, 1);
      if (!/radio|checkbox/.test(field.type)) field.value = value;
      else if (field.value === value) field.checked = checked;
    });
    const arrived = draft.filter(([name]) => name === "kept").map(([, kept, name]) => ({ kept, name }));
    form.querySelector("input[data-photos]")?.dispatchEvent(new CustomEvent("arrived", { detail: arrived }));
    drafts.note(form, page.restored);
    form.dispatchEvent(new Event("change"));
  },
  // As many rows for parts as there were when the draft was kept: the page opens with few.
  grow(form, names) {
    const count = form.elements.rows;
    const row = (number) => form.elements[`part${number}`]?.closest(".pair");
    for (let next = Number(count?.value) + 1; names.includes(`part${next}`) && row(next - 1); next++) {
      const copy = row(next - 1).cloneNode(true);
      all("input", copy).forEach((field) => { field.name = field.name.replace(/\d+$/, next); field.id = `f-${field.name}`; });
      row(next - 1).after(copy);
      count.value = next;
    }
  },
  forget: () => Object.keys(localStorage).forEach((key) => key.startsWith("draft ") && localStorage.removeItem(key)),
  sent(form) {
    sessionStorage.setItem("sent draft", JSON.stringify([drafts.name(form), form.elements.key.value]));
  },
  // Only the server knows that a form is stored, and says so by its key: whatever else comes, the draft stays.
  settle() {
    const [name, key] = JSON.parse(sessionStorage.getItem("sent draft") ?? "[]");
    if (!name || !document.cookie.split("; ").some((cookie) => cookie.replace("__Host-", "") === `kardan_stored=${key}`)) return;
    sessionStorage.removeItem("sent draft");
    localStorage.removeItem(name);
  },
};
// Enter in a long form goes to its next field: what it ends is ended by its button alone.
function onward(event) {
  if (event.key !== "Enter" || !event.target.matches("input:not([type=checkbox], [type=radio], [type=file])")) return;
  event.preventDefault();
  const fields = all("input:not([type=hidden]), select, textarea", event.currentTarget).filter((field) => field.offsetParent);
  fields[fields.indexOf(event.target) + 1]?.focus();
}
