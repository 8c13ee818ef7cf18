// The county polygons as a grid of labels. The source's rings overlap and gape by a grid step of their own; on the
// grid every place belongs to one county, and the borders between labels form one clean set of lines.

export const OUTSIDE = 0;

export class Raster {
  /** @param rings one ring of plane points per label, the first of which is label 1 */
  constructor(rings, step) {
    const xs = rings.flat().map((p) => p[0]);
    const ys = rings.flat().map((p) => p[1]);
    const margin = 2; // km of outside all round
    this.step = step;
    this.x0 = Math.floor((Math.min(...xs) - margin) / step) * step;
    this.y0 = Math.floor((Math.min(...ys) - margin) / step) * step;
    this.width = Math.ceil((Math.max(...xs) + margin - this.x0) / step);
    this.height = Math.ceil((Math.max(...ys) + margin - this.y0) / step);
    this.labels = new Uint8Array(this.width * this.height);
    rings.forEach((ring, i) => this.#paint(ring, i + 1));
    this.#fillGaps();
    this.#keepLargestPieces(rings.length);
  }

  at(x, y) {
    const i = Math.floor((x - this.x0) / this.step);
    const j = Math.floor((y - this.y0) / this.step);
    return i < 0 || j < 0 || i >= this.width || j >= this.height ? OUTSIDE : this.labels[j * this.width + i];
  }

  #paint(ring, label) {
    for (let j = 0; j < this.height; j++) {
      const y = this.y0 + (j + 0.5) * this.step;
      const crossings = [];
      for (let k = 0; k < ring.length; k++) {
        const [a, b] = [ring[k], ring[(k + 1) % ring.length]];
        if (a[1] > y !== b[1] > y) crossings.push(a[0] + ((y - a[1]) / (b[1] - a[1])) * (b[0] - a[0]));
      }
      crossings.sort((a, b) => a - b);
      for (let k = 0; k + 1 < crossings.length; k += 2) {
        const from = Math.max(0, Math.ceil((crossings[k] - this.x0) / this.step - 0.5));
        const to = Math.min(this.width - 1, Math.floor((crossings[k + 1] - this.x0) / this.step - 0.5));
        for (let i = from; i <= to; i++) if (this.labels[j * this.width + i] === OUTSIDE) this.labels[j * this.width + i] = label;
      }
    }
  }

  *#neighbours(cell) {
    const i = cell % this.width;
    if (i > 0) yield cell - 1;
    if (i + 1 < this.width) yield cell + 1;
    if (cell >= this.width) yield cell - this.width;
    if (cell + this.width < this.labels.length) yield cell + this.width;
  }

  /** All cells reached from `start` through cells of the same label. */
  #piece(start, seen) {
    const piece = [start];
    seen[start] = 1;
    for (let k = 0; k < piece.length; k++) {
      for (const next of this.#neighbours(piece[k])) {
        if (seen[next] === 1 || this.labels[next] !== this.labels[start]) continue;
        seen[next] = 1;
        piece.push(next);
      }
    }
    return piece;
  }

  #pieces() {
    const seen = new Uint8Array(this.labels.length);
    const pieces = [];
    for (let cell = 0; cell < this.labels.length; cell++) if (seen[cell] === 0) pieces.push(this.#piece(cell, seen));
    return pieces;
  }

  /** Gives a piece to its neighbours, nearest first. */
  #dissolve(piece) {
    const inside = new Set(piece);
    let front = piece;
    while (front.length > 0) {
      const given = [];
      const left = [];
      for (const cell of front) {
        let label = OUTSIDE;
        for (const next of this.#neighbours(cell)) {
          if (!inside.has(next) && this.labels[next] !== OUTSIDE) {
            label = this.labels[next];
            break;
          }
        }
        if (label === OUTSIDE) left.push(cell);
        else given.push([cell, label]);
      }
      if (given.length === 0) break;
      for (const [cell, label] of given) {
        this.labels[cell] = label;
        inside.delete(cell);
      }
      front = left;
    }
  }

  #fillGaps() {
    for (const piece of this.#pieces()) {
      if (this.labels[piece[0]] === OUTSIDE && !piece.includes(0)) this.#dissolve(piece);
    }
  }

  #keepLargestPieces(labelCount) {
    const largest = new Array(labelCount + 1).fill(0);
    const pieces = this.#pieces();
    for (const piece of pieces) {
      const label = this.labels[piece[0]];
      largest[label] = Math.max(largest[label], piece.length);
    }
    for (const piece of pieces) if (piece.length < largest[this.labels[piece[0]]]) this.#dissolve(piece);
  }

  /** The border lines between different labels, as `{ line, left, right }`, from node to node or around. */
  borders() {
    const columns = this.width + 1;
    const label = (i, j) => (i < 0 || j < 0 || i >= this.width || j >= this.height ? OUTSIDE : this.labels[j * this.width + i]);
    // At a corner of the grid: the directions (east, north, west, south) in which a border leaves it.
    const steps = [[1, 0], [0, 1], [-1, 0], [0, -1]];
    const sides = (i, j, d) => [
      [label(i, j), label(i, j - 1)], [label(i - 1, j), label(i, j)],
      [label(i - 1, j - 1), label(i - 1, j)], [label(i, j - 1), label(i - 1, j - 1)],
    ][d]; // [left, right] when leaving the corner in direction d
    const leaves = (i, j) => [0, 1, 2, 3].filter((d) => sides(i, j, d)[0] !== sides(i, j, d)[1]);
    const used = new Set();
    const lines = [];
    const follow = (i, j, d) => {
      const [left, right] = sides(i, j, d);
      const line = [[this.x0 + i * this.step, this.y0 + j * this.step]];
      for (;;) {
        used.add((j * columns + i) * 4 + d);
        i += steps[d][0];
        j += steps[d][1];
        used.add((j * columns + i) * 4 + ((d + 2) % 4));
        line.push([this.x0 + i * this.step, this.y0 + j * this.step]);
        const onward = leaves(i, j);
        if (onward.length !== 2) break;
        d = onward.find((it) => it !== (d + 2) % 4);
        if (used.has((j * columns + i) * 4 + d)) break;
      }
      lines.push({ line, left, right });
    };
    const start = (nodesOnly) => {
      for (let j = 0; j <= this.height; j++) {
        for (let i = 0; i <= this.width; i++) {
          const out = leaves(i, j);
          if (out.length === 0 || (nodesOnly && out.length === 2)) continue;
          for (const d of out) if (!used.has((j * columns + i) * 4 + d)) follow(i, j, d);
        }
      }
    };
    start(true);
    start(false);
    return lines;
  }
}
