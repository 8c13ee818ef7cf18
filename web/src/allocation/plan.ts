// What the screen of needs and allocations reckons: pure.
import { PEOPLE_STATES, type Fate, type Need, type PlanLine, type WantedLine } from "@/wire/allocation";

export type Cover = "met" | "coming" | "part" | "lacking";

/** How far a need is met, for a colour that always comes with its word. Half is where a gap becomes a large one. */
export function coverOf(need: Pick<Need, "required" | "on_hand" | "missing">): Cover {
  if (need.missing === 0) return need.on_hand >= need.required ? "met" : "coming";
  return need.missing * 2 <= need.required ? "part" : "lacking";
}

const WORST: readonly Cover[] = ["lacking", "part", "coming", "met"];
export const COLOURS = { met: "green", coming: "green", part: "amber", lacking: "red" } as const satisfies Record<Cover, string>;

export interface UnitNeeds {
  readonly division: string;
  readonly needs: readonly Need[];
  readonly cover: Cover;
  /** Items of which something is missing. */
  readonly missing: number;
}

/** Needs under their unit; the units that lack the most come first. */
export function byUnit(needs: readonly Need[]): UnitNeeds[] {
  const units = new Map<string, Need[]>();
  for (const need of needs) {
    const known = units.get(need.division);
    if (known) known.push(need);
    else units.set(need.division, [need]);
  }
  const rank = (need: Need): number => WORST.indexOf(coverOf(need));
  return [...units].map(([division, all]) => {
    const sorted = all.sort((a, b) => rank(a) - rank(b) || a.item.localeCompare(b.item));
    return { division, needs: sorted, cover: coverOf(sorted[0]!), missing: all.filter((one) => one.missing > 0).length };
  }).sort((a, b) => WORST.indexOf(a.cover) - WORST.indexOf(b.cover) || b.missing - a.missing || a.division.localeCompare(b.division));
}

export interface ItemTotal {
  readonly item: string;
  readonly required: number;
  readonly on_hand: number;
  readonly on_the_way: number;
  readonly missing: number;
}

/** All units together, item by item. What one unit has too much of does not serve another, so missing adds up by itself. */
export function byItem(needs: readonly Need[]): ItemTotal[] {
  const items = new Map<string, ItemTotal>();
  for (const need of needs) {
    const known = items.get(need.item) ?? { item: need.item, required: 0, on_hand: 0, on_the_way: 0, missing: 0 };
    items.set(need.item, {
      item: need.item,
      required: known.required + need.required,
      on_hand: known.on_hand + need.on_hand,
      on_the_way: known.on_the_way + need.on_the_way,
      missing: known.missing + need.missing,
    });
  }
  return [...items.values()].sort((a, b) => b.missing / b.required - a.missing / a.required || a.item.localeCompare(b.item));
}

export interface StoreLines<L extends PlanLine = PlanLine> {
  readonly from: string;
  readonly name: string;
  readonly office: string;
  readonly lines: readonly L[];
  /** Minutes until the last of them is there. */
  readonly last: number;
}

/** Lines under their store, each store's farthest unit last. */
export function byStore<L extends PlanLine>(lines: readonly L[]): StoreLines<L>[] {
  const stores = new Map<string, L[]>();
  for (const line of lines) {
    const known = stores.get(line.from);
    if (known) known.push(line);
    else stores.set(line.from, [line]);
  }
  return [...stores].map(([from, all]) => {
    const sorted = all.sort((a, b) => a.minutes - b.minutes || a.to.localeCompare(b.to) || a.item.localeCompare(b.item));
    return { from, name: sorted[0]!.from_name, office: sorted[0]!.office, lines: sorted, last: sorted.at(-1)!.minutes };
  }).sort((a, b) => b.last - a.last || a.name.localeCompare(b.name, "zh"));
}

/** "45" minutes, or hours and minutes: [1, 20]. */
export const hoursAndMinutes = (minutes: number): readonly [number, number] => [Math.floor(minutes / 60), minutes % 60];

/** A share of a population, at least one person where anybody lives. */
export const shareOf = (population: number, percent: number): number => Math.ceil((population * percent) / 100);

export const wanted = (line: WantedLine): WantedLine => ({ from: line.from, to: line.to, item: line.item, quantity: line.quantity });

/** The line a fault of an edit is about. */
export function faultyLine(pointer: string): number | undefined {
  const found = /^\/lines\/(\d+)(\/|$)/.exec(pointer);
  return found ? Number(found[1]) : undefined;
}

/** Whether everything that was approved is counted where it went. */
export const settled = (fate: Fate): boolean => fate.approved > 0 && fate.received >= fate.approved;

export const peopleOf = (count: Readonly<Record<string, number>>): number =>
  PEOPLE_STATES.reduce((all, state) => all + (count[state] ?? 0), 0);
