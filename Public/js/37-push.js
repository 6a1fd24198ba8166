// Told by the browser with the page closed: asked for by a touch alone, and only where the browser can.
const worker = () => navigator.serviceWorker.register(`/worker.js?${document.documentElement.lang}`);
const unsubscribe = async () => { await (await (await navigator.serviceWorker?.getRegistration())?.pushManager?.getSubscription())?.unsubscribe(); };
function push(form) {
  if (!("PushManager" in window && "Notification" in window && navigator.serviceWorker)) return;
  form.hidden = false;
  const why = form.querySelector("[data-push-why]");
  on(form, "submit", async (event) => {
    if (form.elements.endpoint.value) return;
    event.preventDefault();
    event.stopPropagation();
    try {
      if ((await Notification.requestPermission()) !== "granted") throw new Error("denied");
      const { pushManager } = await worker().then(() => navigator.serviceWorker.ready);
      const given = (await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: form.dataset.push })).toJSON();
      form.elements.endpoint.value = given.endpoint;
      form.elements.p256dh.value = given.keys.p256dh;
      form.elements.auth.value = given.keys.auth;
      form.requestSubmit();
    } catch { why.hidden = false; }
  });
}
// Who signs out is told nothing more in this browser.
all("form[data-forget]").forEach((form) => on(form, "submit", () => { unsubscribe().catch(() => { /* its service says so later */ }); }));
