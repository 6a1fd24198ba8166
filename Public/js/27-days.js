// A day is a number, counted from 1970-01-01, as the server counts them.
const jalaliYear = (year) => -492_633 + 365 * year + Math.floor((8 * year + 21) / 33);
const calendars = {
  jalali: {
    separator: "/",
    first: (year, month) => jalaliYear(year) + Math.min(month - 1, 6) * 31 + Math.max(month - 7, 0) * 30,
    parts(day) {
      let year = Math.floor((33 * (day + 492_633)) / 12_053);
      while (jalaliYear(year + 1) <= day) year += 1;
      while (jalaliYear(year) > day) year -= 1;
      const at = day - jalaliYear(year);
      const [month, length, rest] = at < 186 ? [1, 31, at] : [7, 30, at - 186];
      return [year, month + Math.floor(rest / length), (rest % length) + 1];
    },
  },
  gregorian: {
    separator: "-",
    first: (year, month) => Date.UTC(year, month - 1) / 864e5,
    parts(day) {
      const date = new Date(day * 864e5);
      return [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
    },
  },
};
const lengthOf = ({ first }, year, month) => (month < 12 ? first(year, month + 1) : first(year + 1, 1)) - first(year, month);
// As many months on; the 31st becomes the last of a shorter month.
function monthsOn(calendar, day, count) {
  const [year, month, date] = calendar.parts(day);
  const at = year * 12 + month - 1 + count;
  const [y, m] = [Math.floor(at / 12), (at % 12) + 1];
  return calendar.first(y, m) + Math.min(date, lengthOf(calendar, y, m)) - 1;
}
const dayText = (calendar, day) => calendar.parts(day).map((part) => String(part).padStart(2, "0")).join(calendar.separator);
// What was typed, in the digits of any script; null where it is no day. A year below 1700 is Jalali.
function dayOf(typed) {
  const ascii = typed.replace(/[٠-٩۰-۹]/g, (digit) => digit.charCodeAt(0) & 15);
  const [, year, month, date] = ascii.trim().match(/^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/)?.map(Number) ?? [];
  const calendar = year < 1700 ? calendars.jalali : calendars.gregorian;
  const isDay = month >= 1 && month <= 12 && date >= 1 && date <= lengthOf(calendar, year, month);
  return isDay ? calendar.first(year, month) + date - 1 : null;
}
