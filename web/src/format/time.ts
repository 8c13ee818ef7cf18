// Times are shown and typed in Beijing time, whatever zone this machine believes it is in.
const ZONE = 8 * 3600_000;
const DAY = 86_400_000;

const pad = (value: number, width = 2): string => String(value).padStart(width, "0");

interface Parts {
  readonly y: number; readonly mo: number; readonly d: number;
  readonly h: number; readonly mi: number; readonly s: number;
}

function parts(ms: number): Parts {
  const t = new Date(ms + ZONE);
  return {
    y: t.getUTCFullYear(), mo: t.getUTCMonth() + 1, d: t.getUTCDate(),
    h: t.getUTCHours(), mi: t.getUTCMinutes(), s: t.getUTCSeconds(),
  };
}

export const toMs = (rfc3339: string): number => Date.parse(rfc3339);

/** RFC 3339 with +08:00, to the second. */
export function toWire(ms: number): string {
  const t = parts(ms);
  return `${pad(t.y, 4)}-${pad(t.mo)}-${pad(t.d)}T${pad(t.h)}:${pad(t.mi)}:${pad(t.s)}+08:00`;
}

/** The same to the millisecond: for what people do on one machine and another within the same second. */
export const exactly = (ms: number): string => toWire(ms).replace("+", `.${pad(ms % 1000, 3)}+`);

/** "02:10", with the day before it when that is not the day of `now`. */
export function shortTime(time: string | number | null | undefined, now: number = Date.now()): string {
  if (time === null || time === undefined || time === "") return "—";
  const ms = typeof time === "number" ? time : toMs(time);
  if (Number.isNaN(ms)) return "—";
  const t = parts(ms);
  const n = parts(now);
  const clock = `${pad(t.h)}:${pad(t.mi)}`;
  if (t.y === n.y && t.mo === n.mo && t.d === n.d) return clock;
  const day = `${pad(t.mo)}-${pad(t.d)} ${clock}`;
  return t.y === n.y ? day : `${t.y}-${day}`;
}

export function fullTime(time: string | number | null | undefined): string {
  if (time === null || time === undefined || time === "") return "—";
  const t = parts(typeof time === "number" ? time : toMs(time));
  return `${t.y}-${pad(t.mo)}-${pad(t.d)} ${pad(t.h)}:${pad(t.mi)}:${pad(t.s)}`;
}

export function clockTime(ms: number): string {
  const t = parts(ms);
  return `${pad(t.h)}:${pad(t.mi)}:${pad(t.s)}`;
}

/** A span as "1:55" hours and minutes, "6 天 3 时" from two days on; never negative. */
export function span(ms: number, locale: string): string {
  const minutes = Math.floor(Math.abs(ms) / 60_000);
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours}:${pad(minutes % 60)}`;
  const days = Math.floor(hours / 24);
  return locale === "zh" ? `${days} 天 ${hours % 24} 时` : `${days} d ${hours % 24} h`;
}

/**
 * Reads a time typed by hand: "0210", "2:10", "昨天 23:50", "20 日 2:10", "7-20 0210", "2021-07-20 02:10".
 * A time of day alone is the last such time, or with `ahead` the next. Nothing when it cannot be read.
 */
export function readTime(typed: string, now: number, ahead = false): number | undefined {
  const text = typed.normalize("NFKC").trim().replace(/[年月/.]/g, "-").replace(/[日号]/g, " ").replace(/[时点]/g, ":").replace(/分$/, "");
  const match = /^(昨天|昨日|前天|今天|今日|明天|明日|后天|yesterday|today|tomorrow)?\s*(?:(?:(?:(\d{4})-)?(\d{1,2})-)?(\d{1,2})[\sT]+)?(\d{1,2}):?(\d{2})?(?::(\d{2}))?$/i.exec(text);
  if (!match) return undefined;
  const digits = match[6] === undefined && match[5]!.length > 2;
  const h = digits ? Math.floor(Number(match[5]) / 100) : Number(match[5]);
  const mi = Number(match[6] ?? 0);
  if (h > 23 || mi > 59) return undefined;
  const n = parts(now);
  const back = /前天/.test(match[1] ?? "") ? 2 : /昨|yesterday/i.test(match[1] ?? "") ? 1 : /后天/.test(match[1] ?? "") ? -2 : /明|tomorrow/i.test(match[1] ?? "") ? -1 : 0;
  const y = match[2] ? Number(match[2]) : n.y;
  const mo = match[3] ? Number(match[3]) : n.mo;
  const d = (match[4] ? Number(match[4]) : n.d) - back;
  const ms = Date.UTC(y, mo - 1, d, h, mi, Number(match[7] ?? 0)) - ZONE;
  const bare = !match[1] && !match[4];
  if (!bare) return ms;
  if (ahead) return ms < now ? ms + DAY : ms;
  return ms > now + 60_000 ? ms - DAY : ms;
}

/** As it is shown in a box that `readTime` reads. */
export function typedTime(ms: number): string {
  const t = parts(ms);
  const seconds = t.s === 0 ? "" : `:${pad(t.s)}`; // kept, so that reading it back changes nothing
  return `${t.y}-${pad(t.mo)}-${pad(t.d)} ${pad(t.h)}:${pad(t.mi)}${seconds}`;
}
