// A code is read by the camera where the browser can: then it stands in the field that is asked for, and goes on as a scanner would.
function camera(button) {
  if (!window.BarcodeDetector || !navigator.mediaDevices?.getUserMedia) return;
  const { form } = button;
  const codes = ["place", "part", "mark"].map((name) => form.elements[name]).filter(Boolean);
  let field = codes.find((box) => box === document.activeElement) ?? codes.find((box) => !box.value) ?? codes[0];
  on(form, "focusin", ({ target }) => { if (codes.includes(target)) field = target; });
  button.hidden = false;
  on(button, "click", async () => {
    const video = make("video", { muted: true, playsInline: true });
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch { button.lastChild.textContent = button.dataset.failed; return; }
    const dialog = make("dialog", { className: "dialog", ariaLabel: button.dataset.camera });
    const actions = make("form", { className: "actions", method: "dialog" });
    actions.append(make("button", { textContent: page.cancel, className: "button" }));
    dialog.append(video, actions);
    document.body.append(dialog);
    on(dialog, "close", () => { stream.getTracks().forEach((track) => track.stop()); dialog.remove(); });
    dialog.showModal();
    video.srcObject = stream;
    await video.play();
    const detector = new BarcodeDetector();
    const look = async () => {
      if (!dialog.open) return;
      const [code] = await detector.detect(video).catch(() => []);
      if (!code) { setTimeout(look, 150); return; }
      dialog.close();
      field.value = code.rawValue;
      form.requestSubmit();
    };
    look();
  });
}
