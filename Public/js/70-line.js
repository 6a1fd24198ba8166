// A dealer's day can be read where there is no line, and its visits written down. What is kept of it, and when it goes: `worker.js`.
async function keepDay() {
  const { serviceWorker, connection } = navigator;
  if (!serviceWorker || !page.line || page.page !== "signed-in") return;
  // A first visit is heavy enough: the forms of the day come with the next look at it.
  const isKnown = serviceWorker.controller;
  await serviceWorker.register(`/worker.js?${document.documentElement.lang}`);
  const { active } = await serviceWorker.ready;
  const day = page.line.replace(/line$/, "today");
  if (isKnown && location.pathname === day && !page.kept && !connection?.saveData) active.postMessage({ forms: `${day}/kept` });
}
keepDay().catch(() => { /* it works without */ });
if (page.kept) {
  const time = new Date(Number(page.kept)).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  document.querySelector("main").prepend(make("p", { className: "flash warning", role: "status", textContent: page.noLine.replace("{0}", time) }));
}
