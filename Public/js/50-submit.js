const asked = new WeakSet();
// Forms that are sent as soon as their files are there: a second tap changes nothing.
const waiting = new WeakSet();
const resting = new Set();
const wake = () => resting.forEach((button) => { button.disabled = false; button.ariaBusy = null; resting.delete(button); });
const countPhotos = (form) => {
  const chosen = form.querySelector("input[data-photos]");
  if (chosen) form.elements.photos_sent.value = chosen.files.length;
};
// Kept on this phone before it goes: then nothing is lost, whatever becomes of the line.
const taken = new WeakSet();
async function keepFirst(form, submitter) {
  if (waiting.has(form)) return;
  waiting.add(form);
  if (submitter) submitter.ariaBusy = true;
  let goes;
  try { goes = await take(form, submitter); } catch {
    // Nothing may be stored here.
    await underWay.get(form);
    goes = true;
  }
  waiting.delete(form);
  if (submitter) submitter.ariaBusy = null;
  if (!goes) return;
  taken.add(form);
  form.requestSubmit(submitter);
}
async function submit(event) {
  const { target: form, submitter } = event;
  if ("waits" in form.dataset && page.line && !/^(more|charge)$/.test(submitter?.name) && !taken.delete(form)) {
    event.preventDefault();
    keepFirst(form, submitter);
    return;
  }
  const question = submitter?.dataset.confirm ?? form.dataset.confirm;
  if (underWay.has(form) || (question && !asked.delete(form))) {
    event.preventDefault();
    if (waiting.has(form)) return;
    waiting.add(form);
    if (submitter) submitter.ariaBusy = true;
    await underWay.get(form);
    waiting.delete(form);
    if (submitter) submitter.ariaBusy = null;
    if (question && !(await ask(question, submitter?.textContent.trim() ?? "✓"))) return;
    asked.add(form);
    form.requestSubmit(submitter);
    return;
  }
  if ("forget" in form.dataset) drafts.forget();
  if ("keep" in form.dataset) drafts.sent(form);
  countPhotos(form);
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
