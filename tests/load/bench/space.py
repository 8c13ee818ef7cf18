"""Points to villages in process; vector tiles cold and warm over HTTP."""

import contextlib
import gzip
import json
import math
import re
import subprocess
import urllib.error
import urllib.request

from . import common
from .common import BUILD, CLIENT_CORE, LOAD, RELEASE, ROOT
from .postgis import TILE, Postgis

CONNECTIONS = 4  # of the cold tiles: so that each server, not the way to it, is what is measured
WEST, SOUTH, EAST, NORTH = 112.56, 34.81, 113.65, 35.50


def tiles_of_city():
    """Every tile of zoom 6 to 14 that the city's box touches."""
    out = []
    for z in range(6, 15):
        def at(lon, lat, z=z):
            n = 2 ** z
            y = (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2
            return int((lon + 180) / 360 * n), int(y * n)
        (x0, y0), (x1, y1) = at(WEST, NORTH), at(EAST, SOUTH)
        out += [(z, x, y) for x in range(x0, x1 + 1) for y in range(y0, y1 + 1)]
    return out


def httpload(port, paths, connections, passes, *headers):
    """Requests per second over a list of addresses."""
    listing = BUILD / "addresses.txt"
    listing.write_text("\n".join(paths) + "\n")
    out = common.run(["taskset", "-c", CLIENT_CORE, BUILD / "httpload", "127.0.0.1", port, listing, connections, passes, *headers])
    wrong = [code for code in re.findall(r" (\d+):\d+", out.split("codes", 1)[1]) if code not in ("200", "204")]
    if wrong:
        raise RuntimeError(f"answers {wrong}: {out}")
    return float(re.search(r"= ([\d.]+) req/s", out).group(1))


def our_paths(anlan, tiles):
    layers = anlan.call("boundaries.list", {})["layers"]
    version = next(layer["version"] for layer in layers if layer["level"] == "village")
    return [f"/tiles/village/{version}/{z}/{x}/{y}.mvt" for z, x, y in tiles]


@contextlib.contextmanager
def mapserver():
    port = common.free_port()
    with common.folder() as path:
        path.chmod(0o755)  # nginx serves as nobody
        common.run(["ogr2ogr", "-f", "FlatGeobuf", path / "village.fgb", ROOT / "data/jiaozuo/boundaries/village.geojson",
                    "-nln", "village", "-nlt", "PROMOTE_TO_MULTI"])
        (path / "villages.map").write_text((LOAD / "peers/villages.map").read_text().replace("FOLDER", str(path)))
        (path / "ms.conf").write_text(f'CONFIG\n MAPS\n  v "{path}/villages.map"\n END\n ENV\n  MS_MAP_PATTERN "."\n END\nEND\n')
        (path / "nginx.conf").write_text((LOAD / "peers/mapserver.conf").read_text().replace("PORT", str(port))
                                         .replace("FOLDER", str(path)))
        environment = {"MAPSERVER_CONFIG_FILE": str(path / "ms.conf"), "PATH": "/usr/bin:/bin"}
        with common.process(["spawn-fcgi", "-n", "-M", "0777", "-s", path / "ms.sock", "-F", "2", "--", "/usr/bin/mapserv"], core="0",
                            env=environment), common.process(["nginx", "-c", path / "nginx.conf", "-p", path], port):
            yield port, lambda z, x, y: f"/tile?map={path}/villages.map&layers=village&mode=tile&tilemode=gmap&tile={x}+{y}+{z}&map.imagetype=mvt"


@contextlib.contextmanager
def nginx_files(files):
    port = common.free_port()
    with common.folder() as path:
        path.chmod(0o755)
        for name, content in files.items():
            target = path / "www" / name.lstrip("/")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            target.with_name(target.name + ".gz").write_bytes(gzip.compress(content, 6))
        (path / "nginx.conf").write_text((LOAD / "peers/files.conf").read_text().replace("PORT", str(port)).replace("FOLDER", str(path)))
        with common.process(["nginx", "-c", path / "nginx.conf", "-p", path], port):
            yield port


def cold(rounds, anlan, postgis, tiles):
    def measure(subject):
        if subject == "PostGIS":
            return postgis.bench(TILE.format(tiles=len(tiles)), CONNECTIONS, 5)
        if subject == "MapServer":
            with mapserver() as (port, address):
                return httpload(port, [address(*tile) for tile in tiles[::4]], CONNECTIONS, 1)
        with anlan.serve(core="0"):
            paths = our_paths(anlan, tiles)
            return httpload(anlan.port, paths, CONNECTIONS, 1, f"Authorization: Bearer {anlan.city}")

    results = common.interleaved(rounds, ["anlan", "PostGIS", "MapServer"], measure)
    ours = common.median(results["anlan"])
    peers = [(name, common.median(results[peer]), gate) for peer, name, gate in
             (("PostGIS", "PostGIS ST_AsMVT, without HTTP", (">=", 5)), ("MapServer", "MapServer", (">=", 10)))]
    return common.row("cold vector tiles z6–14, tiles/s", ours, *[(n, v, common.ratio(ours, v), g) for n, v, g in peers])


def warm(rounds, anlan, tiles):
    some = [tile for tile in tiles if tile[0] in (10, 11, 12)][:200]
    with anlan.serve():
        paths, files = [], {}
        for path in our_paths(anlan, some):
            request = urllib.request.Request(f"http://127.0.0.1:{anlan.port}{path}", headers={"Authorization": f"Bearer {anlan.city}"})
            with urllib.request.urlopen(request) as answer:
                if answer.status == 200:
                    paths.append(path)
                    files[path] = answer.read()

    def measure(subject):
        if subject == "nginx":
            with nginx_files(files) as port:
                return httpload(port, paths, 16, -5, "Accept-Encoding: gzip")
        with anlan.serve(core="0"):
            httpload(anlan.port, paths, 1, 1, "Accept-Encoding: gzip", f"Authorization: Bearer {anlan.city}")
            return httpload(anlan.port, paths, 16, -5, "Accept-Encoding: gzip", f"Authorization: Bearer {anlan.city}")

    results = common.interleaved(rounds, ["anlan", "nginx"], measure)
    ours, theirs = common.median(results["anlan"]), common.median(results["nginx"])
    return common.row("warm tile, requests/s", ours, ("nginx, static file", theirs, common.ratio(ours, theirs), (">=", 1.0)))


def points(rounds):
    """gis_bench interleaves its own rounds. Of two layers with as many areas the first counts: surveyed outlines, not
    the sample's sketches."""
    out = common.run(["taskset", "-c", "0", RELEASE / "gis_bench", rounds])
    by_areas = {}
    for line in map(json.loads, out.splitlines()):
        if line["bench"] == "point_to_village":
            by_areas.setdefault(line["areas"], line)
    return by_areas


def measure(rounds):
    tiles = tiles_of_city()
    rows = []
    figures = points(rounds)
    for areas, gate in ((2024, 50), (50000, 25)):
        ours, spatialite, geos = (figures[areas][field] for field in ("us", "spatialite_us", "geos_us"))
        rows.append(common.row(f"point → village, {areas:,} areas, µs", ours,
                               ("SpatiaLite", spatialite, common.ratio(ours, spatialite), ("<=", 1 / gate)),
                               ("GEOS prepared", geos, common.ratio(ours, geos), None)))
    with common.folder() as here, common.folder() as there:
        anlan, postgis = common.Anlan(here).prepare(), Postgis(there)
        with postgis.serve(core="0"):
            postgis.fill_tiles(tiles)
            rows.append(cold(rounds, anlan, postgis, tiles))
        rows.append(warm(rounds, anlan, tiles))
    return rows
