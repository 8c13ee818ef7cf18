// A ledger small enough to be read: it plays a case of data/cases in order of time and says where everything is.

const COUNTRYSIDE = ['township', 'village'];

/**
 * @param lines `item => { arranged, issued } | null`: the lines of form A07 an item counts in
 * @returns balances (`spot batch` → units), the first that would have been negative, and A07 figures per division
 */
export function play(story, lines) {
  const ledger = new Ledger(story, lines);
  for (const { act } of events(story, ledger).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.order - b.order))) act();
  return ledger;
}

/** Everything that happens; what arrives at a moment is there for what leaves at the same moment. */
function events({ shipments, handouts, returns }, ledger) {
  return [
    ...shipments.map((it) => ({ at: it.dispatched_at, order: 1, act: () => ledger.dispatch(it) })),
    ...shipments.map((it) => ({ at: it.received_at, order: 0, act: () => ledger.move(it, `transit:${it.id}`, it.to) })),
    ...handouts.map((it) => ({ at: it.at, order: 1, act: () => ledger.handOut(it) })),
    ...returns.map((it) => ({ at: it.at, order: 1, act: () => ledger.move(it, `issued:${it.division}`, it.place) })),
  ];
}

class Ledger {
  balances = new Map();
  negative = null;
  figures = new Map();

  constructor({ divisions, places, batches }, lines) {
    this.divisions = new Map(divisions.map((it) => [it.id, it]));
    this.places = new Map(places.map((it) => [it.id, it]));
    this.batches = new Map(batches.map((it) => [it.id, it]));
    this.lines = lines;
    for (const { id, place, quantity } of batches) this.add(place, id, quantity);
  }

  add(spot, batch, quantity) {
    const key = `${spot} ${batch}`;
    const balance = (this.balances.get(key) ?? 0) + quantity;
    if (balance < 0) this.negative ??= key;
    if (balance === 0) this.balances.delete(key);
    else this.balances.set(key, balance);
  }

  move({ lines }, from, to) {
    for (const { batch, quantity } of lines) {
      this.add(from, batch, -quantity);
      this.add(to, batch, quantity);
    }
  }

  dispatch(shipment) {
    this.arrange(shipment.from, shipment.lines);
    this.move(shipment, shipment.from, `transit:${shipment.id}`);
  }

  handOut(handout) {
    this.arrange(handout.place, handout.lines);
    this.move(handout, handout.place, `issued:${handout.division}`);
    let division = this.divisions.get(this.places.get(handout.place).division);
    while (COUNTRYSIDE.includes(division.level)) division = this.divisions.get(division.parent);
    this.count(division.id, 'issued', handout.lines);
  }

  arrange(from, lines) {
    const { level, division } = this.places.get(from);
    this.count(division, 'arranged', lines.filter((it) => this.batches.get(it.batch).origin.level === level));
  }

  count(division, when, lines) {
    for (const { batch, quantity } of lines) {
      const line = this.lines(this.batches.get(batch).item)?.[when];
      if (line === undefined) continue;
      const figures = this.figures.get(division) ?? {};
      this.figures.set(division, { ...figures, [line]: (figures[line] ?? 0) + quantity });
    }
  }
}
