// A question before what cannot be undone, in the page's own words.
function ask(text, label) {
  const dialog = make("dialog", { className: "dialog", ariaLabel: text });
  const actions = make("form", { className: "actions", method: "dialog" });
  const button = (textContent, value, look) => make("button", { textContent, value, className: `button ${look}` });
  actions.append(button(page.cancel, "", ""), button(label, "yes", "danger"));
  dialog.append(make("p", { textContent: text }), actions);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((answer) => {
    on(dialog, "close", () => { answer(dialog.returnValue === "yes"); dialog.remove(); });
  });
}
