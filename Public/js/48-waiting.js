// A form that is sent waits on this phone until the server says that it is stored: with a line it goes as any form does, without one
// it goes up by itself later, in order, once, by its key.
const say = document.getElementById("waiting")?.dataset;
const me = `${page.line?.split("/")[1]} ${page.person}`;
// Other tabs hear of it.
const tell = () => localStorage.setItem("forms", Date.now());
const number = (value) => value.toLocaleString(document.documentElement.lang);
const isStored = (key) => document.cookie.split("; ").some((cookie) => cookie.replace("__Host-", "") === `kardan_stored=${key}`);

const shelf = {
  open: () => shelf.base ??= new Promise((done, fail) => {
    const request = indexedDB.open("kardan", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("forms", { keyPath: "key" });
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  }),
  async do(mode, work) {
    const base = await shelf.open();
    return new Promise((done, fail) => {
      const deed = base.transaction("forms", mode, { durability: "strict" });
      const asked = work(deed.objectStore("forms"));
      deed.oncomplete = () => done(asked?.result);
      deed.onabort = () => fail(deed.error);
    });
  },
  put: (form) => shelf.do("readwrite", (forms) => forms.put(form)),
  get: (key) => shelf.do("readonly", (forms) => forms.get(key)),
  remove: (key) => shelf.do("readwrite", (forms) => forms.delete(key)),
  // What others have left here is theirs.
  mine: async () => (await shelf.do("readonly", (forms) => forms.getAll()))
    .filter(({ owner }) => owner === me).sort((one, other) => one.at - other.at),
};

// The token of now, of whoever is signed in; nothing where there is no line, `out` where nobody is signed in.
async function askLine() {
  const stop = new AbortController();
  const limit = setTimeout(() => stop.abort(), 6_000);
  try {
    const answer = await fetch(page.line, { redirect: "manual", cache: "no-store", signal: stop.signal });
    if (answer.type === "opaqueredirect") return { out: true };
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  } finally {
    clearTimeout(limit);
  }
}

// What stands in the form, to be kept: files by their bytes, since what a camera has left may be gone later.
async function fieldsOf(form, submitter) {
  const fields = [...new FormData(form)].filter(([, value]) => typeof value === "string" || value.name);
  if (submitter?.name) fields.push([submitter.name, submitter.value]);
  return Promise.all(fields.map(async ([name, value]) => [name, typeof value === "string" ? value
    : { name: value.name, type: value.type, bytes: await value.arrayBuffer() }]));
}
async function keptForm(form, submitter, change) {
  const { action, elements } = form;
  const path = new URL(action).pathname;
  const goesUp = form.querySelector("input[data-photos]")?.dataset.photos;
  return { key: elements.key.value, owner: me, at: Date.now(), path, goesUp, label: path.split("/").at(-2), state: "waiting",
    fields: await fieldsOf(form, submitter), ...change };
}
// Whether its photos have come to an end while there is a line.
async function hasSentPhotos(form) {
  while (underWay.has(form)) {
    await Promise.race([underWay.get(form), rest(10)]);
    if (underWay.has(form) && !(await askLine())) return false;
  }
  return true;
}
function lacking(form) {
  const { outcome } = form.elements;
  if (outcome?.value === "") return outcome[0];
  return outcome?.value === "not_home" ? undefined : all(":invalid", form).find(({ labels }) => labels?.length);
}
// Whether the browser may go on and send it itself.
async function take(form, submitter) {
  const line = navigator.onLine ? await askLine() : null;
  if (line && !line.out && await hasSentPhotos(form)) {
    countPhotos(form);
    await shelf.put(await keptForm(form, submitter, { sentAt: Date.now(), isFixed: true }));
    sessionStorage.setItem("sent form", form.elements.key.value);
    localStorage.removeItem(drafts.name(form));
    return true;
  }
  await Promise.race([underWay.get(form), rest(3)]);
  const field = lacking(form);
  if (field) {
    all("[data-lacks]", form).forEach((note) => note.remove());
    const note = make("p", { className: "error", role: "alert", textContent: form.dataset.lacks });
    note.dataset.lacks = "";
    field.closest(".field").querySelector(".note").append(note);
    field.focus();
    return false;
  }
  if (!(await ask(line?.out ? form.dataset.holdOut : form.dataset.hold, submitter?.textContent.trim() ?? "✓"))) return false;
  const held = await keptForm(form, submitter);
  if (!held.fields.some(([name]) => name === "confirmed")) held.fields.push(["confirmed", "1"]);
  await shelf.put(held);
  localStorage.removeItem(drafts.name(form));
  tell();
  const day = page.line.replace(/line$/, "today");
  location.href = line?.out ? `/sign-in?back=${encodeURIComponent(day)}` : day;
  return false;
}
// One form up: `stored`, `later`, `out` where its person must sign in, or `refused` where he must look at it.
async function deliver(form, token) {
  if (!form.isFixed) {
    if (!(await sendPhotos(form, token))) return "later";
    form.fields = form.fields.filter(([name]) => name !== "photos_sent");
    form.fields.push(["photos_sent", String(form.fields.filter(([, value]) => value.bytes).length)]);
    form.isFixed = true;
    await shelf.put(form);
  }
  const body = new FormData();
  body.append("csrf", token);
  form.fields.forEach(([name, value]) => {
    if (value.bytes) body.append(name, new Blob([value.bytes], { type: value.type }), value.name);
    else if (name !== "csrf") body.append(name, value);
  });
  try {
    const answer = await fetch(form.path, { method: "POST", body, redirect: "manual" });
    if (answer.type === "opaqueredirect") return isStored(form.key) ? "stored" : "out";
    form.status = answer.status;
    return answer.status >= 500 || answer.status === 429 || answer.status === 408 ? "later" : "refused";
  } catch {
    return "later";
  }
}
// Photos go up one by one, each once, and go on where a line was cut. One that is not taken goes with its form, whose answer says why.
async function sendPhotos(form, token) {
  const input = { form: { action: location.origin + form.path, elements: { csrf: { value: token } } }, dataset: { photos: form.goesUp } };
  for (const field of form.fields.filter(([, value]) => value.bytes && !value.isRefused)) {
    const [, { name, type, bytes, place }] = field;
    const sending = Object.assign(new Sending(input, new File([bytes], name, { type })), { place });
    for (let tries = 0; tries < 3 && await sending.step(); tries += 1) await rest(1);
    if (sending.kept) field.splice(0, 2, "kept", sending.kept);
    else Object.assign(field[1], { place: sending.place, isRefused: /^4(00|13|22)$/.test(sending.status) });
    await shelf.put(form);
    if (!sending.kept && !field[1].isRefused) return false;
  }
  return true;
}

const quietly = (work) => work.catch(() => { /* nothing may be stored here */ });
const again = () => { waits.tries = 0; quietly(waits.send()); };
const pauses = [5, 15, 30, 60, 120];
const waits = {
  tries: 0,
  async send() {
    if (!page.line || waits.isBusy) return;
    waits.isBusy = true;
    try {
      // Of several tabs one sends; two that did would make one record all the same.
      await (navigator.locks?.request("kardan forms", { ifAvailable: true }, (lock) => lock && waits.sendAll()) ?? waits.sendAll());
    } finally {
      waits.isBusy = false;
      await waits.show();
    }
  },
  async sendAll() {
    // What is sent by its own page just now, and what somebody must look at, holds up what came after it on its job.
    const mine = await shelf.mine();
    const isOnItsWay = ({ sentAt }) => Date.now() - (sentAt ?? 0) < 30_000;
    const behind = new Set(mine.filter((form) => form.state === "refused" || isOnItsWay(form)).map(({ path }) => path));
    const forms = mine.filter(({ path }) => !behind.has(path));
    if (forms.length === 0) return mine.some(isOnItsWay) && waits.later();
    const line = await askLine();
    if (!line || (line.person ?? page.person) !== page.person) return waits.later();
    for (const form of forms) {
      if (behind.has(form.path)) continue;
      form.state = "sending";
      await waits.note(form);
      const outcome = line.out ? "out" : await deliver(form, line.token);
      if (outcome === "stored") {
        await shelf.remove(form.key);
        waits.tell(form);
        waits.tries = 0;
        continue;
      }
      form.state = outcome === "later" ? "waiting" : outcome;
      await waits.note(form);
      behind.add(form.path);
      if (outcome !== "refused") return outcome === "later" && waits.later();
    }
  },
  async note(form) {
    await shelf.put(form);
    await waits.show();
  },
  later() {
    clearTimeout(waits.next);
    waits.next = setTimeout(() => quietly(waits.send()), 1000 * pauses[Math.min(waits.tries, pauses.length - 1)]);
    waits.tries += 1;
  },
  tell({ path, label }) {
    const note = make("p", { className: "flash done", role: "status" });
    note.append(make("a", { href: path.replace(/\/visits$/, ""), textContent: say.sent.replace("{0}", label) }));
    document.querySelector("main").prepend(note);
    tell();
  },
  // Shown by the server as any form that it does not take: with all that stood in it.
  async openAgain(form) {
    const line = await askLine();
    // Somebody else may have signed in meanwhile, in another tab: what the one has written the other does not send.
    if (!line?.token || line.person !== page.person) return waits.send();
    const whole = make("form", { method: "post", action: form.path, enctype: "multipart/form-data", hidden: true });
    form.fields.forEach(([name, value]) => {
      const field = make("input", { type: value.bytes ? "file" : "hidden", name });
      if (value.bytes) {
        const transfer = new DataTransfer();
        transfer.items.add(new File([value.bytes], value.name, { type: value.type }));
        field.files = transfer.files;
      } else field.value = name === "csrf" ? line.token : value;
      whole.append(field);
    });
    sessionStorage.setItem("sent form", form.key);
    document.body.append(whole);
    whole.submit();
  },
  row(form) {
    const button = (textContent, action) => {
      const one = make("button", { type: "button", className: "button small", textContent });
      on(one, "click", action);
      return one;
    };
    const time = new Date(form.at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    const what = make("bdi", { className: "strong", textContent: form.label, dir: "ltr" });
    const row = make("li", { className: "row" });
    row.append(what, ` ${time} · ${say[form.state]} `);
    if (form.state === "refused") row.append(button(say.open, () => waits.openAgain(form)));
    if (form.state === "out") {
      row.append(make("a", { className: "button small", href: `/sign-in?back=${encodeURIComponent(location.pathname)}`, textContent: say.enter }));
    }
    if (form.state !== "sending") {
      row.append(button(say.drop, async () => {
        if (!(await ask(say.dropAsk, say.drop))) return;
        await shelf.remove(form.key);
        await waits.show();
      }));
    }
    return row;
  },
  async show() {
    const forms = page.line ? await shelf.mine() : [];
    const count = number(forms.length);
    const before = document.getElementById("waits");
    before?.remove();
    all(".side .count").forEach((mark) => mark.remove());
    all("form[data-forget]").forEach(({ dataset }) => {
      if (forms.length) dataset.confirm = say.leave.replace("{0}", count);
      else delete dataset.confirm;
    });
    if (forms.length === 0) return;
    // The phone may throw away what nobody has asked it to keep.
    waits.isSafe ??= navigator.storage?.persist?.();
    const list = make("ul", { className: "flow" });
    list.append(...forms.map(waits.row));
    const now = make("button", { type: "button", className: "button small", textContent: say.now, disabled: waits.isBusy });
    on(now, "click", again);
    // Open where there is something to do, and where the day is looked at.
    const calls = forms.some(({ state }) => state === "refused" || state === "out") || /\/today$/.test(location.pathname);
    const box = make("details", { id: "waits", className: "card waits", open: before?.open ?? calls });
    const head = make("summary", { className: "strong", textContent: say.count.replace("{0}", count) });
    const deed = make("p");
    deed.append(now);
    box.append(head, list, deed);
    document.querySelector("main")[page.page === "plain" ? "append" : "prepend"](box);
    all('.side a[href$="/today"] span').forEach((place) => place.append(make("b", { className: "count", textContent: count })));
  },
};
// What this page says of what was sent before it: stored, or come back to be mended, when all of it stands here again.
async function settleForms() {
  const answered = document.querySelector("form[data-answers]");
  const key = answered?.dataset.answers;
  const mine = new Set((await shelf.mine()).map((form) => form.key));
  if (key && (mine.has(key) || !(await shelf.get(key))) && answered.querySelector(".actionbar .primary")) {
    await shelf.remove(key);
    drafts.save(answered);
  }
  const sent = sessionStorage.getItem("sent form");
  sessionStorage.removeItem("sent form");
  const form = mine.has(sent) && await shelf.get(sent);
  if (!form) return;
  if (isStored(sent)) await shelf.remove(sent);
  else await shelf.put({ ...form, sentAt: 0 });
}
// A page that was kept is opened more than once: each time it is another form, and written now.
function renew({ elements: { key, day, time } }) {
  key.value = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const now = new Date();
  time.value = [now.getHours(), now.getMinutes()].map((part) => String(part).padStart(2, "0")).join(":");
  const passed = Math.round((now.setHours(0, 0, 0, 0) - new Date(Number(page.kept)).setHours(0, 0, 0, 0)) / 864e5);
  const calendar = calendars[day.value.includes("/") ? "jalali" : "gregorian"];
  if (passed > 0) day.value = dayText(calendar, dayOf(day.value) + passed);
}
if (say && page.line) {
  on(window, "online", again);
  on(document, "visibilitychange", () => document.visibilityState === "visible" && again());
  on(window, "storage", ({ key }) => key === "forms" && quietly(waits.show()));
  on(window, "pageshow", ({ persisted }) => persisted && quietly(settleForms().then(waits.send)));
  quietly(settleForms().then(waits.send));
}
