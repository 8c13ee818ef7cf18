"""Durable commands, and the whole way from a report to 500 dashboards, against PostGIS and what is built around it."""

import contextlib
import datetime
import json
import subprocess
import uuid

from . import common
from .common import BUILD, CLIENT_CORE, LOAD, SERVER_CORE
from .postgis import INSERT, Postgis

TEXT = "村口桥面过水，行人绕行；十二户转移到小学，停电"
SUBSCRIBE = '{"jsonrpc":"2.0","id":1,"method":"live.subscribe","params":{"topics":["observation"],"tier":"immediate"}}'


def beijing(minutes):
    zone = datetime.timezone(datetime.timedelta(hours=8))
    return (datetime.datetime.now(zone) - datetime.timedelta(minutes=minutes)).isoformat(timespec="seconds")


def open_incident(anlan):
    return anlan.call("incident.open", {"command_id": str(uuid.uuid4()), "hazard": "02", "name": "压测 演练", "occurred_at":
                                        beijing(60), "area": ["410800000000"], "exercise": True})["incident"]["incident"]


def commands(anlan, incident, clients, seconds):
    """Durable observations per second over HTTP, located to their village and counted at four levels."""
    return common.wrk("observe.lua", clients, seconds, f"http://127.0.0.1:{anlan.port}/api/observation.submit", anlan.city,
                      incident, beijing(1))


def way_of_a_report(port, token, incident, server, options):
    """wsload publishes over HTTP and counts what 500 dashboards hear."""
    if incident:
        body = json.dumps({"command_id": "UUID", "incident": incident, "text": "{payload}", "point": {"lon": 113.2, "lat": 35.2},
                           "occurred_at": beijing(1), "channel": "web"}, ensure_ascii=False).replace('"UUID"', '"{uuid}"')
        target = ["--url", f"ws://127.0.0.1:{port}/live", "--subprotocol", "anlan.v1", "--sub", SUBSCRIBE, "--expect", "result",
                  "--pub-url", f"http://127.0.0.1:{port}/api/observation.submit", "--header", f"Authorization: Bearer {token}"]
    else:
        body = '{"point":{"lon":113.2,"lat":35.2},"text":"{payload}"}'
        target = ["--url", f"ws://127.0.0.1:{port}/", "--sub", "sub", "--expect", "subscribed", "--pub-url",
                  f"http://127.0.0.1:{port}/"]
    command = ["taskset", "-c", CLIENT_CORE, BUILD / "wsload", *target, "--pub-mode", "http", "--racing", "--pub-template", body, "--n", "500",
               "--payload", "300", "--cpus", CLIENT_CORE, "--server-pid", server.pid, "--server-cpu", "0", "--json", "--label",
               "way", *options]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=180)
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if not lines:
        common.say("  refused: " + done.stderr.strip()[-300:])
        return None
    result = json.loads(lines[-1])
    faults = {name: result[name] for name in ("missing", "dups", "reorder", "gaps", "http_err") if result[name]}
    if faults:
        common.say("  refused: " + ", ".join(f"{name} {count}" for name, count in faults.items()))
        return None
    return result


LATENCY = ["--rate", "20", "--pub-conns", "4", "--rx-delay-us", "200", "--duration", "5"]
SUSTAINED = ["--window", "64", "--pub-conns", "32", "--rx-delay-us", "4000", "--duration", "5"]


def end_to_end(rounds, anlan, incident, postgis):
    @contextlib.contextmanager
    def ours():
        with anlan.serve() as server:
            yield anlan.port, anlan.city, incident, server

    @contextlib.contextmanager
    def composite():
        port = common.free_port()
        with common.process(["node", LOAD / "peers/composite.mjs", port, postgis.port], port, cwd=BUILD) as server:
            yield port, "", "", server

    def measure(subject):
        with (ours() if subject == "anlan" else composite()) as (port, token, record, server):
            slow = way_of_a_report(port, token, record, server, LATENCY)
            fast = way_of_a_report(port, token, record, server, SUSTAINED)
            return slow and fast and {"p50": slow["p50_us"] / 1e3, "p99": slow["p99_us"] / 1e3, "rate": fast["deliv_s"] / 500}

    results = common.interleaved(rounds, ["anlan", "composite"], measure)
    rows = []
    for field, what, gate in (("p50", "p50, ms", ("<=", 0.5)), ("p99", "p99, ms", ("<=", 0.5)),
                              ("rate", "sustained reports/s", (">=", 8))):
        mine, theirs = (common.median([r[field] for r in results[name]]) for name in ("anlan", "composite"))
        rows.append(common.row(f"report → durable → 500 dashboards: {what}", mine,
                               ("node + PostGIS + ws", theirs, common.ratio(mine, theirs), gate)))
    return rows


def measure(rounds):
    rows = []
    with common.folder() as here, common.folder() as there:
        anlan, postgis = common.Anlan(here).prepare(), Postgis(there)
        with postgis.serve(core=SERVER_CORE):
            with anlan.serve():
                incident = open_incident(anlan)
            for clients, gate in ((1, (">=", 4)), (32, (">=", 3))):
                def run(subject, clients=clients):
                    if subject == "PostGIS":
                        return postgis.bench(INSERT.format(text=TEXT), clients, 5)
                    with anlan.serve():
                        return commands(anlan, incident, clients, 5)
                results = common.interleaved(rounds, ["anlan", "PostGIS"], run)
                mine, theirs = common.median(results["anlan"]), common.median(results["PostGIS"])
                rows.append(common.row(f"durable commands/s, located and rolled up, {clients} clients", mine,
                                       ("PostGIS trigger", theirs, common.ratio(mine, theirs), gate)))
            rows += end_to_end(rounds, anlan, incident, postgis)
    return rows
