// The calendar of a field for a day: the grid of the ARIA authoring practices, whose Esc and Tab the dialog itself sees to.
// What it says, the company's holidays and its today come from the server when it is first opened.
let daysKnown;
const daysOf = () => (daysKnown ??= fetch(page.days).then((answer) => answer.json()).catch((fault) => { daysKnown = null; throw fault; }));
async function choose(button) {
  const field = button.parentElement.querySelector("input");
  try {
    const facts = await daysOf();
    if (!document.querySelector("dialog.days")) new DayChoice(facts, button, field);
  } catch { field.focus(); }
}
class DayChoice {
  constructor(facts, button, field) {
    Object.assign(this, { facts, field, calendar: calendars[facts.calendar], holidays: facts.holidays });
    const [least, most] = button.dataset.pick.split(",");
    [this.least, this.most] = [Number(least || -Infinity), Number(most || Infinity)];
    this.chosen = dayOf(field.value);
    this.dialog = make("dialog", { className: "dialog days", ariaLabel: button.ariaLabel });
    this.title = make("h2", { id: "days-title", ariaLive: "polite" });
    this.grid = make("table", {});
    this.grid.setAttribute("role", "grid");
    this.grid.setAttribute("aria-labelledby", "days-title");
    this.said = make("p", { role: "status" });
    const head = make("header", {});
    head.append(this.turn("«", "year_before", -12), this.turn("‹", "month_before", -1), this.title,
      this.turn("›", "month_after", 1), this.turn("»", "year_after", 12));
    const foot = make("div", { className: "actions" });
    const today = make("button", { type: "button", className: "button", textContent: facts.words.today, disabled: !this.allows(facts.today) });
    on(today, "click", () => this.take(facts.today));
    const cancel = make("button", { type: "button", className: "button", textContent: page.cancel });
    on(cancel, "click", () => this.dialog.close());
    foot.append(today, cancel);
    this.dialog.append(head, this.grid, this.said, foot);
    on(this.grid, "keydown", (event) => this.key(event));
    on(this.grid, "click", ({ target }) => this.take(Number(target.closest("[data-day]")?.dataset.day ?? NaN)));
    on(this.dialog, "close", () => { this.dialog.remove(); button.focus(); });
    document.body.append(this.dialog);
    this.dialog.showModal();
    this.show(this.chosen ?? facts.today);
  }
  allows(day) { return day >= this.least && day <= this.most; }
  turn(sign, word, months) {
    const button = make("button", { type: "button", className: "button quiet", textContent: sign, ariaLabel: this.facts.words[word] });
    on(button, "click", () => { this.show(monthsOn(this.calendar, this.at, months)); button.focus(); });
    return button;
  }
  number(number) { return number.toLocaleString(document.documentElement.lang, { useGrouping: false }); }
  // Where in its week a day stands; the server's weeks begin on Saturday.
  place(day) { return (((day + 5 - this.facts.first) % 7) + 7) % 7; }
  weekday(place) { return (place + this.facts.first) % 7; }
  show(day) {
    this.at = Math.min(Math.max(day, this.least), this.most);
    const [year, month] = this.calendar.parts(this.at);
    this.title.textContent = `${this.facts.months[month - 1]} ${this.number(year)}`;
    const first = this.calendar.first(year, month);
    const end = first + lengthOf(this.calendar, year, month);
    const head = make("tr", {});
    for (let place = 0; place < 7; place++) {
      const name = this.facts.weekdays[this.weekday(place)];
      const cell = make("th", { scope: "col", abbr: name, textContent: name.slice(0, document.dir === "rtl" ? 1 : 2) });
      head.append(cell);
    }
    const rows = [head];
    for (let start = first - this.place(first); start < end; start += 7) {
      const row = make("tr", {});
      for (let next = start; next < start + 7; next++) row.append(next < first || next >= end ? make("td", {}) : this.cell(next));
      rows.push(row);
    }
    this.grid.replaceChildren(...rows);
    this.said.textContent = this.holidays[this.at] ?? "";
    this.grid.querySelector("[tabindex='0']").focus();
  }
  cell(day) {
    const [year, month, date] = this.calendar.parts(day);
    const weekday = this.weekday(this.place(day));
    const holiday = this.holidays[day];
    const isOff = holiday !== undefined || this.facts.weekend.includes(weekday);
    const said = [`${this.facts.weekdays[weekday]} ${this.number(date)} ${this.facts.months[month - 1]} ${this.number(year)}`, holiday];
    const cell = make("td", {
      textContent: this.number(date), className: isOff ? "off" : "", tabIndex: day === this.at ? 0 : -1, title: holiday ?? "",
      ariaLabel: said.filter(Boolean).join(this.facts.words.comma), ariaSelected: String(day === this.chosen), ariaDisabled: String(!this.allows(day)),
    });
    cell.dataset.day = day;
    cell.setAttribute("role", "gridcell");
    if (day === this.facts.today) cell.setAttribute("aria-current", "date");
    return cell;
  }
  key(event) {
    const along = document.dir === "rtl" ? -1 : 1;
    const months = (event.shiftKey ? 12 : 1) * ({ PageUp: -1, PageDown: 1 }[event.key] ?? 0);
    const days = {
      ArrowRight: along, ArrowLeft: -along, ArrowDown: 7, ArrowUp: -7, Home: -this.place(this.at), End: 6 - this.place(this.at),
    }[event.key];
    if (event.key === "Enter" || event.key === " ") this.take(this.at);
    else if (months) this.show(monthsOn(this.calendar, this.at, months));
    else if (days !== undefined) this.show(this.at + days);
    else return;
    event.preventDefault();
  }
  take(day) {
    if (!this.allows(day)) return;
    this.field.value = dayText(this.calendar, day);
    ["input", "change"].forEach((type) => this.field.dispatchEvent(new Event(type, { bubbles: true })));
    this.dialog.close();
  }
}
