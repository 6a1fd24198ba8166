// Photos: JPEG of at most 1,600 px, over several shots, each removable.
async function smaller(file) {
  if (!file.type.startsWith("image/") || file.size < 300_000) return file;
  try {
    const image = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, 1600 / Math.max(image.width, image.height));
    const canvas = make("canvas", { width: image.width * scale, height: image.height * scale });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => { canvas.toBlob(done, "image/jpeg", 0.82); });
    return blob && blob.size < file.size ? new File([blob], `${file.name.replace(/\.\w+$/, "")}.jpg`, { type: blob.type }) : file;
  } catch {
    return file;
  }
}

// Where they go with their form alone.
function small(input) {
  on(input, "change", () => {
    const work = Promise.all([...input.files].map(smaller)).then((files) => {
      const transfer = new DataTransfer();
      files.forEach((file) => transfer.items.add(file));
      input.files = transfer.files;
    });
    const before = underWay.get(input.form);
    const both = Promise.all([before, work]).finally(() => underWay.get(input.form) === both && underWay.delete(input.form));
    underWay.set(input.form, both);
  });
}

// Each goes up by itself as soon as it is taken, and goes on where a cut line left it: the core of tus 1.0.
const encoded = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
const restAfter = [1, 2, 4, 8, 15, 30];
const rest = (seconds) => new Promise((done) => {
  setTimeout(done, seconds * 1000);
  window.addEventListener("online", done, { once: true });
});
class Sending {
  constructor(input, file) {
    Object.assign(this, { input, file, bar: make("progress", { max: file.size, value: 0, ariaLabel: file.name }) });
  }
  call(method, place, heads, body) {
    return new Promise((done) => {
      const request = this.request = new XMLHttpRequest();
      const begun = Number(heads["Upload-Offset"] ?? 0);
      request.open(method, place);
      request.setRequestHeader("Kardan-Token", this.input.form.elements.csrf.value);
      Object.entries(heads).forEach(([name, value]) => request.setRequestHeader(name, value));
      request.upload.onprogress = ({ loaded }) => { this.bar.value = begun + loaded; };
      request.onloadend = () => done(request);
      request.send(body);
    });
  }
  begin() {
    const place = new URL(this.input.form.action).pathname;
    const names = `filename ${encoded(this.file.name || "photo")},place ${encoded(place)}`;
    return this.call("POST", this.input.dataset.photos, { "Upload-Length": this.file.size, "Upload-Metadata": names });
  }
  // One step: what is not known is asked for, what is not there is sent. True where another may do better.
  async step() {
    const known = this.place;
    let answer = known ? await this.call("HEAD", known, {}) : await this.begin();
    if (answer.status === 201) this.place = answer.getResponseHeader("Location");
    if (answer.status === 404) this.place = null;
    if (this.place && /^20[01]$/.test(answer.status) && !answer.getResponseHeader("Upload-Kept")) {
      const offset = Number(answer.getResponseHeader("Upload-Offset"));
      const heads = { "Content-Type": "application/offset+octet-stream", "Upload-Offset": offset };
      answer = await this.call("PATCH", this.place, heads, this.file.slice(offset));
    }
    this.status = answer.status;
    this.kept = this.place && answer.getResponseHeader("Upload-Kept");
    this.word = answer.status === 422 ? answer.responseText : "";
    return !this.kept && (/^(0|204|409|429|5..)$/.test(answer.status) || (known && !this.place));
  }
  async go() {
    this.failed = false;
    for (const seconds of [...restAfter, 0]) {
      if (!(await this.step()) || this.gone) break;
      await rest(seconds);
    }
    this.failed = !this.kept;
  }
  stop() {
    this.gone = true;
    this.request?.abort();
  }
}

const underWay = new WeakMap();
function photos(input) {
  const list = make("div", { className: "photos" });
  const box = input.closest(".drop") ?? input;
  box.classList.add("ready");
  box.after(list);
  let mine = [];
  const cell = (sending) => {
    const { file } = sending;
    const remove = make("button", { type: "button", textContent: "×", ariaLabel: page.remove });
    on(remove, "click", () => { sending.stop(); mine = mine.filter((other) => other !== sending); show(); });
    const again = make("button", { type: "button", className: "again", textContent: sending.word || page.again });
    on(again, "click", () => send(sending));
    const kept = make("input", { type: "hidden", name: "kept", value: sending.kept, title: file.name });
    const shown = file.type.startsWith("image/")
      ? make("img", { src: URL.createObjectURL(file), alt: file.name }) : make("small", { textContent: file.name });
    const cell = make("div", {});
    cell.append(shown, sending.kept ? kept : sending.failed ? again : sending.bar, remove);
    return cell;
  };
  // What has arrived is named in the form; what has not goes with it, as it does without this script.
  const show = () => {
    const transfer = new DataTransfer();
    mine.forEach(({ kept, file }) => kept || transfer.items.add(file));
    input.files = transfer.files;
    list.querySelectorAll("img").forEach((image) => URL.revokeObjectURL(image.src));
    list.replaceChildren(...mine.map(cell));
    input.form.dispatchEvent(new Event("input"));
  };
  const send = (sending) => {
    const work = sending.go().then(show);
    show();
    return wait(work);
  };
  const wait = (work) => {
    const { form } = input;
    const both = Promise.all([underWay.get(form), work]).finally(() => underWay.get(form) === both && underWay.delete(form));
    underWay.set(form, both);
    return work;
  };
  // Of a draft: they lie with the server since, and are no files here any more.
  on(input, "arrived", ({ detail }) => {
    mine = detail.map(({ kept, name }) => ({ kept, file: { name, type: "" }, stop() {} }));
    show();
  });
  on(input, "change", () => {
    const chosen = [...input.files].filter((file) => !mine.some((sending) => sending.file === file));
    wait(Promise.all(chosen.map(smaller)).then((files) => {
      const more = files.map((file) => new Sending(input, file));
      mine = [...mine, ...more];
      show();
      return Promise.all(more.map(send));
    }));
  });
}
