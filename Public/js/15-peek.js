// What a row rests on, opened under it without leaving the list.
function peek(button) {
  const row = button.closest("tr");
  let under = null;
  button.hidden = false;
  on(button, "click", async () => {
    if (!under) {
      const answer = await fetch(button.dataset.peek);
      const evidence = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-evidence]");
      if (!evidence) { location.href = button.dataset.peek; return; }
      const cell = make("td", { className: "line", colSpan: row.cells.length });
      cell.append(document.adoptNode(evidence));
      under = make("tr", { hidden: true });
      under.append(cell);
      row.after(under);
    }
    under.hidden = !under.hidden;
    button.ariaExpanded = String(!under.hidden);
  });
}
