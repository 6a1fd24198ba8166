// Every page works without this.
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const make = (tag, properties) => Object.assign(document.createElement(tag), properties);
const on = (target, type, action) => target.addEventListener(type, action);
const page = document.body.dataset;

// Many rows: choose all, a range with Shift, a live count.
function rows(form) {
  const boxes = all("tbody [type=checkbox]", form);
  const head = form.querySelector("[data-all]");
  let last = null;
  const show = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    all("[data-count]", form).forEach((at) => { at.textContent = chosen.toLocaleString(document.documentElement.lang); });
    all("[data-bulk]", form).forEach((bar) => { bar.hidden = chosen === 0; });
    if (head) {
      head.checked = chosen > 0 && chosen === boxes.length;
      head.indeterminate = chosen > 0 && chosen < boxes.length;
    }
  };
  on(form, "click", ({ target, shiftKey }) => {
    if (!boxes.includes(target)) return;
    if (shiftKey && last) {
      const [from, to] = [boxes.indexOf(last), boxes.indexOf(target)].sort((a, b) => a - b);
      boxes.slice(from, to + 1).forEach((box) => { box.checked = target.checked; });
    }
    last = target;
    show();
  });
  if (head) on(head, "change", () => {
    boxes.forEach((box) => { box.checked = head.checked; });
    show();
  });
  
  show();
}

// A question before what cannot be undone, in the page's own words.
function ask(text, label) {
  const dialog = make("dialog", { className: "dialog", ariaLabel: text });
  const actions = make("form", { className: "actions", method: "dialog" });
  const button = (textContent, value, look) => make("button", { textContent, value, className: `button ${look}` });
  actions.append(button(page.cancel, "", ""), button(label, "yes", "danger"));
  dialog.append(make("p", { textContent: text }), actions);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((answer) => {
    on(dialog, "close", () => { answer(dialog.returnValue === "yes"); dialog.remove(); });
  });
}

// Photos: JPEG of at most 1,600 px, over several shots, each removable.
async function smaller(file) {
  if (!file.type.startsWith("image/") || file.size < 300_000) return file;
  try {
    const image = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, 1600 / Math.max(image.width, image.height));
    const canvas = make("canvas", { width: image.width * scale, height: image.height * scale });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => { canvas.toBlob(done, "image/jpeg", 0.82); });
    return blob && blob.size < file.size ? new File([blob], `${file.name}.jpg`, { type: blob.type }) : file;
  } catch {
    return file;
  }
}

const underWay = new WeakMap();
function photos(input) {
  const list = make("div", { className: "photos" });
  const box = input.closest(".drop") ?? input;
  box.classList.add("ready");
  box.after(list);
  let kept = [];
  const show = () => {
    const transfer = new DataTransfer();
    kept.forEach((file) => transfer.items.add(file));
    input.files = transfer.files;
    all("img", list).forEach((image) => URL.revokeObjectURL(image.src));
    list.replaceChildren(...kept.map((file) => {
      const cell = make("div", {});
      const remove = make("button", { type: "button", textContent: "×", ariaLabel: page.remove });
      on(remove, "click", () => { kept = kept.filter((other) => other !== file); show(); });
      cell.append(make("img", { src: URL.createObjectURL(file), alt: file.name }), remove);
      return cell;
    }));
  };
  on(input, "change", () => {
    const work = Promise.all([...input.files].map(smaller)).then((files) => { kept = [...kept, ...files]; show(); });
    underWay.set(input.form, work.finally(() => underWay.delete(input.form)));
  });
}

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

const asked = new WeakSet();
const resting = new Set();
const wake = () => resting.forEach((button) => { button.disabled = false; button.ariaBusy = null; resting.delete(button); });
async function submit(event) {
  const { target: form, submitter } = event;
  const question = submitter?.dataset.confirm ?? form.dataset.confirm;
  if (underWay.has(form) || (question && !asked.delete(form))) {
    event.preventDefault();
    await underWay.get(form);
    if (question && !(await ask(question, submitter?.textContent.trim() ?? "✓"))) return;
    asked.add(form);
    form.requestSubmit(submitter);
    return;
  }
  if ("forget" in form.dataset) drafts.forget();
  if (form.dataset.keep) sessionStorage.setItem("sent draft", drafts.name(form));
  if (form.method !== "post") return;
  // Only after the browser has read the form, so that the pressed button's name is sent too.
  setTimeout(() => all("button:not([type=button], :disabled)", form).forEach((button) => {
    button.disabled = true;
    button.ariaBusy = button === submitter;
    resting.add(button);
  }));
  // A download or a failed line leaves the page standing; the form's key keeps a second try harmless.
  setTimeout(wake, 15_000);
}

on(document, "submit", submit);
all("form[data-rows]").forEach(rows);
all("input[data-photos]").forEach(photos);
try {
  drafts.settle();
  all("form[data-keep]").forEach((form) => {
    drafts.restore(form);
    on(form, "input", () => drafts.save(form));
  });
} catch { /* nothing may be stored here */ }
all("form[data-autosubmit]").forEach((form) => {
  on(form, "change", () => form.requestSubmit());
  on(form, "formdata", ({ formData }) => [...formData].forEach(([name, value]) => value === "" && formData.delete(name)));
  all("[data-go]", form).forEach((button) => { button.hidden = true; });
});
all("[data-print]").forEach((button) => { button.hidden = false; on(button, "click", () => print()); });

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
