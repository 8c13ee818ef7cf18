// Made-up areas for working without the server: every unit is a patch of its parent's patch. Nothing here is a border.
const SIZE = 4096;

/** @typedef {{code: string, name: string, parent: string, ring: [number, number][]}} Patch */

/** Splits a rectangle among units, wider side first. */
function split([w, s, e, n], units) {
  if (units.length === 1) return [[units[0], [w, s, e, n]]];
  const half = Math.ceil(units.length / 2);
  const share = half / units.length;
  const wide = e - w > n - s;
  const at = wide ? w + (e - w) * share : s + (n - s) * share;
  const first = wide ? [w, s, at, n] : [w, s, e, at];
  const second = wide ? [at, s, e, n] : [w, at, e, n];
  return [...split(first, units.slice(0, half)), ...split(second, units.slice(half))];
}

/** A smooth bend, the same for every point, so that neighbours still touch. */
const bend = ([x, y]) => [
  x + 0.022 * Math.sin(y * 31) + 0.012 * Math.sin(x * 47 + y * 19),
  y + 0.018 * Math.sin(x * 27) + 0.009 * Math.sin(x * 21 - y * 53),
];

function ringOf([w, s, e, n]) {
  const ring = [];
  const steps = 10;
  const edge = (x0, y0, x1, y1) => {
    for (let at = 0; at < steps; at++) ring.push(bend([x0 + ((x1 - x0) * at) / steps, y0 + ((y1 - y0) * at) / steps]));
  };
  edge(w, s, e, s);
  edge(e, s, e, n);
  edge(e, n, w, n);
  edge(w, n, w, s);
  return ring;
}

/** Patches of all divisions, by level. */
export function layPatches(divisions) {
  const children = Map.groupBy ? Map.groupBy(divisions, (one) => one.parent) : group(divisions);
  const levels = { county: [], township: [], village: [] };
  const boxes = new Map();
  const visit = (parent, box) => {
    const units = children.get(parent) ?? [];
    if (units.length === 0) return;
    for (const [unit, part] of split(box, units)) {
      const ring = ringOf(part);
      boxes.set(unit.code, { box: part, ring });
      levels[unit.level]?.push({ code: unit.code, name: unit.name, parent: unit.parent, ring });
      visit(unit.code, part);
    }
  };
  const city = [112.62, 34.86, 113.62, 35.46];
  boxes.set("410800000000", { box: city, ring: ringOf(city) });
  visit("410800000000", city);
  return { levels, boxes };
}

function group(divisions) {
  const groups = new Map();
  for (const one of divisions) groups.set(one.parent, [...(groups.get(one.parent) ?? []), one]);
  return groups;
}

const varint = (value) => {
  const bytes = [];
  for (let rest = value >>> 0; ; rest >>>= 7) {
    if (rest < 0x80) return [...bytes, rest];
    bytes.push((rest & 0x7f) | 0x80);
  }
};
const field = (tag, type, body) => [...varint((tag << 3) | type), ...body];
const bytes = (tag, body) => field(tag, 2, [...varint(body.length), ...body]);
const text = (tag, value) => bytes(tag, [...Buffer.from(value, "utf8")]);
const zigzag = (value) => (value << 1) ^ (value >> 31);

function project([lon, lat], z, x, y) {
  const scale = 2 ** z;
  const wx = ((lon + 180) / 360) * scale;
  const sin = Math.sin((lat * Math.PI) / 180);
  const wy = (0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * scale;
  return [Math.round((wx - x) * SIZE), Math.round((wy - y) * SIZE)];
}

function geometry(ring) {
  // Exterior rings run clockwise on a screen; the patches are laid counter-clockwise on the earth, which is that.
  const commands = [];
  let [px, py] = [0, 0];
  const move = ([x, y]) => {
    commands.push(...varint(zigzag(x - px)), ...varint(zigzag(y - py)));
    [px, py] = [x, y];
  };
  commands.push(...varint((1 << 3) | 1));
  move(ring[0]);
  commands.push(...varint(((ring.length - 1) << 3) | 2));
  for (const point of ring.slice(1)) move(point);
  commands.push(...varint((1 << 3) | 7));
  return commands;
}

/** A vector tile of one level, or nothing when no patch touches it. */
export function cutTile(level, patches, z, x, y) {
  const features = [];
  const values = [];
  const keys = ["code", "name", "parent", "schematic"];
  const value = (encoded) => values.push(encoded) - 1;
  const schematic = value(field(7, 0, [1]));
  for (const patch of patches) {
    const ring = patch.ring.map((point) => project(point, z, x, y));
    const xs = ring.map(([px]) => px);
    const ys = ring.map(([, py]) => py);
    if (Math.max(...xs) < -64 || Math.min(...xs) > SIZE + 64) continue;
    if (Math.max(...ys) < -64 || Math.min(...ys) > SIZE + 64) continue;
    const tags = [0, value(text(1, patch.code)), 1, value(text(1, patch.name)), 2, value(text(1, patch.parent)), 3, schematic];
    features.push(bytes(2, [
      ...bytes(2, tags.flatMap(varint)), ...field(3, 0, varint(3)), ...bytes(4, geometry(ring)),
    ]));
  }
  if (features.length === 0) return undefined;
  const layer = [
    ...text(1, level), ...features.flat(), ...keys.flatMap((key) => text(3, key)),
    ...values.flatMap((encoded) => bytes(4, encoded)), ...field(5, 0, varint(SIZE)), ...field(15, 0, varint(2)),
  ];
  return Buffer.from(bytes(3, layer));
}

/** The chain of units around a point, from the city down. */
export function chainAt({ boxes }, divisions, lon, lat) {
  const inside = (ring) => {
    let within = false;
    for (let a = 0, b = ring.length - 1; a < ring.length; b = a++) {
      const [xa, ya] = ring[a];
      const [xb, yb] = ring[b];
      if (ya > lat !== yb > lat && lon < ((xb - xa) * (lat - ya)) / (yb - ya) + xa) within = !within;
    }
    return within;
  };
  const chain = [];
  let parent = null;
  for (;;) {
    const next = divisions.find((one) => (one.parent || null) === parent && boxes.has(one.code) && inside(boxes.get(one.code).ring));
    if (!next) return chain;
    chain.push({ code: next.code, name: next.name, level: next.level });
    parent = next.code;
  }
}
