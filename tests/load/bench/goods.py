"""Durable movements of goods against PostgreSQL with the same books, and what is asked of five million of them."""

import json
import uuid

from . import common
from .common import RELEASE, SERVER_CORE
from .postgis import Postgis

CLIENTS = 16
STORES = 20
BATCHES = 20  # of a store
MOVEMENTS = 5_000_000
ITEM = "quilt-cotton"
COUNTY, TOWNSHIP = "410882000000", "410882101000"
PLENTY = 100_000_000

# The same tables, keys and constraints as the goods room's views, with the command's id as the key of a retry.
SCHEMA = f"""
CREATE TABLE goods_balance (account bigserial PRIMARY KEY, place text NOT NULL, bin text NOT NULL, item text NOT NULL,
  batch uuid NOT NULL, bounded bool NOT NULL, taken bigint NOT NULL, given bigint NOT NULL, held bigint NOT NULL DEFAULT 0,
  UNIQUE (place, bin, batch), CHECK (taken >= 0 AND given >= 0 AND held >= 0),
  CHECK (NOT bounded OR taken - given >= held));
CREATE INDEX ON goods_balance (place, item);
CREATE INDEX ON goods_balance (batch);
CREATE TABLE goods_movement (seq bigserial PRIMARY KEY, command_id uuid NOT NULL UNIQUE, movement uuid NOT NULL UNIQUE,
  kind text NOT NULL, place text NOT NULL, division text NOT NULL, occurred_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL, actor text NOT NULL, recipient text);
CREATE INDEX ON goods_movement (place, seq);
CREATE TABLE goods_line (seq bigint NOT NULL REFERENCES goods_movement, line int NOT NULL, source bigint NOT NULL,
  target bigint NOT NULL, quantity bigint NOT NULL CHECK (quantity > 0), occurred_at timestamptz NOT NULL,
  PRIMARY KEY (seq, line));
CREATE INDEX ON goods_line (source, occurred_at, seq);
CREATE INDEX ON goods_line (target, occurred_at, seq);
CREATE TABLE pile (number int PRIMARY KEY, place text NOT NULL, batch uuid NOT NULL);
INSERT INTO pile SELECT s * {BATCHES} + b, 'store ' || s, gen_random_uuid()
  FROM generate_series(0, {STORES - 1}) s, generate_series(0, {BATCHES - 1}) b;
INSERT INTO goods_balance (place, bin, item, batch, bounded, taken, given)
  SELECT place, '', '{ITEM}', batch, true, {PLENTY}, 0 FROM pile
  UNION ALL SELECT 'supplier', place, '{ITEM}', batch, false, 0, {PLENTY} FROM pile
  UNION ALL SELECT 'issued', '{TOWNSHIP}', '{ITEM}', batch, true, 0, 0 FROM pile;
"""

# One round trip and one transaction per movement. The store's account is always taken first: no deadlocks.
POST = f"""
CREATE FUNCTION post(command uuid, pile_number int, units bigint, inward bool) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE pile pile; number bigint; here bigint; away bigint; at timestamptz := now(); BEGIN
  SELECT * INTO pile FROM pile p WHERE p.number = pile_number;
  INSERT INTO goods_movement (command_id, movement, kind, place, division, occurred_at, recorded_at, actor, recipient)
    VALUES (command, gen_random_uuid(), CASE WHEN inward THEN 'receive' ELSE 'issue' END, pile.place, '{COUNTY}', at, at,
            'bench', '压测') ON CONFLICT (command_id) DO NOTHING RETURNING seq INTO number;
  IF number IS NULL THEN RETURN (SELECT seq FROM goods_movement WHERE command_id = command); END IF;
  IF inward THEN
    UPDATE goods_balance SET taken = taken + units WHERE place = pile.place AND bin = '' AND batch = pile.batch
      RETURNING account INTO here;
    UPDATE goods_balance SET given = given + units WHERE place = 'supplier' AND bin = pile.place AND batch = pile.batch
      RETURNING account INTO away;
    INSERT INTO goods_line VALUES (number, 0, away, here, units, at);
  ELSE
    UPDATE goods_balance SET given = given + units WHERE place = pile.place AND bin = '' AND batch = pile.batch
      RETURNING account INTO here;
    UPDATE goods_balance SET taken = taken + units WHERE place = 'issued' AND bin = '{TOWNSHIP}' AND batch = pile.batch
      RETURNING account INTO away;
    INSERT INTO goods_line VALUES (number, 0, here, away, units, at);
  END IF;
  RETURN number;
END $$;
ANALYZE;
"""

SCRIPT = f"""\\set pile random(0, {STORES * BATCHES - 1})
\\set units random(1, 50)
\\set inward random(0, 1)
SELECT post(gen_random_uuid(), :pile, :units, :inward = 1);
"""


def open_stores(anlan, file):
    """The same stores and piles in Anlan; who keeps them."""
    keeper = anlan.account("bench-keeper", "warehouse_keeper", COUNTY)
    dispatcher = anlan.account("bench-dispatcher", "dispatcher", COUNTY)
    office = {"name": "应急局", "division": COUNTY}
    with anlan.serve(), file.open("w") as piles:
        for number in range(STORES):
            place = anlan.call("place.open", {
                "command_id": str(uuid.uuid4()), "kind": "store", "level": "county", "division": COUNTY,
                "name": f"压测库 {number}", "owner": office, "user": office,
                "keeper": {"name": "粮储局", "division": COUNTY}}, dispatcher)["place"]["place"]
            line = {"item": ITEM, "quantity": PLENTY, "new_batch": {"made_on": "2026-01-01",
                                                                    "origin": {"kind": "funding", "level": "county"}}}
            answer = anlan.call("stock.receive", {"command_id": str(uuid.uuid4()), "place": place, "source": "supplier",
                                                  "lines": [line] * BATCHES}, keeper)
            for moved in answer["movement"]["lines"]:
                piles.write(f"{place} {ITEM} {moved['batch']}\n")
    return keeper


def commands(anlan, keeper, file, seconds):
    """Durable movements per second over HTTP."""
    return common.wrk("goods.lua", CLIENTS, seconds, f"http://127.0.0.1:{anlan.port}/", keeper, file)


def against_postgres(rounds):
    with common.folder() as here, common.folder() as there:
        anlan, postgres = common.Anlan(here).prepare(), Postgis(there)
        piles = here / "piles"
        keeper = open_stores(anlan, piles)
        with postgres.serve(core=SERVER_CORE):
            postgres.sql(SCHEMA + POST)

            def run(subject):
                if subject == "PostgreSQL":
                    return postgres.bench(SCRIPT, CLIENTS, 5)
                with anlan.serve():
                    return commands(anlan, keeper, piles, 5)
            results = common.interleaved(rounds, ["anlan", "PostgreSQL"], run)
    mine, theirs = common.median(results["anlan"]), common.median(results["PostgreSQL"])
    return common.row(f"durable movements of goods/s, {CLIENTS} clients", mine,
                      ("PostgreSQL, same books", theirs, common.ratio(mine, theirs), (">=", 3)))


def five_million():
    with common.folder() as path:
        anlan = common.Anlan(path).prepare()
        out = json.loads(common.run([RELEASE / "goods_bench", anlan.data, MOVEMENTS], timeout=3600))
    if out["proof"] < 0:
        raise RuntimeError("the ledger does not prove itself")
    rows = []
    for field, what, bound in (("item_p99", "balance of a place by item, p99, ms", 2),
                               ("batch_p99", "balance of a place by batch and bin, p99, ms", 2),
                               ("proof", "proof of conservation, s", 10)):
        rows.append(common.row(f"{MOVEMENTS:,} movements: {what}", out[field],
                               ("bound", bound, out[field] / bound, ("<=", 1.0))))
    return rows


def measure(rounds):
    return [against_postgres(rounds), *five_million()]
