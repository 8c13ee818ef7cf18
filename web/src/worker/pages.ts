// Which built page answers an address when nobody is there to ask.

/** What only the server can answer. */
const DOORS = /^\/(api|live|blobs|tiles|healthz|readyz|metrics)(\/|$)/;

/**
 * The page of the precache that a navigation to `path` opens: a page built as `/x.html` answers `/x` and all below it,
 * the app itself (`/index.html`) every other address without an extension. Nothing when the server has to answer.
 */
export function pageOf(path: string, built: readonly string[]): string | undefined {
  if (DOORS.test(path)) return undefined;
  const first = /^\/([^/]+)/.exec(path)?.[1];
  const own = built.find((page) => page === `/${first}.html` || page === path);
  if (own) return own;
  return path.slice(path.lastIndexOf("/")).includes(".") ? undefined : "/index.html";
}
