// Cards are drawn by mouse into another column of their board: what the list of states above does, and no more. Whoever drags one
// of the chosen cards moves them all.
function drag(form) {
  const [to, button] = [form.querySelector("[name=to]"), form.querySelector("button[value=move]")];
  const columns = all("[data-drop]", form);
  let held = null;
  const over = (column) => columns.forEach((one) => one.toggleAttribute("data-over", one === column));
  all(".choice", form).forEach((card) => {
    const box = card.querySelector("[name=job]");
    card.draggable = true;
    all("a", card).forEach((link) => { link.draggable = false; });
    on(card, "dragstart", ({ dataTransfer }) => {
      held = card;
      dataTransfer.effectAllowed = "move";
      dataTransfer.setData("text/plain", card.querySelector("a").textContent);
      if (!box.checked) all("[name=job]", form).forEach((one) => { one.checked = one === box; });
    });
    on(card, "dragend", () => { held = null; over(null); });
  });
  const isTarget = (column) => held && !column.contains(held);
  columns.forEach((column) => {
    on(column, "dragover", (event) => {
      if (!isTarget(column)) return;
      event.preventDefault();
      over(column);
    });
    on(column, "dragleave", (event) => { if (!column.contains(event.relatedTarget)) over(null); });
    on(column, "drop", (event) => {
      if (!isTarget(column)) return;
      event.preventDefault();
      to.value = column.dataset.drop;
      form.requestSubmit(button);
    });
  });
}
