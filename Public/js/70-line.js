// A dealer's day can be read where there is no line. What is kept of it, and when it goes: `worker.js`.
if (navigator.serviceWorker && document.querySelector('.side a[href$="/today"]')) {
  navigator.serviceWorker.register(`/worker.js?${document.documentElement.lang}`).catch(() => { /* it works without */ });
}
if (page.kept) {
  const time = new Date(Number(page.kept)).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  document.querySelector("main").prepend(make("p", { className: "flash warning", role: "status", textContent: page.noLine.replace("{0}", time) }));
}
