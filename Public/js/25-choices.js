// The dealers' reasons follow the jobs that are chosen; without this a button asks for them.
function choices(panel) {
  const form = panel.closest("form");
  const rest = () => all("[data-check]", panel).forEach((button) => { button.hidden = true; });
  let wait, turn = 0;
  const load = async () => {
    const mine = ++turn;
    const body = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
    body.set("check", "1");
    try {
      const answer = await fetch(form.action, { method: "POST", body });
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-choices]");
      if (!answer.ok || !fresh || mine !== turn) return;
      const isOpen = panel.querySelector("details")?.open;
      panel.replaceChildren(...fresh.childNodes);
      if (isOpen) panel.querySelector("details").open = true;
      rest();
    } catch { /* the line is gone: the reasons stand as they were */ }
  };
  on(form, "change", ({ target }) => {
    if (target.type !== "checkbox") return;
    clearTimeout(wait);
    wait = setTimeout(load, 200);
  });
  rest();
}
