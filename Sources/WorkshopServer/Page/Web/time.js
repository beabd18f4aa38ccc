// Moments as people read them. Times on the wire are seconds since the epoch.

const clock = new Intl.DateTimeFormat(undefined, {
  hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23",
});
const dayName = new Intl.DateTimeFormat(undefined, {
  weekday: "long", year: "numeric", month: "long", day: "numeric",
});

/** Milliseconds that the server's clock is ahead of ours. */
let skew = 0;

/** Ages are by the clock that wrote the times; it is told in whole seconds, so little is nothing. */
export function setSkew(milliseconds) {
  skew = Math.abs(milliseconds) > 2000 ? milliseconds : 0;
}

/** Now, in seconds since the epoch, by the server's clock. */
export const serverNow = () => (Date.now() + skew) / 1000;

export const clockTime = (seconds) => clock.format(seconds * 1000);

/** Local time to the millisecond, with the zone. */
export function exactTime(seconds) {
  const date = new Date(seconds * 1000);
  const pad = (number, width = 2) => String(number).padStart(width, "0");
  const offset = -date.getTimezoneOffset();
  const sign = offset < 0 ? "-" : "+";
  const zone = `${sign}${pad(Math.floor(Math.abs(offset) / 60))}:${pad(Math.abs(offset) % 60)}`;
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())} ` +
    `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}.` +
    `${pad(date.getMilliseconds(), 3)} ${zone}`;
}

/** A number that is another on another local day. */
export function dayNumber(seconds) {
  const date = new Date(seconds * 1000);
  return date.getFullYear() * 10000 + date.getMonth() * 100 + date.getDate();
}

export const dayTitle = (seconds) => dayName.format(seconds * 1000);

/** How long ago: `12s`, `5m`, `3h`, `2d`. */
export function age(seconds, now = serverNow()) {
  const passed = Math.max(0, now - seconds);
  if (passed < 60) return `${Math.floor(passed)}s`;
  if (passed < 3600) return `${Math.floor(passed / 60)}m`;
  if (passed < 86400) return `${Math.floor(passed / 3600)}h`;
  return `${Math.floor(passed / 86400)}d`;
}

export function byteCount(count) {
  if (count < 1024) return `${count} B`;
  const units = ["KiB", "MiB", "GiB"];
  let value = count / 1024;
  let unit = 0;
  while (value >= 1024 && unit < 2) {
    value /= 1024;
    unit += 1;
  }
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}
