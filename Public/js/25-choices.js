// What the form's own page says of it as it stands, asked for again a while after each change; a later answer wins.
function follow(form, step, mark, isAbout, show) {
  let wait, turn = 0;
  const load = async () => {
    const mine = ++turn;
    const body = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
    body.set(...step);
    try {
      const answer = await fetch(form.action, { method: "POST", body });
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(mark);
      if (answer.ok && fresh && mine === turn) show(fresh);
    } catch { /* the line is gone: what was said stands as it was */ }
  };
  const ask = ({ target }) => {
    if (!isAbout(target)) return;
    clearTimeout(wait);
    wait = setTimeout(load, 300);
  };
  on(form, "input", ask);
  on(form, "change", ask);
}
// The dealers' reasons follow the jobs that are chosen; without this a button asks for them.
function choices(panel) {
  const rest = () => all("[data-check]", panel).forEach((button) => { button.hidden = true; });
  follow(panel.closest("form"), ["check", "1"], "[data-choices]", (field) => field.type === "checkbox", (fresh) => {
    const isOpen = panel.querySelector("details")?.open;
    panel.replaceChildren(...fresh.childNodes);
    if (isOpen) panel.querySelector("details").open = true;
    rest();
  });
  rest();
}
// What the customer pays follows what is written of the visit, and so do the fields of what he paid as long as nobody has
// written into them.
function charges(panel) {
  const form = panel.closest("form");
  const isPaid = (field) => all("[data-for]", panel).some(({ dataset }) => dataset.for === field.name);
  const isAbout = (field) => field === form || !(isPaid(field) || /textarea|file/.test(field.type));
  follow(form, ["charge", "part"], "[data-charge]", isAbout, (fresh) => {
    all("[data-for]", fresh).forEach(({ name, value, dataset }) => {
      const [field, last] = [form.elements[dataset.for], form.elements[name]];
      if (field.value === last.value) field.value = value;
    });
    panel.querySelector("[data-charge]").replaceWith(fresh);
  });
  all("[name=charge]", panel).forEach((button) => { button.hidden = true; });
}
// What is asked about a machine, and what guides whoever asks, follow from what is chosen; without this a button fetches them.
function inquire(form) {
  let last;
  const isAbout = ({ name }) => ["unit", "serial", "model", "service", "listed"].includes(name) && (last = name);
  follow(form, ["find", "1"], "main", isAbout, (fresh) => all("[data-part]", fresh).forEach((part) => {
    // The choice of a fault stands in one of the parts itself.
    if (["service", "listed"].includes(last) && part.dataset.part === "asked") return;
    document.querySelector(`[data-part="${part.dataset.part}"]`).replaceWith(document.adoptNode(part));
    all("[data-pick]", part).forEach((button) => { button.hidden = false; on(button, "click", () => choose(button)); });
    const box = part.closest("details");
    if (box && part.querySelector("[required]")) box.open = true;
  }));
}
