// Relief goods, spoken from memory: places, one ledger of movements, balances counted anew from it. Figures are made up.
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { Problem, wireTime, within } from "./house.mjs";

const goods = JSON.parse(readFileSync(new URL("../../data/catalogues/goods.json", import.meta.url), "utf8"));
const items = new Map(goods.items.map((one) => [one.code, one]));

class Stockroom {
  places = new Map();
  batches = new Map();
  movements = [];

  /** By place, bin and batch. */
  piles() {
    const piles = new Map();
    const put = ({ place, bin }, batch, quantity) => {
      if (!this.places.has(place)) return;
      const key = `${place}|${bin}|${batch}`;
      const pile = piles.get(key) ?? { ...this.batches.get(batch), place, bin, quantity: 0, held: 0 };
      pile.quantity += quantity;
      piles.set(key, pile);
    };
    for (const { lines } of this.movements) {
      for (const line of lines) {
        put(line.from, line.batch, -line.quantity);
        put(line.to, line.batch, line.quantity);
      }
    }
    return [...piles.values()].filter((one) => one.quantity > 0);
  }

  row(place, item, exercise) {
    const piles = this.piles().filter((one) => one.place === place && one.item === item && one.exercise === exercise);
    const days = piles.map((one) => one.expires_on).filter(Boolean).sort();
    return { place, item, exercise, quantity: piles.reduce((sum, one) => sum + one.quantity, 0), held: 0, batches: new Set(piles.map((one) => one.batch)).size, earliest_expiry: days[0] ?? null };
  }
}

const roomOf = (house) => (house.stockroom ??= new Stockroom());
const only = (account, ...roles) => {
  if (!roles.includes(account.role)) throw new Problem(403, "forbidden", "没有权限", "Not allowed");
};

function placeStands(house, account, place, type, body) {
  roomOf(house).places.set(place.place, place);
  house.append("place", place.place, type, place.version, account, place.division, false, body);
  return { place };
}

function changePlace(house, params, account, type, change) {
  only(account, "dispatcher", "county_duty", "city_duty");
  const place = roomOf(house).places.get(params.place);
  if (place.version !== params.expected_version) throw new Problem(409, "stale-version", "别人刚刚改过", "Somebody changed it meanwhile");
  const { version: _, ...body } = { ...place, ...change };
  return placeStands(house, account, { ...body, version: place.version + 1 }, type, body);
}

function post(house, account, kind, params, lines, exercise, batches = []) {
  const room = roomOf(house);
  only(account, "warehouse_keeper");
  const place = room.places.get(params.place);
  if (place.keeper.division !== account.division) throw new Problem(403, "not-the-keeper", "不是本库的保管单位", "Not the keeper of this place", { detail: `${place.name} 的保管单位是 ${place.keeper.name}，请由其人员办理`, detail_en: `${place.name} is kept by ${place.keeper.name}` });
  const { command_id: _, lines: _said, source: _from, to: _to, ...facts } = params;
  const movement = { document: null, incident: null, recipient: null, reason: null, note: null, waybill: null, evidence: null, reverses: null, reversed_by: null, occurred_at: wireTime(), ...facts, movement: randomUUID(), version: 1, kind, division: params.division ?? place.division, exercise, lines };
  const { version: _v, ...body } = movement;
  const entry = house.append("stock", movement.movement, "stock.moved", 1, account, place.division, exercise, { ...body, batches });
  const recorded = { ...movement, seq: entry.seq, recorded_at: entry.recorded_at, actor: entry.actor };
  room.movements.push(recorded);
  const touched = new Set(lines.flatMap((line) => [line.from, line.to].filter((spot) => room.places.has(spot.place)).map((spot) => `${spot.place}/${line.item}`)));
  for (const key of touched) {
    const [at, item] = key.split("/");
    house.state("stock", exercise ? `${key}/exercise` : key, room.places.get(at).division, room.row(at, item, exercise));
  }
  return { movement: recorded, recalculated: [] };
}

function take(house, params, toOf) {
  const room = roomOf(house);
  const piles = room.piles();
  const errors = [];
  const lines = params.lines.map((line, at) => {
    const batch = room.batches.get(line.batch);
    const pile = piles.find((one) => one.place === params.place && one.batch === line.batch && one.bin === (line.bin ?? ""));
    const { name, unit } = items.get(batch.item);
    if ((pile?.quantity ?? 0) < line.quantity) {
      errors.push({ pointer: `/lines/${at}`, detail: `${name.zh}（批 ${batch.label}）只有 ${pile?.quantity ?? 0} ${unit.zh}，要出 ${line.quantity} ${unit.zh}`, detail_en: `there are ${pile?.quantity ?? 0} of ${name.en} (batch ${batch.label}), ${line.quantity} are asked for` });
    }
    return { item: batch.item, batch: line.batch, quantity: line.quantity, from: { place: params.place, bin: line.bin ?? "" }, to: toOf(line) };
  });
  if (errors.length > 0) throw new Problem(409, "not-enough-stock", "库存不够", "Not enough in stock", { detail: "请按下面的结存改数量。", detail_en: "Change the quantities to what is there.", errors });
  return { lines, exercise: room.batches.get(params.lines[0].batch).exercise };
}

function received(room, params) {
  const born = [];
  const lines = params.lines.map((line) => {
    let batch = line.batch;
    if (!batch) {
      batch = randomUUID();
      const years = line.new_batch.suggested_years ?? items.get(line.item).shelf_life_years;
      const { made_on = null } = line.new_batch;
      const due = made_on && years ? `${Number(made_on.slice(0, 4)) + years}${made_on.slice(4)}` : null;
      const one = { lot: null, maker: null, ...line.new_batch, made_on, suggested_years: years, expires_on: line.new_batch.expires_on ?? due, batch, label: String(room.batches.size + 411).padStart(8, "0"), item: line.item, received_on: (params.occurred_at ?? wireTime()).slice(0, 10), exercise: params.exercise ?? false };
      room.batches.set(batch, one);
      born.push(one);
    }
    return { item: line.item, batch, quantity: line.quantity, from: { place: params.source, bin: params.place }, to: { place: params.place, bin: line.bin ?? "" } };
  });
  return { lines, born };
}

export const supplies = {
  "goods.get": () => goods,
  "place.list": (house, { state }, account) => ({ places: [...roomOf(house).places.values()].filter((one) => within(one.division, account.division) && (!state || one.state === state)), seq: house.seq }),
  "place.open"(house, params, account) {
    only(account, "dispatcher", "county_duty", "city_duty");
    const { command_id: _, ...facts } = params;
    if (facts.keeper.name === facts.user.name) throw new Problem(422, "bad-place", "库点填写有误", "The place is not right", { detail: "保管单位与动用单位不能是同一个", detail_en: "keeper and user must differ" });
    const body = { lon: null, lat: null, address: null, capacity: { people: null, area_m2: null, volume_m3: null }, bins: [], ...facts, place: randomUUID(), state: "open" };
    return placeStands(house, account, { ...body, version: 1 }, "place.opened", body);
  },
  "place.change": (house, { command_id: _, ...params }, account) => {
    const { expected_version: _seen, ...facts } = params;
    return changePlace(house, params, account, "place.changed", facts);
  },
  "place.close"(house, params, account) {
    if (roomOf(house).piles().some((one) => one.place === params.place)) throw new Problem(409, "place-not-empty", "库点里还有物资", "The place still holds goods", { detail: "请先调出或处置完再停用。", detail_en: "Move or write them off first." });
    return changePlace(house, params, account, "place.closed", { state: "closed", closed_reason: params.reason });
  },
  "stock.receive"(house, params, account) {
    const { lines, born } = received(roomOf(house), params);
    return post(house, account, "receive", params, lines, params.exercise ?? false, born);
  },
  "stock.issue"(house, params, account) {
    const { lines, exercise } = take(house, params, () => ({ place: "issued", bin: params.division }));
    return post(house, account, "issue", params, lines, exercise);
  },
  "stock.transfer"(house, params, account) {
    const { lines, exercise } = take(house, params, (line) => ({ place: params.to, bin: line.to_bin ?? "" }));
    return post(house, account, "transfer", params, lines, exercise);
  },
  "stock.balance"(house, { place, item, batch, exercise = false, by = "item" }, account) {
    const room = roomOf(house);
    const fits = (one) => one.exercise === exercise && (!place || one.place === place) && (!item || one.item === item) && (!batch || one.batch === batch) && within(room.places.get(one.place).division, account.division);
    const piles = room.piles().filter(fits);
    const rows = by === "batch" ? piles : [...new Set(piles.map((one) => `${one.place}/${one.item}`))].map((key) => room.row(...key.split("/"), exercise));
    return { rows, seq: house.seq };
  },
  "stock.card"(house, { place, item, exercise = false }) {
    let balance = 0;
    const rows = roomOf(house).movements.filter((one) => one.exercise === exercise).sort((a, b) => a.occurred_at.localeCompare(b.occurred_at) || a.seq - b.seq).flatMap((one) => one.lines.flatMap((line, at) => {
      if (line.item !== item) return [];
      const row = (delta, bin, other) => ({ seq: one.seq, line: at, movement: one.movement, kind: one.kind, occurred_at: one.occurred_at, recorded_at: one.recorded_at, batch: line.batch, bin, delta, balance: (balance += delta), other, document: one.document, reversed: one.reversed_by !== null });
      return [...(line.to.place === place ? [row(line.quantity, line.to.bin, line.from)] : []), ...(line.from.place === place ? [row(-line.quantity, line.from.bin, line.to)] : [])];
    }));
    return { opening: 0, closing: balance, rows, more: false };
  },
  "stock.life"(house, { batch }) {
    const room = roomOf(house);
    return {
      batch: room.batches.get(batch), now: room.piles().filter((one) => one.batch === batch).map(({ place, bin, quantity }) => ({ place, bin, quantity })),
      movements: room.movements.map((one) => ({ ...one, lines: one.lines.filter((line) => line.batch === batch) })).filter((one) => one.lines.length > 0),
    };
  },
};

/** Two warehouses of a county and a township's point, with goods in every state of freshness. */
export function seedSupplies(house, keeper, dispatcher) {
  const call = (operation, params, account) => house.call(operation, { command_id: randomUUID(), ...params }, account);
  const office = (name, division = "410882000000") => ({ name, division });
  const open = (name, kind, level, division, bins) => call("place.open", { kind, name, level, division, bins, address: "（虚构）", owner: office("沁阳市财政局"), keeper: office("沁阳市粮食和物资储备中心"), user: office("沁阳市应急管理局") }, dispatcher).place.place;
  const store = open("沁阳市救灾物资储备库", "store", "county", "410882000000", ["A-1", "A-2", "B-1", "B-2"]);
  const point = open("西向镇储备点", "point", "township", "410882101000", ["1", "2"]);
  open("太行街道储备点", "point", "township", "410882001000", []);
  const day = (ahead) => wireTime(Date.now() + ahead * 86_400_000).slice(0, 10);
  const funding = { kind: "funding", level: "county", document: "沁财资〔2026〕12号" };
  const donation = { kind: "donation", level: "county", donor: "焦作市慈善总会", earmark: "受灾老人" };
  const receive = (place, source, origin, lines) => call("stock.receive", { place, source, document: origin.document ?? "捐收-07", occurred_at: wireTime(Date.now() - 40 * 86_400_000), lines: lines.map(([item, quantity, bin, made_on, expires_on = null]) => ({ item, quantity, bin, new_batch: { made_on, expires_on, maker: "郑州某被服厂", origin } })) }, keeper);
  const bought = receive(store, "supplier", funding, [["quilt-cotton", 1250, "A-1", "2024-03-10"], ["quilt-cotton", 400, "A-2", "2019-02-01"], ["tent-single-12", 180, "B-1", "2023-06-01"], ["water-bottled", 4800, "B-2", day(-300), day(65)], ["torch", 560, "A-2", "2025-04-01"]]);
  receive(store, "donor", donation, [["food-instant", 2400, "B-2", day(-160), day(18)], ["coat-cotton", 305, "A-1", "2025-10-01"]]);
  receive(point, "supplier", funding, [["food-instant", 96, "1", day(-400), day(-12)], ["bag-woven", 2000, "2", "2025-05-01"]]);
  const quilts = bought.movement.lines[0].batch;
  call("stock.transfer", { place: store, to: point, document: "移-003", occurred_at: wireTime(Date.now() - 9 * 86_400_000), lines: [{ batch: quilts, bin: "A-1", quantity: 120, to_bin: "1" }] }, keeper);
  call("stock.issue", { place: point, division: "410882101201", recipient: "西向镇民政所 刘", document: "发-011", occurred_at: wireTime(Date.now() - 2 * 86_400_000), lines: [{ batch: quilts, bin: "1", quantity: 35 }] }, keeper);
}
