// A mesh of small cells (Voronoi cells of scattered sites) of which all areas are put together. Because every area is
// a set of cells, neighbours share their border corner by corner and nothing overlaps or gapes.
import { Delaunay } from 'd3-delaunay';
import { connect } from './pieces.mjs';
import { distance, roundCorners, simplifyLine, squaredDistance, turn } from './plane.mjs';
import { OUTSIDE } from './raster.mjs';

/** Pairs of sites on both sides of the county borders, so that the cells' edges follow the borders. */
function borderSites(raster, spacing) {
  const sites = [];
  for (const { line, left, right } of raster.borders()) {
    const smooth = roundCorners(simplifyLine(line, 2.5 * raster.step));
    let rest = spacing / 2;
    for (let k = 0; k + 1 < smooth.length; k++) {
      const [a, b] = [smooth[k], smooth[k + 1]];
      const length = distance(a, b);
      const along = [(b[0] - a[0]) / length, (b[1] - a[1]) / length];
      for (; rest < length; rest += spacing) {
        const p = [a[0] + along[0] * rest, a[1] + along[1] * rest];
        const off = spacing / 2;
        sites.push({ point: [p[0] - along[1] * off, p[1] + along[0] * off], label: left, fixed: true });
        sites.push({ point: [p[0] + along[1] * off, p[1] - along[0] * off], label: right, fixed: true });
      }
      rest -= length;
    }
  }
  return sites;
}

/** A hash grid over points: is anything nearer than `radius`? */
class Near {
  constructor(radius) {
    this.radius = radius;
    this.cells = new Map();
  }
  key = (i, j) => i * 100000 + j;
  add(p) {
    const key = this.key(Math.floor(p[0] / this.radius), Math.floor(p[1] / this.radius));
    if (!this.cells.has(key)) this.cells.set(key, []);
    this.cells.get(key).push(p);
  }
  has(p, radius = this.radius) {
    const [i, j] = [Math.floor(p[0] / this.radius), Math.floor(p[1] / this.radius)];
    for (let a = i - 1; a <= i + 1; a++) {
      for (let b = j - 1; b <= j + 1; b++) {
        for (const q of this.cells.get(this.key(a, b)) ?? []) if (squaredDistance(p, q) < radius * radius) return true;
      }
    }
    return false;
  }
}

/** Throws away border sites that crowd each other where borders meet or bend sharply, always both of a pair. */
function thin(pairs, radius) {
  const near = new Near(radius);
  const kept = [];
  for (let k = 0; k < pairs.length; k += 2) {
    if (near.has(pairs[k].point) || near.has(pairs[k + 1].point)) continue;
    near.add(pairs[k].point);
    near.add(pairs[k + 1].point);
    kept.push(pairs[k], pairs[k + 1]);
  }
  return kept;
}

/** Scattered sites `spacingOf[label]` apart; those outside stand still, so that no cell at the rim runs away. */
function innerSites(raster, taken, spacingOf, random) {
  const near = new Near(Math.max(...Object.values(spacingOf)));
  for (const site of taken) near.add(site.point);
  const sites = [];
  const candidate = Math.min(...Object.values(spacingOf)) * 0.5;
  const candidates = [];
  for (let y = raster.y0; y < raster.y0 + raster.height * raster.step; y += candidate) {
    for (let x = raster.x0; x < raster.x0 + raster.width * raster.step; x += candidate) {
      const p = [x + random() * candidate, y + random() * candidate];
      const label = raster.at(p[0], p[1]);
      candidates.push({ point: p, label, fixed: label === OUTSIDE });
    }
  }
  for (let k = candidates.length - 1; k > 0; k--) {
    const other = Math.floor(random() * (k + 1));
    [candidates[k], candidates[other]] = [candidates[other], candidates[k]];
  }
  for (const site of candidates) {
    if (near.has(site.point, spacingOf[site.label] * 0.82)) continue;
    near.add(site.point);
    sites.push(site);
  }
  return sites;
}

/** A far frame so that every cell inside is bounded. */
function frame(raster) {
  const [w, h] = [raster.width * raster.step, raster.height * raster.step];
  const [cx, cy] = [raster.x0 + w / 2, raster.y0 + h / 2];
  const sites = [];
  for (let k = 0; k < 16; k++) {
    const side = [[k / 4 - 0.5, -1], [1, k / 4 - 1.5], [2.5 - k / 4, 1], [-1, 3.5 - k / 4]][Math.floor(k / 4)];
    sites.push({ point: [cx + side[0] * w * 1.5, cy + side[1] * h * 1.5], label: OUTSIDE, fixed: true });
  }
  return sites;
}

/** The cells, their labels, neighbours, areas, and the corners at which three cells meet. */
export function buildMesh(raster, { borderSpacing, spacingOf, random, relaxations }) {
  const border = thin(borderSites(raster, borderSpacing), borderSpacing * 0.8);
  const sites = [...border, ...innerSites(raster, border, spacingOf, random), ...frame(raster)];
  let delaunay = Delaunay.from(sites.map((it) => it.point));
  for (let k = 0; k < relaxations; k++) {
    const voronoi = delaunay.voronoi(bounds(raster));
    sites.forEach((site, i) => {
      if (!site.fixed) site.point = centroid(voronoi.cellPolygon(i));
    });
    delaunay = Delaunay.from(sites.map((it) => it.point));
  }
  const mesh = new Mesh(sites, delaunay, bounds(raster));
  const owner = new Map(mesh.labels.entries());
  connect(mesh, owner); // a site on the wrong side of a sharp bend
  for (const [cell, label] of owner) mesh.labels[cell] = label;
  return mesh;
}

const bounds = (raster) => [
  raster.x0 - 50, raster.y0 - 50,
  raster.x0 + raster.width * raster.step + 50, raster.y0 + raster.height * raster.step + 50,
];

function centroid(closedRing) {
  let [area, x, y] = [0, 0, 0];
  for (let i = 0; i + 1 < closedRing.length; i++) {
    const [a, b] = [closedRing[i], closedRing[i + 1]];
    const cross = a[0] * b[1] - b[0] * a[1];
    area += cross;
    x += (a[0] + b[0]) * cross;
    y += (a[1] + b[1]) * cross;
  }
  return [x / (3 * area), y / (3 * area)];
}

class Mesh {
  constructor(sites, delaunay, box) {
    const { triangles, halfedges } = delaunay;
    const voronoi = delaunay.voronoi(box);
    this.points = sites.map((it) => it.point);
    this.labels = Uint8Array.from(sites, (it) => it.label);
    this.corners = Array.from({ length: triangles.length / 3 }, (_, t) => [
      voronoi.circumcenters[2 * t], voronoi.circumcenters[2 * t + 1],
    ]);
    this.cornerCells = Array.from({ length: triangles.length / 3 }, (_, t) => [...triangles.slice(3 * t, 3 * t + 3)]);
    this.neighbours = sites.map(() => []);
    /** Edges between two cells, walked from corner `from` to corner `to` with cell `left` on the left hand. */
    this.edges = [];
    const turnsLeft = turn(...[0, 1, 2].map((k) => this.points[triangles[k]])) > 0; // of one triangle, so of all
    for (let e = 0; e < triangles.length; e++) {
      const opposite = halfedges[e];
      if (opposite < e) continue; // each pair once; the hull has no opposite
      const a = triangles[e];
      const b = triangles[e % 3 === 2 ? e - 2 : e + 1];
      this.neighbours[a].push(b);
      this.neighbours[b].push(a);
      const [left, right] = turnsLeft ? [a, b] : [b, a];
      this.edges.push({ from: Math.floor(opposite / 3), to: Math.floor(e / 3), left, right });
    }
    this.areas = this.points.map((_, i) => {
      if (this.labels[i] === OUTSIDE) return 0;
      const ring = voronoi.cellPolygon(i);
      let twice = 0;
      for (let k = 0; k + 1 < ring.length; k++) twice += ring[k][0] * ring[k + 1][1] - ring[k + 1][0] * ring[k][1];
      return Math.abs(twice) / 2;
    });
  }
}
