// What is known of what stands in the head's box so far, under it; without this the Enter key shows it on a page.
function live(form) {
  const box = form.querySelector("input[type=search]");
  const panel = make("div", { className: "live", hidden: true });
  let wait, turn = 0;
  form.append(panel);
  const load = async () => {
    const mine = ++turn;
    const typed = box.value.trim();
    if (typed.length < 3) { panel.hidden = true; return; }
    try {
      const answer = await fetch(`${form.dataset.live}?${new URLSearchParams({ q: typed })}`);
      const found = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-found]");
      if (!answer.ok || !found || mine !== turn) return;
      panel.replaceChildren(document.adoptNode(found));
      panel.hidden = false;
    } catch { /* the line is gone: Enter tells more */ }
  };
  on(box, "input", () => { clearTimeout(wait); wait = setTimeout(load, 200); });
  on(form, "keydown", (event) => {
    const links = all("[data-choice]", panel);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") { turn += 1; panel.hidden = true; box.focus(); }
    if (!step || panel.hidden || !links.length) return;
    event.preventDefault();
    (links[links.indexOf(document.activeElement) + step] ?? box).focus();
  });
  on(document, "click", ({ target }) => { if (!form.contains(target)) panel.hidden = true; });
}
