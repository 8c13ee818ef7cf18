// From cells to rings: one graph of border corners for all levels, thinned once, so that every level's ring uses the
// very same corners.
import { ringArea, squaredDistance, turn } from './plane.mjs';

/**
 * @param areaOf area index per cell at the finest level; -1 outside
 * @param parentsOf arrays of parent index per area, one per coarser level
 */
export class Outline {
  constructor(mesh, areaOf, parentsOf, { shortest, flattest }) {
    this.corners = mesh.corners.map((it) => [...it]);
    this.alias = this.corners.map((_, i) => i);
    this.levels = [(area) => area, ...parentsOf.map((parents) => (area) => (area < 0 ? -1 : parents[area]))];
    this.edges = mesh.edges
      .map(({ from, to, left, right }) => ({ from, to, left: areaOf[left], right: areaOf[right] }))
      .filter((it) => it.left !== it.right);
    this.#contract(shortest);
    this.#straighten(flattest);
  }

  #edgesAt() {
    const at = new Map();
    const add = (corner, edge) => (at.has(corner) ? at.get(corner).push(edge) : at.set(corner, [edge]));
    for (const edge of this.edges) {
      add(edge.from, edge);
      add(edge.to, edge);
    }
    return at;
  }

  /** Merges the ends of short edges unless some area would touch itself at the merged corner. */
  #contract(shortest) {
    const order = this.edges
      .map((edge) => ({ edge, length: squaredDistance(this.corners[edge.from], this.corners[edge.to]) }))
      .filter((it) => it.length < shortest * shortest)
      .sort((a, b) => a.length - b.length || a.edge.from - b.edge.from || a.edge.to - b.edge.to)
      .map((it) => it.edge);
    const at = this.#edgesAt();
    for (const edge of order) {
      const { from, to } = edge;
      if (from === to || squaredDistance(this.corners[from], this.corners[to]) >= shortest * shortest) continue;
      const around = [...at.get(from), ...at.get(to)].filter((it) => it !== edge);
      const parallel = around.some((it) => (it.from === from && it.to === to) || (it.from === to && it.to === from));
      if (parallel || !this.#clean(around, from, to)) continue;
      const [p, q] = [this.corners[from], this.corners[to]];
      this.corners[from] = [(p[0] + q[0]) / 2, (p[1] + q[1]) / 2];
      for (const it of at.get(to)) {
        if (it.from === to) it.from = from;
        if (it.to === to) it.to = from;
      }
      at.set(from, around);
      at.delete(to);
      edge.dead = true;
    }
    this.edges = this.edges.filter((it) => !it.dead);
  }

  /** Whether each area of each level leaves the corner at most once when `around` are its edges. */
  #clean(around, from, to) {
    for (const level of this.levels) {
      const leaving = new Set();
      for (const edge of around) {
        const [left, right] = [level(edge.left), level(edge.right)];
        if (left === right) continue;
        const outwards = edge.from === from || edge.from === to;
        const area = outwards ? left : right; // the area to the left of the edge when one walks away from the corner
        if (leaving.has(area)) return false;
        leaving.add(area);
      }
    }
    return true;
  }

  /** Takes out corners between two edges only that hardly bend, least bend first, as long as rings keep their shape. */
  #straighten(flattest) {
    const at = this.#edgesAt();
    const bend = (corner) => {
      const [e, f] = at.get(corner);
      const [p, q] = [this.#other(e, corner), this.#other(f, corner)];
      return Math.abs(turn(this.corners[p], this.corners[corner], this.corners[q])) / 2;
    };
    for (let limit = flattest / 8; limit <= flattest; limit *= 2) {
      for (const corner of [...at.keys()].sort((a, b) => a - b)) {
        const around = at.get(corner);
        if (around.length !== 2 || bend(corner) > limit) continue;
        this.#takeOut(corner, at);
      }
    }
    this.edges = this.edges.filter((it) => !it.dead);
  }

  #other = (edge, corner) => (edge.from === corner ? edge.to : edge.from);

  #takeOut(corner, at) {
    const [e, f] = at.get(corner);
    const [p, q] = [this.#other(e, corner), this.#other(f, corner)];
    if (p === q || at.get(p).some((it) => this.#other(it, p) === q)) return;
    // Nothing may lie in the triangle that is cut off.
    const triangle = [this.corners[p], this.corners[corner], this.corners[q]];
    for (const end of [p, q]) {
      for (const edge of at.get(end)) {
        const far = this.#other(edge, end);
        if (far !== corner && far !== p && far !== q && inTriangle(this.corners[far], triangle)) return;
      }
    }
    const out = e.from === corner ? { left: e.right, right: e.left } : { left: e.left, right: e.right };
    const joined = { from: p, to: q, ...out };
    e.dead = f.dead = true;
    this.edges.push(joined);
    at.set(p, [...at.get(p).filter((it) => it !== e), joined]);
    at.set(q, [...at.get(q).filter((it) => it !== f), joined]);
    at.delete(corner);
  }

  /** Rings per area of a level (0 = finest): corner indices, counterclockwise outside, clockwise holes. */
  rings(level) {
    const name = this.levels[level];
    const next = new Map(); // "area corner" -> corner
    for (const edge of this.edges) {
      const [left, right] = [name(edge.left), name(edge.right)];
      if (left === right) continue;
      for (const [area, from, to] of [[left, edge.from, edge.to], [right, edge.to, edge.from]]) {
        if (area < 0) continue;
        if (!next.has(area)) next.set(area, new Map());
        if (next.get(area).has(from)) throw new Error(`area ${area} of level ${level} touches itself`);
        next.get(area).set(from, to);
      }
    }
    return new Map([...next].map(([area, steps]) => [area, this.#chain(steps)]));
  }

  #chain(steps) {
    const rings = [];
    const starts = [...steps.keys()].sort((a, b) => a - b);
    const used = new Set();
    for (const start of starts) {
      if (used.has(start)) continue;
      const ring = [];
      for (let corner = start; !used.has(corner); corner = steps.get(corner)) {
        used.add(corner);
        ring.push(corner);
      }
      rings.push(ring);
    }
    const area = (ring) => ringArea(ring.map((it) => this.corners[it]));
    return rings.sort((a, b) => Math.abs(area(b)) - Math.abs(area(a)));
  }
}

function inTriangle(p, [a, b, c]) {
  const s = [turn(a, b, p), turn(b, c, p), turn(c, a, p)];
  return s.every((it) => it >= 0) || s.every((it) => it <= 0);
}
