// Divides a connected set of cells into connected parts of wanted sizes: a power diagram over the cells (nearest site,
// with a weight per site that grows until the part is as large as it should be), its sites moved to the middle of
// their parts, and stray cells handed to a neighbour.
import { connect, isConnected } from './pieces.mjs';
import { argmin, squaredDistance } from './plane.mjs';

const ROUNDS = 160;
const UNWEIGHTED_ROUNDS = 3; // so that the first sites spread before sizes pull

const DIRECTIONS = { C: [0, 0], N: [0, 1], NE: [0.7, 0.7], E: [1, 0], SE: [0.7, -0.7], S: [0, -1], SW: [-0.7, -0.7], W: [-1, 0], NW: [-0.7, 0.7] };

const middle = (mesh, cells) => {
  let [x, y, area] = [0, 0, 0];
  for (const cell of cells) {
    x += mesh.points[cell][0] * mesh.areas[cell];
    y += mesh.points[cell][1] * mesh.areas[cell];
    area += mesh.areas[cell];
  }
  return [x / area, y / area];
};

/** First sites: by compass direction where one is given, else far from those already placed. */
function place(mesh, cells, parts, random) {
  const centre = middle(mesh, cells);
  const sites = parts.map(() => null);
  const nearestCell = (p) => mesh.points[argmin(cells, (cell) => squaredDistance(mesh.points[cell], p))];
  parts.forEach((part, i) => {
    if (part.direction === undefined) return;
    const [dx, dy] = DIRECTIONS[part.direction];
    let reach = 0;
    for (const cell of cells) {
      const p = mesh.points[cell];
      const along = (p[0] - centre[0]) * dx + (p[1] - centre[1]) * dy;
      const aside = Math.abs((p[0] - centre[0]) * dy - (p[1] - centre[1]) * dx);
      if (aside < along) reach = Math.max(reach, along);
    }
    const p = nearestCell([centre[0] + dx * reach * 0.65, centre[1] + dy * reach * 0.65]);
    sites[i] = [p[0] + (random() - 0.5) * 0.5, p[1] + (random() - 0.5) * 0.5];
  });
  parts.forEach((_, i) => {
    if (sites[i] !== null) return;
    const placed = sites.filter((it) => it !== null);
    const candidates = Array.from({ length: 24 }, () => mesh.points[cells[Math.floor(random() * cells.length)]]);
    const room = (p) => Math.min(...placed.map((site) => squaredDistance(site, p)), squaredDistance(p, centre) + 1e6);
    const p = argmin(candidates, (it) => -room(it));
    sites[i] = [p[0] + (random() - 0.5) * 0.1, p[1] + (random() - 0.5) * 0.1];
  });
  return sites;
}

/** part index per cell (Map), by least squared distance minus weight */
function assign(mesh, cells, sites, weights) {
  const owner = new Map();
  for (const cell of cells) {
    let best = 0;
    let least = Infinity;
    for (let i = 0; i < sites.length; i++) {
      const cost = squaredDistance(mesh.points[cell], sites[i]) - weights[i];
      if (cost < least) [least, best] = [cost, i];
    }
    owner.set(cell, best);
  }
  return owner;
}

function sizes(mesh, owner, count) {
  const areas = new Array(count).fill(0);
  for (const [cell, part] of owner) areas[part] += mesh.areas[cell];
  return areas;
}

/** A part below its least number of cells takes cells of larger neighbours that stay connected without them. */
function feed(mesh, owner, parts) {
  const count = (part) => [...owner.values()].filter((it) => it === part).length;
  for (let part = 0; part < parts.length; part++) {
    for (let have = count(part); have < parts[part].leastCells; have++) {
      const mine = [...owner].filter(([, it]) => it === part).map(([cell]) => cell);
      const around = new Set(mine.flatMap((cell) => mesh.neighbours[cell]).filter((it) => owner.has(it) && owner.get(it) !== part));
      const centre = middle(mesh, mine);
      const order = [...around].sort((a, b) => squaredDistance(mesh.points[a], centre) - squaredDistance(mesh.points[b], centre));
      const taken = order.find((cell) => {
        const from = owner.get(cell);
        return count(from) > parts[from].leastCells && isConnected(mesh, owner, from, cell);
      });
      if (taken === undefined) break;
      owner.set(taken, part);
    }
  }
}

/** A cell with more neighbours in another part than in its own changes sides, if nothing is torn apart by it. */
function smooth(mesh, owner, parts) {
  const counts = new Array(parts.length).fill(0);
  for (const part of owner.values()) counts[part] += 1;
  for (const cell of owner.keys()) {
    const part = owner.get(cell);
    const touches = new Map();
    for (const next of mesh.neighbours[cell]) {
      const other = owner.get(next);
      if (other !== undefined) touches.set(other, (touches.get(other) ?? 0) + 1);
    }
    const to = argmin([...touches.keys()].sort((a, b) => a - b), (it) => -touches.get(it));
    if (to === part || touches.get(to) <= (touches.get(part) ?? 0) + 1) continue;
    if (counts[part] <= parts[part].leastCells || !isConnected(mesh, owner, part, cell)) continue;
    owner.set(cell, to);
    counts[part] -= 1;
    counts[to] += 1;
  }
}

/** Keeps every site inside its own part: no weight so large that it reaches past a neighbour's site. */
function restrain(weights, sites) {
  for (let i = 0; i < sites.length; i++) {
    for (let j = 0; j < sites.length; j++) {
      if (i !== j) weights[i] = Math.min(weights[i], weights[j] + 0.8 * squaredDistance(sites[i], sites[j]));
    }
  }
}

/**
 * @param cells indices of connected cells
 * @param parts `{ share, leastCells, direction? }`; shares are relative
 * @returns part index per cell, as a Map in the order of `cells`
 */
export function partition(mesh, cells, parts, random) {
  if (parts.length === 1) return new Map(cells.map((cell) => [cell, 0]));
  const total = cells.reduce((sum, cell) => sum + mesh.areas[cell], 0);
  const shares = parts.reduce((sum, part) => sum + part.share, 0);
  const wanted = parts.map((part) => (total * part.share) / shares);
  let sites = place(mesh, cells, parts, random);
  const weights = parts.map(() => 0);
  let owner = assign(mesh, cells, sites, weights);
  let best = { owner, error: Infinity };
  for (let round = 0; round < ROUNDS; round++) {
    if (round < ROUNDS * 0.6) {
      const members = parts.map(() => []);
      for (const [cell, part] of owner) members[part].push(cell);
      sites = sites.map((site, i) => (members[i].length > 0 ? middle(mesh, members[i]) : site));
    }
    if (round >= UNWEIGHTED_ROUNDS) {
      sizes(mesh, owner, parts.length).forEach((area, i) => (weights[i] += 0.1 * (wanted[i] - area)));
      restrain(weights, sites);
    }
    owner = assign(mesh, cells, sites, weights);
    const error = sizes(mesh, owner, parts.length).reduce((sum, area, i) => sum + Math.abs(area / wanted[i] - 1), 0);
    if (process.env.DBG2 && parts.length === 9 && round % 10 === 0) console.error(round, error.toFixed(2), sizes(mesh, owner, 9).map((a,i)=>(a/wanted[i]).toFixed(1)).join(" "), sites.map(p=>p.map(v=>v.toFixed(0))+"").join(" "), weights.map(w=>w.toFixed(0)).join(" "));
    if (error < best.error) best = { owner, error };
  }
  owner = best.owner;
  ensureEach(mesh, owner, parts, sites);
  connect(mesh, owner);
  feed(mesh, owner, parts);
  smooth(mesh, owner, parts);
  smooth(mesh, owner, parts);
  return owner;
}

/** A part that lost every cell gets the one nearest to its site among parts that can spare one. */
function ensureEach(mesh, owner, parts, sites) {
  for (let part = 0; part < parts.length; part++) {
    const counts = new Array(parts.length).fill(0);
    for (const it of owner.values()) counts[it] += 1;
    if (counts[part] > 0) continue;
    const spare = [...owner.keys()].filter((cell) => counts[owner.get(cell)] > 2);
    owner.set(argmin(spare, (cell) => squaredDistance(mesh.points[cell], sites[part])), part);
  }
}
