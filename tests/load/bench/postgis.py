"""A PostgreSQL with the same villages and the same work done by trigger, in a cluster of its own."""

import contextlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import time

from . import common
from .common import ROOT

BIN = pathlib.Path("/usr/lib/postgresql/15/bin")

SCHEMA = """
CREATE EXTENSION postgis;
CREATE TABLE village (id serial PRIMARY KEY, code text, name text, geom geometry(MultiPolygon, 4326));
CREATE TABLE report (id bigserial PRIMARY KEY, uuid uuid NOT NULL UNIQUE, ts timestamptz, kind int, severity int,
                     village int, lon float8, lat float8, body text, geom geometry(Point, 4326));
CREATE INDEX ON report (ts);
CREATE INDEX ON report (village, kind);
CREATE INDEX ON report USING gist (geom);
CREATE TABLE rollup (village int PRIMARY KEY, reports bigint NOT NULL);
"""

# The roll-up is kept per village only: one row for the whole city would make every transaction wait for the last one's
# fsync, which no team would accept.
TRIGGER = """
CREATE INDEX ON village USING gist (geom);
INSERT INTO rollup SELECT id, 0 FROM village;
CREATE FUNCTION locate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  SELECT id INTO NEW.village FROM village WHERE ST_Contains(village.geom, NEW.geom) LIMIT 1;
  UPDATE rollup SET reports = reports + 1 WHERE rollup.village = NEW.village;
  RETURN NEW;
END $$;
CREATE TRIGGER locate BEFORE INSERT ON report FOR EACH ROW EXECUTE FUNCTION locate();
ALTER TABLE village ADD COLUMN geom3857 geometry(MultiPolygon, 3857);
UPDATE village SET geom3857 = ST_Transform(geom, 3857);
CREATE INDEX ON village USING gist (geom3857);
ANALYZE;
"""

INSERT = """\\set k random(0, 7)
INSERT INTO report (uuid, ts, kind, severity, lon, lat, body, geom)
SELECT gen_random_uuid(), now(), :k, 1, q.x, q.y, '{text}', ST_SetSRID(ST_MakePoint(q.x, q.y), 4326)
FROM (SELECT 112.7 + random() * 0.8 x, 34.9 + random() * 0.5 y) q;
"""

TILE = """\\set t random(1, {tiles})
SELECT ST_AsMVT(q, 'village') FROM (
  SELECT v.id, code, name, ST_AsMVTGeom(v.geom3857, ST_TileEnvelope(t.z, t.x, t.y), 4096, 64, true) AS geom
  FROM tile t JOIN village v ON v.geom3857 && ST_TileEnvelope(t.z, t.x, t.y, margin => 64.0 / 4096)
  WHERE t.id = :t) q;
"""


class Postgis:
    def __init__(self, path):
        self.path = path
        self.port = common.free_port()

    def as_postgres(self, *command, **options):
        """PostgreSQL refuses to run as root."""
        prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        return common.run([*prefix, *command], **options)

    def sql(self, text):
        return self.as_postgres(BIN / "psql", "-h", "127.0.0.1", "-p", self.port, "-U", "postgres", "-d", "relief", "-v",
                                "ON_ERROR_STOP=1", "-qAt", "-f", "-", input=text, cwd="/")

    @contextlib.contextmanager
    def serve(self, core=None):
        shutil.chown(self.path, "postgres") if os.geteuid() == 0 else None
        cluster = self.path / "cluster"
        self.as_postgres(BIN / "initdb", "-D", cluster, "-A", "trust", "-U", "postgres", "-E", "UTF8", cwd="/")
        with (cluster / "postgresql.conf").open("a") as conf:
            conf.write("shared_buffers = 1GB\nmax_wal_size = 4GB\njit = off\nlisten_addresses = '127.0.0.1'\n"
                       f"port = {self.port}\nunix_socket_directories = '{self.path}'\n")
        prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        with common.process([*prefix, BIN / "postgres", "-D", cluster], self.port, core=core):
            self.await_ready()
            self.as_postgres(BIN / "createdb", "-h", "127.0.0.1", "-p", self.port, "-U", "postgres", "relief", cwd="/")
            self.fill()
            yield self

    def await_ready(self):
        """It listens before it is ready to talk."""
        until = time.monotonic() + 60
        while subprocess.run([BIN / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)]).returncode != 0:
            if time.monotonic() > until:
                raise RuntimeError("PostgreSQL did not get ready")
            time.sleep(0.1)

    def fill(self):
        features = json.loads((ROOT / "data/jiaozuo/boundaries/village.geojson").read_text())["features"]
        values = []
        for feature in features:
            properties, geometry = feature["properties"], json.dumps(feature["geometry"])
            name = properties["name"].replace("'", "''")
            values.append(f"('{properties['code']}', '{name}', ST_Multi(ST_GeomFromGeoJSON('{geometry}')))")
        self.sql(SCHEMA + "INSERT INTO village (code, name, geom) VALUES " + ",".join(values) + ";" + TRIGGER)

    def fill_tiles(self, tiles):
        rows = ",".join(f"({number}, {z}, {x}, {y})" for number, (z, x, y) in enumerate(tiles, 1))
        self.sql("CREATE TABLE tile (id int PRIMARY KEY, z int, x int, y int); INSERT INTO tile VALUES " + rows +
                 "; ANALYZE tile;")

    def bench(self, script, clients, seconds):
        """Transactions per second of a pgbench script."""
        file = self.path / "script.sql"
        file.write_text(script)
        file.chmod(0o644)
        out = self.as_postgres("taskset", "-c", common.CLIENT_CORE, BIN / "pgbench", "-h", "127.0.0.1", "-p", self.port, "-U",
                               "postgres", "-n", "-M", "prepared", "-c", clients, "-j", 1, "-T", seconds, "-f", file, "relief",
                               cwd="/")
        return float(re.search(r"tps = ([\d.]+)", out).group(1))
