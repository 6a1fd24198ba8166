// A signature that is drawn on the screen. It lies in its form as a text, so that it waits with the form where there is no line,
// and comes back with it. Without this script the form has the words beside it.
const box = document.querySelector("[data-signature]");
const field = box?.querySelector("input[name=signature]");
if (field && window.PointerEvent) {
  const { signature, clear, signed } = box.dataset;
  const canvas = Object.assign(document.createElement("canvas"), { width: 600, height: 240, tabIndex: -1 });
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", signature);
  // A finger that draws does not move the page.
  Object.assign(canvas.style, {
    touchAction: "none", inlineSize: "100%", background: "white", border: "1px solid currentColor", borderRadius: "8px",
  });
  const pen = canvas.getContext("2d");
  const note = Object.assign(document.createElement("span"), { className: "good" });
  note.setAttribute("role", "status");
  const again = Object.assign(document.createElement("button"), { type: "button", className: "button small", textContent: clear, hidden: true });
  const row = Object.assign(document.createElement("div"), { className: "row" });
  row.append(again, note);
  const place = ({ clientX, clientY }) => {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    return [(clientX - left) * canvas.width / width, (clientY - top) * canvas.height / height];
  };
  const empty = () => {
    pen.fillStyle = "white";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    Object.assign(pen, { lineWidth: 4, lineCap: "round", lineJoin: "round", strokeStyle: "black" });
  };
  const say = (text) => {
    note.textContent = text ? signed : "";
    again.hidden = !text;
  };
  const set = (text) => {
    field.value = text;
    say(text);
    field.form.dispatchEvent(new Event("input"));
  };
  let last;
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    last = place(event);
    canvas.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!last) return;
    pen.beginPath();
    pen.moveTo(...last);
    for (const point of event.getCoalescedEvents?.() ?? [event]) pen.lineTo(...(last = place(point)));
    pen.lineTo(...(last = place(event)));
    pen.stroke();
  });
  const lift = () => {
    if (last) set(canvas.toDataURL("image/png"));
    last = undefined;
  };
  canvas.addEventListener("pointerup", lift);
  canvas.addEventListener("pointercancel", lift);
  again.addEventListener("click", () => { empty(); set(""); });
  empty();
  if (field.value) {
    const drawn = new Image();
    drawn.addEventListener("load", () => pen.drawImage(drawn, 0, 0));
    drawn.src = field.value;
    say(field.value);
  }
  field.after(canvas, row);
}
