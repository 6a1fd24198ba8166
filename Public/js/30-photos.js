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
      const shown = file.type.startsWith("image/")
        ? make("img", { src: URL.createObjectURL(file), alt: file.name }) : make("small", { textContent: file.name });
      cell.append(shown, remove);
      return cell;
    }));
  };
  on(input, "change", () => {
    const work = Promise.all([...input.files].map(smaller)).then((files) => { kept = [...kept, ...files]; show(); });
    underWay.set(input.form, work.finally(() => underWay.delete(input.form)));
  });
}
