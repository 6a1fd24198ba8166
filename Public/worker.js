// Where there is no line: a page that says so, and a dealer's day as it was last seen, with the forms of its visits. What is kept is
// kept for one person in one company, as the server says page by page, and goes when he signs out, when anybody comes to a page
// that lets people in, and after half a day.
const shell = "shell";
const days = "day ";
const halfDay = 12 * 3600_000;
// How long whoever has something kept waits for the line, in milliseconds.
const patience = 4_000;
// As many files as three versions of the program have.
const mostFiles = 16;
const isGate = ({ pathname }) => /^\/(sign-in|sign-out|invitations|password-resets|first-run)(\/|$)/.test(pathname);
const names = async (start) => (await caches.keys()).filter((name) => name.startsWith(start));
const empty = async () => Promise.all((await names(days)).map((name) => caches.delete(name)));
// What was asked for before somebody left is not kept when it comes.
let turn = 0;
const forget = () => {
  turn += 1;
  return empty();
};
// The last deed: what is shown right after it must be what it has changed.
let deed = 0;

const stamped = (html) => new Response(html.replace("<body ", `<body data-kept="${Date.now()}" `), {
  headers: { "Content-Type": "text/html; charset=utf-8", Kept: Date.now() },
});
// The place of one person in one company: nobody else of that company has another.
async function placeOf(owner) {
  const mine = days + owner;
  const others = (await names(`${days}${owner.split(" ")[0]} `)).filter((name) => name !== mine);
  await Promise.all(others.map((name) => caches.delete(name)));
  return caches.open(mine);
}
async function keep(path, answer, mine) {
  const kept = stamped(await answer.text());
  if (mine === turn) await (await placeOf(answer.headers.get("Kardan-Kept-For"))).put(path, kept);
}
async function keptOf(path) {
  const [name] = await names(`${days}${path.split("/")[1]} `);
  const kept = name && await (await caches.open(name)).match(path);
  if (!kept || Date.now() - Number(kept.headers.get("Kept")) < halfDay) return kept;
  await empty();
}
// The forms of the day, asked for once for as long as they stay what they are.
async function keepForms(path) {
  const mine = turn;
  const known = await keptOf(path);
  const isFresh = known && Date.now() - Number(known.headers.get("Kept")) < halfDay / 2;
  const answer = await fetch(path, isFresh ? { headers: { "If-None-Match": known.headers.get("Tag") } } : {});
  const owner = answer.headers.get("Kardan-Kept-For");
  if (answer.status !== 200 || !owner) return;
  const forms = await answer.json();
  if (mine !== turn) return;
  const place = await placeOf(owner);
  for (const form of forms) await place.put(form.path, stamped(form.html));
  // What draws on them, once a first look at the day is over.
  const pens = known ? new Set(forms.flatMap(({ html }) => html.match(/\/static\/signature[^"]+/) ?? [])) : [];
  for (const pen of pens) await file(new Request(pen));
  await place.put(path, new Response("", { headers: { Tag: answer.headers.get("ETag"), Kept: Date.now() } }));
}

async function noLine({ pathname }) {
  const page = await (await caches.open(shell)).match("/no-line");
  // Whoever works for several companies sees that of the page he wanted.
  const all = await names(days);
  const name = all.find((one) => one.startsWith(`${days}${pathname.split("/")[1]} `)) ?? all[0];
  const [company, person] = name?.slice(days.length).split(" ") ?? [];
  let html = await page.text();
  if (company) html = html.replace("<body ", `<body data-person="${person}" data-line="/${company}/line" `);
  if (company && await keptOf(`/${company}/today`)) html = html.replace("hidden data-day", `href="/${company}/today"`);
  return new Response(html, { headers: page.headers });
}
async function load(event, url) {
  const mine = turn;
  const answer = await fetch(event.request);
  if (isGate(url)) await forget();
  else if (answer.status === 200 && answer.headers.has("Kardan-Kept-For")) event.waitUntil(keep(url.pathname, answer.clone(), mine));
  return answer;
}
async function answerTo(event, url) {
  const fresh = load(event, url);
  try {
    const kept = Date.now() - deed > 30_000 && !url.search && await keptOf(url.pathname);
    if (!kept) return await fresh;
    event.waitUntil(fresh.catch(() => {}));
    return await Promise.race([fresh, new Promise((done) => { setTimeout(done, patience, kept); })]);
  } catch {
    return await keptOf(url.pathname) ?? noLine(url);
  }
}
// Style, script and signs bear names of their content: what is here is right.
async function file(request) {
  const place = await caches.open(shell);
  const known = await place.match(request);
  if (known) return known;
  const answer = await fetch(request);
  if (answer.status === 200) {
    await place.put(request, answer.clone());
    const files = (await place.keys()).filter(({ url }) => new URL(url).pathname.startsWith("/static/"));
    await Promise.all(files.slice(0, -mostFiles).map((old) => place.delete(old)));
  }
  return answer;
}
async function install() {
  const place = await caches.open(shell);
  const page = await fetch("/no-line", { cache: "no-store" });
  const files = new Set((await page.clone().text()).match(/\/static\/[^"#]+/g));
  await place.put("/no-line", page);
  await Promise.allSettled([...files].map((path) => file(new Request(path))));
  await self.skipWaiting();
}
async function activate() {
  const old = (await caches.keys()).filter((name) => name !== shell && !name.startsWith(days));
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}
self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => {
  if (event.data.forms) event.waitUntil(keepForms(event.data.forms).catch(() => { /* the next look brings them */ }));
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin || request.method === "HEAD") return;
  if (request.mode !== "navigate") {
    if (url.pathname.startsWith("/static/")) event.respondWith(file(request));
    return;
  }
  if (request.method === "GET") event.respondWith(answerTo(event, url));
  else {
    deed = Date.now();
    if (isGate(url)) event.respondWith(forget().then(() => fetch(request)).catch(() => noLine(url)));
    // It waits on the phone already: `48-waiting.js`.
    if (/\/visits$/.test(url.pathname)) event.respondWith(fetch(request).catch(() => noLine(url)));
  }
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
