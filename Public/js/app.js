// Makes pages nicer; each of them works without this file.
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const page = document.body.dataset;

// Many rows: choose all, a range with Shift, a live count.
function rows(form) {
  const boxes = all("tbody [type=checkbox]", form);
  const head = form.querySelector("[data-all]");
  const number = new Intl.NumberFormat(document.documentElement.lang);
  let last = null;
  const show = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    all("[data-count]", form).forEach((at) => { at.textContent = number.format(chosen); });
    all("[data-bulk]", form).forEach((bar) => { bar.hidden = chosen === 0; });
    if (head) {
      head.checked = chosen > 0 && chosen === boxes.length;
      head.indeterminate = chosen > 0 && chosen < boxes.length;
    }
  };
  form.addEventListener("click", ({ target, shiftKey }) => {
    if (!boxes.includes(target)) return;
    if (shiftKey && last) {
      const [from, to] = [boxes.indexOf(last), boxes.indexOf(target)].sort((a, b) => a - b);
      boxes.slice(from, to + 1).forEach((box) => { box.checked = target.checked; });
    }
    last = target;
    show();
  });
  head?.addEventListener("change", () => {
    boxes.forEach((box) => { box.checked = head.checked; });
    show();
  });
  addEventListener("pageshow", show);
  show();
}

// A question before what cannot be undone, in the page's own words.
function ask(text, label) {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  const say = Object.assign(document.createElement("p"), { textContent: text });
  const actions = Object.assign(document.createElement("form"), { className: "actions", method: "dialog" });
  const button = (words, value, look) =>
    Object.assign(document.createElement("button"), { textContent: words, value, className: `button ${look}` });
  actions.append(button(page.cancel, "", ""), button(label, "yes", "danger"));
  dialog.append(say, actions);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((answer) => {
    dialog.addEventListener("close", () => { answer(dialog.returnValue === "yes"); dialog.remove(); });
  });
}

// Photos: at most 1,600 px and JPEG, added up over several shots, each removable.
async function smaller(file) {
  if (!file.type.startsWith("image/") || file.size < 300_000) return file;
  try {
    const image = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, 1600 / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => { canvas.toBlob(done, "image/jpeg", 0.82); });
    return blob && blob.size < file.size ? new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: blob.type }) : file;
  } catch {
    return file;
  }
}

const underWay = new WeakMap();
function photos(input) {
  const list = document.createElement("div");
  list.className = "photos";
  input.after(list);
  let kept = [];
  const show = () => {
    const transfer = new DataTransfer();
    kept.forEach((file) => transfer.items.add(file));
    input.files = transfer.files;
    all("img", list).forEach((image) => URL.revokeObjectURL(image.src));
    list.replaceChildren(...kept.map((file) => {
      const cell = document.createElement("div");
      const remove = Object.assign(document.createElement("button"), { type: "button", textContent: "×", ariaLabel: page.remove });
      remove.addEventListener("click", () => { kept = kept.filter((other) => other !== file); show(); });
      cell.append(Object.assign(new Image(), { src: URL.createObjectURL(file), alt: file.name }), remove);
      return cell;
    }));
  };
  input.addEventListener("change", () => {
    const chosen = [...input.files];
    const work = Promise.all(chosen.map(smaller)).then((files) => { kept = [...kept, ...files]; show(); });
    underWay.set(input.form, work.finally(() => underWay.delete(input.form)));
  });
}

// A long form is kept on this device until it has been saved; what the server sent back wins.
const drafts = {
  name: (form) => `draft ${page.person} ${form.dataset.keep}`,
  fields: (form) => all("input, select, textarea", form).filter((field) => field.name && !["hidden", "file", "password"].includes(field.type)),
  save(form) {
    const values = drafts.fields(form).map((field) => [field.name, field.value, /radio|checkbox/.test(field.type) ? field.checked : null]);
    localStorage.setItem(drafts.name(form), JSON.stringify(values));
  },
  restore(form) {
    const text = localStorage.getItem(drafts.name(form));
    if (!text || form.querySelector(".errors, [aria-invalid]")) return;
    const fields = drafts.fields(form);
    JSON.parse(text).forEach(([name, value, checked], at) => {
      const field = fields[at]?.name === name ? fields[at] : null;
      if (field && checked === null) field.value = value;
      else if (field && field.value === value) field.checked = checked;
    });
    const note = Object.assign(document.createElement("p"), { className: "flash info wide", role: "status", textContent: page.restored });
    const discard = Object.assign(document.createElement("button"), { type: "button", className: "button small", textContent: page.discard });
    discard.addEventListener("click", () => { localStorage.removeItem(drafts.name(form)); form.reset(); note.remove(); });
    note.append(discard);
    form.prepend(note);
  },
  forget: () => Object.keys(localStorage).filter((key) => key.startsWith("draft ")).forEach((key) => localStorage.removeItem(key)),
  settle() {
    const sent = sessionStorage.getItem("sent draft");
    sessionStorage.removeItem("sent draft");
    // An error page, or the sign-in page, is not an answer: the draft stays.
    if (sent && page.page !== "plain" && !document.querySelector(".errors")) localStorage.removeItem(sent);
  },
};

const asked = new WeakSet();
async function submit(event) {
  const { target: form, submitter } = event;
  const question = submitter?.dataset.confirm ?? form.dataset.confirm;
  if (underWay.has(form) || (question && !asked.has(form))) {
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
  // After the browser has read the form, so that the pressed button's own name and value are sent too.
  setTimeout(() => all("button:not([type=button])", form).forEach((button) => { button.disabled = true; button.ariaBusy = button === submitter; }));
}

try { drafts.settle(); } catch { /* storage may be forbidden */ }
document.addEventListener("submit", submit);
all("form[data-rows]").forEach(rows);
all("input[data-photos]").forEach(photos);
all("form[data-keep]").forEach((form) => {
  try { drafts.restore(form); } catch { return; }
  form.addEventListener("input", () => { try { drafts.save(form); } catch { /* full or forbidden */ } });
});
all("form[data-autosubmit]").forEach((form) => {
  form.addEventListener("change", () => form.requestSubmit());
  form.addEventListener("formdata", ({ formData }) => [...formData].forEach(([name, value]) => value === "" && formData.delete(name)));
  all("[data-go]", form).forEach((button) => { button.hidden = true; });
});
all("[data-print]").forEach((button) => { button.hidden = false; button.addEventListener("click", () => print()); });

const open = () => all("details:is(.pop, .burger)[open]");
document.addEventListener("click", ({ target }) => open().forEach((menu) => {
  if (!menu.contains(target) && !target.closest(".side")) menu.open = false;
}));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") open().forEach((menu) => { menu.open = false; menu.firstElementChild.focus(); });
  if (event.key === "/" && !event.target.closest("input, textarea, select")) {
    document.querySelector("[data-slash]")?.focus();
    event.preventDefault();
  }
});
// Back in the browser's memory: nothing is under way any more.
addEventListener("pageshow", () => {
  all("form[method=post] button").forEach((button) => { button.disabled = false; button.ariaBusy = null; });
  all("form").forEach((form) => asked.delete(form));
});
