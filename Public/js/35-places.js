// Only Android opens the address of a map of its own; elsewhere the map on the web stands in.
if (!/Android/.test(navigator.userAgent)) all('a[href^="geo:"]').forEach((link) => {
  link.href = `https://www.google.com/maps/search/?api=1&query=${encodeURIComponent(decodeURIComponent(link.href.split("?q=")[1]))}`;
});
// The place of a house is marked by a touch there, and by nothing else.
function pin(button) {
  if (!navigator.geolocation) return;
  const { elements } = button.form;
  const say = (text) => { button.lastChild.textContent = text; };
  button.hidden = false;
  if (elements.pin.value) say(button.dataset.pin);
  on(button, "click", () => navigator.geolocation.getCurrentPosition(({ coords }) => {
    if (coords.accuracy > 150) { say(button.dataset.failed); return; }
    elements.pin.value = `${coords.latitude.toFixed(5)},${coords.longitude.toFixed(5)}`;
    say(button.dataset.pin);
  }, () => say(button.dataset.failed), { enableHighAccuracy: true, timeout: 20_000 }));
}
