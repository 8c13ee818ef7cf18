import type { Counted, Flaw, PaperLine } from "./types";

const whole = (value: number, most: number): number => Math.max(0, Math.min(most, Math.floor(Number.isFinite(value) ? value : 0)));

/** A flaw that fits its line: together never more than was sent. What is being changed gives way. */
export function fitted(line: PaperLine, flaw: Flaw, changed: keyof Flaw): Flaw {
  const kept = changed === "damaged" ? whole(flaw.short, line.quantity) : whole(flaw.damaged, line.quantity);
  const asked = whole(flaw[changed], line.quantity - kept);
  return changed === "damaged" ? { damaged: asked, short: kept } : { damaged: kept, short: asked };
}

export function countsOf(lines: readonly PaperLine[], flaws: ReadonlyMap<number, Flaw>): Counted[] {
  return lines.map(({ line, quantity }) => {
    const { damaged, short } = flaws.get(line) ?? { damaged: 0, short: 0 };
    return { line, good: quantity - damaged - short, damaged, short };
  });
}
