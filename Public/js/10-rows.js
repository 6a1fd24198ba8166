// Many rows: choose all, a range with Shift, up and down by arrow, a live count and sum.
function rows(form) {
  const boxes = all("tbody [type=checkbox], .card [type=checkbox]", form);
  const head = form.querySelector("[data-all]");
  let last = null;
  const show = () => {
    const checked = boxes.filter((box) => box.checked);
    const chosen = checked.length;
    const write = (mark, number) => all(mark, form).forEach((at) => { at.textContent = number.toLocaleString(document.documentElement.lang); });
    write("[data-count]", chosen);
    // Whole numbers of any size: an amount is never rounded, and the unit's power of ten moves nothing but the mark.
    const sum = checked.reduce((sum, box) => sum + BigInt(box.dataset.amount ?? 0), 0n);
    all("[data-sum]", form).forEach((at) => { at.textContent = new Intl.NumberFormat(document.documentElement.lang).format(`${sum}E-${at.dataset.sum || 0}`); });
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
  on(form, "keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const next = step && boxes.includes(event.target) && boxes[boxes.indexOf(event.target) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  if (head) on(head, "change", () => {
    boxes.forEach((box) => { box.checked = head.checked; });
    show();
  });
  
  show();
}
