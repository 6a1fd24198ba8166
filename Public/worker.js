// Where there is no line: a page that says so, and a dealer's day as it was last seen. What is kept of a person goes when he signs out,
// when a sign-in page is seen, and after half a day.
const [shell, day] = ["no line", "day"];
const halfDay = 12 * 3600_000;
const isDay = ({ pathname, search }) => /^\/[^/]+\/today$/.test(pathname) && !search;
const forget = () => caches.delete(day);

async function keep(path, answer) {
  const kept = (await answer.text()).replace("<body ", `<body data-kept="${Date.now()}" `);
  const headers = new Headers(answer.headers);
  headers.delete("Content-Encoding");
  headers.set("Kept", Date.now());
  await (await caches.open(day)).put(path, new Response(kept, { headers }));
}
async function dayOf(path) {
  const kept = await (await caches.open(day)).match(path);
  if (kept && Date.now() - Number(kept.headers.get("Kept")) < halfDay) return kept;
  await forget();
}
async function noLine() {
  const page = await (await caches.open(shell)).match("/no-line");
  const [path] = (await (await caches.open(day)).keys()).map(({ url }) => new URL(url).pathname);
  const text = await page.text();
  const html = path && (await dayOf(path)) ? text.replace("hidden data-day", `href="${path}"`) : text;
  return new Response(html, { headers: page.headers });
}
async function answerTo(request, url) {
  try {
    const answer = await fetch(request);
    if (url.pathname === "/sign-in") await forget();
    else if (isDay(url) && answer.status === 200) await keep(url.pathname, answer.clone());
    return answer;
  } catch {
    return (isDay(url) && (await dayOf(url.pathname))) || noLine();
  }
}
self.addEventListener("install", (event) => event.waitUntil(
  caches.open(shell).then((cache) => cache.add("/no-line")).then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.mode !== "navigate") return;
  if (request.method === "GET") event.respondWith(answerTo(request, url));
  else if (url.pathname === "/sign-out") event.waitUntil(forget());
});
// What the server has to say while no page is open. A browser that is told must show it.
self.addEventListener("push", (event) => {
  const { title, body, url, language } = event.data.json();
  const dir = language === "fa" ? "rtl" : "ltr";
  event.waitUntil(self.registration.showNotification(title, { body, dir, lang: language, data: url }));
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(event.notification.data));
});
