// Times as in Kazakhstan (UTC+5 everywhere since 2024, which not every browser knows), by the demo's clock. A moment is in seconds since 1970.

const zone = "Etc/GMT-5";
const OFFSET = 5 * 3600;
const DAY = 86400;
const format = (options, language = "en-GB") => new Intl.DateTimeFormat(language, { timeZone: zone, ...options });
const formats = {
  time: format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
  seconds: format({ hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }),
  weekday: format({ weekday: "short" }),
  date: format({ day: "numeric", month: "short" }),
  clock: format({ weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
};
// Not every browser knows Kazakh.
const MONTHS = "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан".split(" ");
const days = { ru: format({ day: "numeric", month: "long" }, "ru"), en: format({ day: "numeric", month: "long" }) };

let ahead = 0;
export const now = () => Date.now() / 1000 + ahead;
export const setNow = (moment) => { ahead = moment - Date.now() / 1000; };

const write = (kind, moment) => formats[kind].format(moment * 1000);
export const time = (moment) => write("time", moment);
export const seconds = (moment) => write("seconds", moment);
export const clock = (moment) => write("clock", moment);

// The number of the day: equal for moments of one day.
export const day = (moment) => Math.floor((moment + OFFSET) / DAY);

export function dayName(moment, language) {
  if (language !== "kk") return (days[language] ?? days.en).format(moment * 1000);
  const date = new Date((moment + OFFSET) * 1000);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
}

// As short as a list can bear: the time today, the weekday this week, the date before.
export function brief(moment) {
  const ago = day(now()) - day(moment);
  if (ago <= 0) return time(moment);
  return ago < 7 ? write("weekday", moment) : write("date", moment);
}

// The next moment that shows `hours` in Almaty, on a weekday if one is named (0 is Sunday).
export function next(hours, weekday) {
  const today = day(now());
  for (let ahead = 0; ; ahead += 1) {
    const moment = (today + ahead) * DAY - OFFSET + hours * 3600;
    const fits = weekday === undefined || new Date((moment + OFFSET) * 1000).getUTCDay() === weekday;
    if (moment > now() && fits) return moment;
  }
}

// What a datetime-local field takes and gives.
export const toField = (moment) => new Date((moment + OFFSET) * 1000).toISOString().slice(0, 16);
export const fromField = (value) => Date.parse(`${value}:00Z`) / 1000 - OFFSET;
