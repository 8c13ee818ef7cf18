// Which cells hang together. `owner` maps cells to parts.
import { argmin } from './plane.mjs';

function piecesOf(mesh, owner) {
  const seen = new Set();
  const pieces = [];
  for (const start of owner.keys()) {
    if (seen.has(start)) continue;
    const piece = [start];
    seen.add(start);
    for (let k = 0; k < piece.length; k++) {
      for (const next of mesh.neighbours[piece[k]]) {
        if (owner.get(next) !== owner.get(start) || seen.has(next)) continue;
        seen.add(next);
        piece.push(next);
      }
    }
    pieces.push(piece);
  }
  return pieces;
}

/** Every part keeps its largest piece; the others go to the neighbour they touch most. */
export function connect(mesh, owner) {
  for (;;) {
    const largest = new Map();
    const pieces = piecesOf(mesh, owner);
    for (const piece of pieces) {
      const part = owner.get(piece[0]);
      if (piece.length > (largest.get(part)?.length ?? 0)) largest.set(part, piece);
    }
    let strays = 0;
    for (const piece of pieces) {
      const part = owner.get(piece[0]);
      if (piece === largest.get(part)) continue;
      strays += 1;
      const touches = new Map();
      for (const cell of piece) {
        for (const next of mesh.neighbours[cell]) {
          const other = owner.get(next);
          if (other !== undefined && other !== part) touches.set(other, (touches.get(other) ?? 0) + 1);
        }
      }
      const to = argmin([...touches.keys()].sort((a, b) => a - b), (it) => -touches.get(it));
      for (const cell of piece) owner.set(cell, to);
    }
    if (strays === 0) return;
  }
}

/** Whether a part, without one of its cells, is not empty and in one piece. */
export const isConnected = (mesh, owner, part, without) => {
  const cells = [...owner].filter(([cell, it]) => it === part && cell !== without).map(([cell]) => cell);
  if (cells.length === 0) return false;
  const inside = new Set(cells);
  const piece = [cells[0]];
  inside.delete(cells[0]);
  for (let k = 0; k < piece.length; k++) {
    for (const next of mesh.neighbours[piece[k]]) if (inside.delete(next)) piece.push(next);
  }
  return inside.size === 0;
};
