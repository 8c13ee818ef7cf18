// Numbers that look random and are the same on every machine (mulberry32; integer arithmetic only).
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A seed of its own for a division code. */
export const seedOf = (code) => Number(code.slice(0, 6)) * 31 + Number(code.slice(6));
