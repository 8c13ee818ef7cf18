// The need of people as schemas/norms.schema.json words it; an executable reading of that text.

/**
 * @param people `{ state: number }` in those states now
 * @param month 1–12, of the day planned for
 * @returns Map of item to base units needed, rounded up once per item
 */
export function needs({ norms, seasons }, people, days, month) {
  const season = seasons.find((it) => it.months.includes(month)).code;
  const shares = new Map(); // item -> [numerator, denominator] per norm, never a broken number
  for (const norm of norms.filter((it) => it.season === 'all' || it.season === season)) {
    const heads = norm.states.reduce((sum, state) => sum + (people[state] ?? 0), 0);
    const times = norm.days === null ? [1n, 1n] : [BigInt(days), BigInt(norm.days)];
    const up = BigInt(heads) * BigInt(norm.share_percent) * BigInt(norm.amount) * times[0];
    const down = 100n * BigInt(norm.persons) * times[1];
    const [a, b] = shares.get(norm.item) ?? [0n, 1n];
    shares.set(norm.item, [a * down + up * b, b * down]);
  }
  return new Map([...shares].map(([item, [up, down]]) => [item, Number((up + down - 1n) / down)]));
}
