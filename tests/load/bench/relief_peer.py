"""A PostgreSQL that takes the same lists: COPY, the same checks in SQL, pgcrypto for what is sealed, the same look-ups."""

import pathlib

from . import common
from .postgis import BIN, Postgis

# The tables of the relief room with their keys and indexes, and a journal with a chain of hashes. Whoever is named is
# sealed with AES and a keyed hash over it; look-ups go by the first eight bytes of keyed hashes, as they do in Anlan.
# Ids are in order, which is what costs an index least.
SCHEMA = """
CREATE EXTENSION pgcrypto;
CREATE TABLE village (code text PRIMARY KEY);
CREATE SEQUENCE household_ordinal CACHE 1000;
CREATE TABLE household (ordinal bigint PRIMARY KEY, household uuid NOT NULL UNIQUE, campaign text NOT NULL,
  village text NOT NULL, class text NOT NULL, state text NOT NULL, facts text NOT NULL, sealed bytea, version int NOT NULL,
  entered_at timestamptz NOT NULL, entered_by text NOT NULL, changed_at timestamptz NOT NULL, withdrawn_for text);
CREATE INDEX ON household (campaign, village, ordinal);
CREATE INDEX ON household (campaign, class, village, ordinal);
CREATE INDEX ON household (campaign, state, village, ordinal);
CREATE TABLE household_mark (kind text, mark bytea, ordinal bigint, member int, PRIMARY KEY (kind, mark, ordinal, member));
CREATE TABLE household_name (mark bytea, village text, ordinal bigint, PRIMARY KEY (mark, village, ordinal));
CREATE TABLE household_person (ordinal bigint, member int, number bytea, name bytea NOT NULL, sex text, born int,
  lengthened bool NOT NULL, PRIMARY KEY (ordinal, member));
CREATE TABLE household_card (ordinal bigint PRIMARY KEY, holder bytea NOT NULL);
CREATE TABLE household_fact (ordinal bigint, version int, seq bigint NOT NULL, row int NOT NULL, PRIMARY KEY (ordinal, version));
CREATE TABLE household_hand (household uuid, account text, PRIMARY KEY (household, account));
CREATE TABLE household_village (campaign text, village text, households bigint NOT NULL, people bigint NOT NULL,
  needy bigint NOT NULL, PRIMARY KEY (campaign, village));
CREATE TABLE entry (seq bigserial PRIMARY KEY, recorded_at timestamptz NOT NULL, body text NOT NULL, hash bytea NOT NULL);
ALTER TABLE entry ALTER body SET STORAGE EXTERNAL;
ALTER TABLE household ALTER sealed SET STORAGE EXTERNAL;

CREATE FUNCTION mark(kind text, said text) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
  SELECT substr(hmac(convert_to(kind || E'\\n' || said, 'UTF8'), '\\x6d61726b206d61726b206d61726b206d'::bytea, 'sha256'), 1, 8) $$;
CREATE FUNCTION seal(plain text) RETURNS bytea LANGUAGE sql VOLATILE AS $$
  SELECT iv || hidden || hmac(iv || hidden, '\\x7365616c207365616c207365616c2073'::bytea, 'sha256') FROM (
    SELECT iv, encrypt_iv(convert_to(plain, 'UTF8'), '\\x6b6579206b6579206b6579206b657920'::bytea, iv, 'aes') AS hidden
    FROM (SELECT gen_random_bytes(16) AS iv OFFSET 0) AS fresh OFFSET 0) AS done $$;
CREATE FUNCTION days_in(year int, month int) RETURNS int LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN month = 2 AND (year % 4 = 0 AND year % 100 <> 0 OR year % 400 = 0) THEN 29
              ELSE ('{31,28,31,30,31,30,31,31,30,31,30,31}'::int[])[month] END $$;
CREATE FUNCTION id_holds(id text) RETURNS bool LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN id !~ '^[0-9]{17}[0-9X]$' THEN false ELSE
    substr(id, 1, 2) = ANY ('{11,12,13,14,15,21,22,23,31,32,33,34,35,36,37,41,42,43,44,45,46,50,51,52,53,54,61,62,63,64,65,71,81,82,83}')
    AND substr(id, 7, 4) >= '1900' AND substr(id, 11, 2) BETWEEN '01' AND '12' AND substr(id, 13, 2) >= '01'
    AND substr(id, 13, 2)::int <= days_in(substr(id, 7, 4)::int, substr(id, 11, 2)::int)
    AND substr(id, 7, 8) <= to_char(now(), 'YYYYMMDD')
    AND substr('10X98765432', 1 + (
      substr(id, 1, 1)::int * 7 + substr(id, 2, 1)::int * 9 + substr(id, 3, 1)::int * 10 + substr(id, 4, 1)::int * 5 +
      substr(id, 5, 1)::int * 8 + substr(id, 6, 1)::int * 4 + substr(id, 7, 1)::int * 2 + substr(id, 8, 1)::int * 1 +
      substr(id, 9, 1)::int * 6 + substr(id, 10, 1)::int * 3 + substr(id, 11, 1)::int * 7 + substr(id, 12, 1)::int * 9 +
      substr(id, 13, 1)::int * 10 + substr(id, 14, 1)::int * 5 + substr(id, 15, 1)::int * 8 + substr(id, 16, 1)::int * 4 +
      substr(id, 17, 1)::int * 2) % 11, 1) = substr(id, 18, 1) END $$;
CREATE FUNCTION luhn_holds(card text) RETURNS bool LANGUAGE sql IMMUTABLE AS $$
  SELECT card ~ '^[0-9]{8,30}$' AND (card !~ '^62[0-9]{14,17}$' OR (
    SELECT sum(CASE WHEN n % 2 = 0 THEN d ELSE d * 2 - CASE WHEN d > 4 THEN 9 ELSE 0 END END) FROM (
      SELECT n, substr(card, length(card) - n, 1)::int AS d FROM generate_series(0, length(card) - 1) n) AS digit) % 10 = 0) $$;
"""

# One request of `household.import`. In the order of the marks, which is how an index takes them best.
TAKE = """
BEGIN;
CREATE TEMP TABLE incoming ("row" int, village text, class text, people int, needy int, hazard text, circumstances jsonb,
  needs jsonb, applied_on text, members jsonb, phone text, address text, account text) ON COMMIT DROP;
\\copy incoming FROM '{table}' CSV
CREATE TEMP TABLE person ON COMMIT DROP AS
  SELECT i."row", p.member::int - 1 AS member, p.said->>'name' AS name, p.said->>'id_number' AS number,
         mark('id', p.said->>'id_number') AS mark
  FROM incoming i, jsonb_array_elements(i.members) WITH ORDINALITY p(said, member);
ANALYZE person;
CREATE TEMP TABLE refused ON COMMIT DROP AS
  WITH hit AS MATERIALIZED (
    SELECT p."row", m.ordinal FROM person p JOIN household_mark m ON m.kind = 'id' AND m.mark = p.mark)
  SELECT "row" FROM person WHERE NOT id_holds(number) OR name ~ '^[=+@|-]' OR btrim(name) = ''
  UNION
  SELECT "row" FROM incoming i WHERE NOT luhn_holds(account) OR phone !~ '^(1[3-9][0-9]{{9}}|0[0-9]{{9,11}})$'
    OR address = '' OR needy > people OR jsonb_array_length(members) > people OR jsonb_array_length(circumstances) = 0
    OR applied_on > to_char(now(), 'YYYY-MM-DD') OR village NOT LIKE '{county}%'
    OR NOT EXISTS (SELECT FROM village v WHERE v.code = i.village)
  UNION
  SELECT "row" FROM (SELECT "row", row_number() OVER (PARTITION BY number ORDER BY "row", member) AS nth FROM person) AS each
    WHERE nth > 1
  UNION
  SELECT "row" FROM hit JOIN household h USING (ordinal) WHERE h.campaign = '{campaign}' AND h.state = 'entered';
CREATE TEMP TABLE fresh ON COMMIT DROP AS
  SELECT i.*, ('01900000-0000-7000-8000-' || lpad(to_hex(ordinal), 12, '0'))::uuid AS household,
    jsonb_build_object('village', village, 'class', class, 'people', people, 'needy', needy, 'hazard', hazard, 'circumstances',
      circumstances, 'vulnerabilities', '[]'::jsonb, 'needs', needs, 'pay_by', 'card', 'applied_on', applied_on)::text AS facts,
    seal(jsonb_build_object('members', members, 'phone', phone, 'address', address, 'account', account, 'account_name', NULL,
      'note', NULL)::text) AS sealed
  FROM (SELECT nextval('household_ordinal') AS ordinal, i.* FROM incoming i
        WHERE "row" NOT IN (SELECT "row" FROM refused) ORDER BY "row") AS i;
ANALYZE fresh;
INSERT INTO entry (recorded_at, body, hash)
  SELECT now(), body, digest(coalesce((SELECT hash FROM entry ORDER BY seq DESC LIMIT 1), '') || convert_to(body, 'UTF8'), 'sha256')
  FROM (SELECT '{{"campaign":"{campaign}","rows":[' || string_agg('{{"household":"' || household || '","facts":' || facts ||
        ',"sealed":"' || encode(sealed, 'base64') || '"}}', ',') || ']}}' AS body FROM fresh) AS whole;
INSERT INTO household SELECT ordinal, household, '{campaign}', village, class, 'entered', facts, sealed, 1, now(), 'bench',
  now(), NULL FROM fresh;
INSERT INTO household_mark SELECT * FROM (
  SELECT 'id', mark, ordinal, member FROM person JOIN fresh USING ("row")
  UNION ALL SELECT 'phone', mark('phone', phone), ordinal, 0 FROM fresh
  UNION ALL SELECT 'account', mark('account', account), ordinal, 0 FROM fresh
  UNION ALL SELECT 'address', mark('address', replace(address, ' ', '')), ordinal, 0 FROM fresh) AS each ORDER BY 1, 2;
INSERT INTO household_name SELECT mark('name', '{campaign}' || E'\\n' || left(p.name, n)) AS mark, f.village, f.ordinal
  FROM fresh f JOIN person p ON p."row" = f."row" AND p.member = 0, generate_series(1, least(4, length(p.name))) AS n
  ORDER BY 1, 2, 3;
INSERT INTO household_person SELECT f.ordinal, p.member, p.mark, mark('person', '{campaign}' || E'\\n' || f.village || E'\\n' || p.name),
  CASE WHEN substr(p.number, 17, 1)::int % 2 = 1 THEN 'male' ELSE 'female' END, substr(p.number, 7, 4)::int, false
  FROM fresh f JOIN person p USING ("row") ORDER BY 1, 2;
INSERT INTO household_card SELECT f.ordinal, mark('person', '{campaign}' || E'\\n' || f.village || E'\\n' || p.name)
  FROM fresh f JOIN person p ON p."row" = f."row" AND p.member = 0;
INSERT INTO household_fact SELECT ordinal, 1, (SELECT max(seq) FROM entry), row_number() OVER (ORDER BY ordinal) - 1 FROM fresh;
INSERT INTO household_hand SELECT household, 'bench' FROM fresh;
INSERT INTO household_village SELECT '{campaign}', village, count(*), sum(people), sum(needy) FROM fresh GROUP BY village
  ON CONFLICT (campaign, village) DO UPDATE SET households = household_village.households + excluded.households,
    people = household_village.people + excluded.people, needy = household_village.needy + excluded.needy;
COMMIT;
"""


class ReliefPeer(Postgis):
    """One cluster for one import; the tables are as empty as Anlan's when it begins."""

    def fill(self):
        codes = (common.ROOT / "data/jiaozuo/divisions.csv").read_text(encoding="utf-8").splitlines()[1:]
        values = ",".join(f"('{line.split(',')[0]}')" for line in codes if line.split(",")[2] == "village")
        self.sql(SCHEMA + f"INSERT INTO village VALUES {values}; ANALYZE village;")

    def take(self, parts):
        """Reads all parts in, one transaction each, over one connection; how many households stand then."""
        script = ""
        for number, part in enumerate(parts, 1):
            script += TAKE.format(table=part.table, county=part.county[:6], campaign=part.county)
            if number & (number - 1) == 0:  # what it plans by would be of empty tables until its own turn comes
                script += "ANALYZE household, household_mark, entry;\n"
        file = pathlib.Path(self.path) / "take.sql"
        file.write_text(script, encoding="utf-8")
        common.run(["taskset", "-c", common.CLIENT_CORE, BIN / "psql", "-h", "127.0.0.1", "-p", self.port, "-U", "postgres", "-d",
                    "relief", "-v", "ON_ERROR_STOP=1", "-qAt", "-f", file])

    def count(self):
        return int(self.sql("SELECT count(*) FROM household;").strip())
