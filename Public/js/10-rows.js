// Many rows: choose all, a range with Shift, a live count.
function rows(form) {
  const boxes = all("tbody [type=checkbox], .card [type=checkbox]", form);
  const head = form.querySelector("[data-all]");
  let last = null;
  const show = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    all("[data-count]", form).forEach((at) => { at.textContent = chosen.toLocaleString(document.documentElement.lang); });
    all("[data-bulk]", form).forEach((bar) => { bar.hidden = chosen === 0; });
    if (head) {
      head.checked = chosen > 0 && chosen === boxes.length;
      head.indeterminate = chosen > 0 && chosen < boxes.length;
    }
  };
  on(form, "click", ({ target, shiftKey }) => {
    if (!boxes.includes(target)) return;
    if (shiftKey && last) {
      const [from, to] = [boxes.indexOf(last), boxes.indexOf(target)].sort((a, b) => a - b);
      boxes.slice(from, to + 1).forEach((box) => { box.checked = target.checked; });
    }
    last = target;
    show();
  });
  if (head) on(head, "change", () => {
    boxes.forEach((box) => { box.checked = head.checked; });
    show();
  });
  
  show();
}
