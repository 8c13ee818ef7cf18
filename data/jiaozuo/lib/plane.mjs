// Geometry on a local plane in kilometres. Only + - * / and square roots: exact in every engine, so builds agree.

const ORIGIN = [113.2, 35.1];
const KM_PER_DEGREE = [91.083, 110.95]; // at latitude 35.1

export const toPlane = ([lon, lat]) => [(lon - ORIGIN[0]) * KM_PER_DEGREE[0], (lat - ORIGIN[1]) * KM_PER_DEGREE[1]];

const sixDecimals = (value) => Math.round(value * 1e6) / 1e6;
export const toLonLat = ([x, y]) => [
  sixDecimals(x / KM_PER_DEGREE[0] + ORIGIN[0]),
  sixDecimals(y / KM_PER_DEGREE[1] + ORIGIN[1]),
];

export const squaredDistance = (a, b) => (a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]);
export const distance = (a, b) => Math.sqrt(squaredDistance(a, b));

/** Twice the signed area of a triangle; positive when a, b, c turn left. */
export const turn = (a, b, c) => (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);

/** Signed area of a ring (first point not repeated); positive when counterclockwise. */
export function ringArea(ring) {
  let twice = 0;
  const [x0, y0] = ring[0];
  for (let i = 1; i + 1 < ring.length; i++) {
    twice += (ring[i][0] - x0) * (ring[i + 1][1] - y0) - (ring[i + 1][0] - x0) * (ring[i][1] - y0);
  }
  return twice / 2;
}

function squaredDistanceToSegment(p, a, b) {
  const length = squaredDistance(a, b);
  if (length === 0) return squaredDistance(p, a);
  const along = ((p[0] - a[0]) * (b[0] - a[0]) + (p[1] - a[1]) * (b[1] - a[1])) / length;
  const t = Math.min(1, Math.max(0, along));
  return squaredDistance(p, [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])]);
}

/** Douglas–Peucker: fewer points, none further than `tolerance` from the line. The ends stay. */
export function simplifyLine(line, tolerance) {
  const keep = new Uint8Array(line.length);
  keep[0] = keep[line.length - 1] = 1;
  const open = [[0, line.length - 1]];
  while (open.length > 0) {
    const [from, to] = open.pop();
    let worst = tolerance * tolerance;
    let at = -1;
    for (let i = from + 1; i < to; i++) {
      const far = squaredDistanceToSegment(line[i], line[from], line[to]);
      if (far > worst) [worst, at] = [far, i];
    }
    if (at < 0) continue;
    keep[at] = 1;
    open.push([from, at], [at, to]);
  }
  return line.filter((_, i) => keep[i] === 1);
}

/** Cuts the corners of a line once (Chaikin). The ends stay. */
export function roundCorners(line) {
  const out = [line[0]];
  for (let i = 0; i + 1 < line.length; i++) {
    const [a, b] = [line[i], line[i + 1]];
    if (i > 0) out.push([0.75 * a[0] + 0.25 * b[0], 0.75 * a[1] + 0.25 * b[1]]);
    if (i + 2 < line.length) out.push([0.25 * a[0] + 0.75 * b[0], 0.25 * a[1] + 0.75 * b[1]]);
  }
  out.push(line[line.length - 1]);
  return out;
}

/** The first of the items that cost least. */
export const argmin = (items, cost) => items.reduce((best, it) => (cost(it) < cost(best) ? it : best), items[0]);
