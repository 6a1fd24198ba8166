// A link is copied by one touch; where the browser does not let us, it is marked to be copied by hand.
function copy(button) {
  button.hidden = false;
  on(button, "click", async () => {
    const box = document.getElementById(button.dataset.copy);
    box.select();
    try {
      await navigator.clipboard.writeText(box.value);
      button.textContent = button.dataset.copied;
    } catch { /* it is marked */ }
  });
}
