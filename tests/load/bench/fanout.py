"""The live line against nats-server, uWebSockets, nchan and ws: the same client, the same cores, interleaved."""

import contextlib
import json
import subprocess

from . import common
from .common import BUILD, CLIENT_CORE, LOAD, RELEASE, SERVER_CORE

PEERS = LOAD / "peers"
SUBSCRIBE = '{"jsonrpc":"2.0","id":1,"method":"live.subscribe","params":{"topics":["bench"],"tier":"%s"}}'
PUBLISH = '{"jsonrpc":"2.0","id":1,"method":"bench.publish","params":{"text":"{payload}"}}'


@contextlib.contextmanager
def anlan(port, tier="immediate"):
    with common.process([RELEASE / "fanout_bench", port], port) as child:
        yield child, ["--url", f"ws://127.0.0.1:{port}/live", "--subprotocol", "anlan.v1", "--header",
                      "Authorization: Bearer bench", "--sub", SUBSCRIBE % tier, "--expect", "result", "--pub-mode", "ws",
                      "--pub-url", f"ws://127.0.0.1:{port}/live", "--pub-template", PUBLISH]


@contextlib.contextmanager
def nats(port):
    with common.folder() as path:
        config = path / "nats.conf"
        config.write_text('listen: "127.0.0.1:-1"\n'
                          f'websocket {{ listen: "127.0.0.1:{port}", no_tls: true, compression: false }}\n'
                          "max_pending: 256MB\n")
        with common.process(["env", "GOMAXPROCS=1", "nats-server", "-c", config], port) as child:
            yield child, ["--url", f"ws://127.0.0.1:{port}/", "--proto", "nats", "--topic", "bench", "--pub-mode", "ws",
                          "--pub-url", f"ws://127.0.0.1:{port}/"]


@contextlib.contextmanager
def node_peer(script, port):
    with common.process(["node", PEERS / script, port], port, cwd=BUILD) as child:
        yield child, ["--url", f"ws://127.0.0.1:{port}/", "--sub", "sub", "--pub-mode", "ws", "--pub-url",
                      f"ws://127.0.0.1:{port}/"]


@contextlib.contextmanager
def nchan(port):
    with common.folder() as path:
        (path / "nginx.conf").write_text((PEERS / "nchan.conf").read_text().replace("PORT", str(port)))
        with common.process(["nginx", "-c", path / "nginx.conf", "-p", path], port) as child:
            yield child, ["--url", f"ws://127.0.0.1:{port}/sub", "--pub-mode", "ws", "--pub-url",
                          f"ws://127.0.0.1:{port}/pub"]


SERVERS = {
    "anlan": anlan,
    "anlan prompt": lambda port: anlan(port, "prompt"),
    "anlan calm": lambda port: anlan(port, "calm"),
    "nats-server": nats,
    "uWebSockets": lambda port: node_peer("uws.mjs", port),
    "ws": lambda port: node_peer("ws.mjs", port),
    "nchan": nchan,
}


def load(server, *options):
    """One run of the load client; nothing when the round may not count."""
    port = common.free_port()
    with SERVERS[server](port) as (child, arguments):
        command = ["taskset", "-c", CLIENT_CORE, BUILD / "wsload", *arguments, "--payload", "300", "--server-pid", child.pid,
                   "--server-cpu", SERVER_CORE, "--cpus", CLIENT_CORE, "--json", "--label", server, *options]
        done = subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=180)
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if not lines:
        common.say(f"  refused: {server}: {done.stderr.strip()[-300:]}")
        return None
    result = json.loads(lines[-1])
    faults = [name for name in ("missing", "dups", "reorder", "gaps") if result.get(name, 0) > 0]
    busy = result["load_cpu_s"] / max(result["el"], 1e-9)
    if faults or busy > 0.9:
        common.say(f"  refused: {server}: {', '.join(faults) or 'the client was the limit'} ({busy:.2f} of its core)")
        return None
    return result


def pick(results, server, field):
    return common.median([r[field] for r in results[server]])


def throughput(rounds, subscribers, window, gates):
    options = ["--n", subscribers, "--window", window, "--rx-delay-us", 10000 if window > 16 else 4000, "--duration", 4]
    results = common.interleaved(rounds, ["anlan", *gates], lambda server: load(server, *map(str, options)))
    ours = pick(results, "anlan", "deliv_s")
    peers = [(peer, pick(results, peer, "deliv_s"), gate) for peer, gate in gates.items()]
    return common.row(f"fan-out {subscribers:,} × 300 B, {window} in flight, deliveries/s", ours,
                      *[(peer, value, common.ratio(ours, value), gate) for peer, value, gate in peers])


def paced(rounds, servers, rate, what, field, gate):
    options = ["--n", "1000", "--rate", str(rate), "--rx-delay-us", "200", "--duration", "5"]
    results = common.interleaved(rounds, [*servers, "uWebSockets"], lambda server: load(server, *options))
    theirs = pick(results, "uWebSockets", field)
    rows = []
    for server, bound in zip(servers, gate):
        ours = pick(results, server, field)
        rows.append(common.row(f"{what}, {server}", ours, ("uWebSockets", theirs, common.ratio(ours, theirs), bound)))
    return rows, results


def stalled(rounds):
    base = ["--n", "100", "--payload", "4096", "--rate", "400", "--rx-delay-us", "200", "--duration", "8"]
    results = {name: [r for r in (load("anlan", *options) for _ in range(rounds)) if r]
               for name, options in (("all read", base), ("20 stalled", [*base, "--stall", "20"]))}
    calm, hurt = (common.median([r["p99_us"] for r in results[name]]) / 1e3 for name in ("all read", "20 stalled"))
    memory = common.median([r["rss_load_mb"] for r in results["20 stalled"]])
    return [common.row("20 of 100 dashboards stop reading, 4 KB × 400/s: the others' p99, ms", hurt,
                       ("all read", calm, common.ratio(hurt, calm), ("<=", 1.2))),
            common.row("the same: server memory, MB", memory, ("bound", 30, memory / 30, ("<=", 1.0)))]


def measure(rounds):
    rows = []
    full = {"nats-server": (">=", 1.3), "uWebSockets": (">=", 5), "nchan": (">=", 6), "ws": (">=", 15)}
    for subscribers in (1000, 5000):
        rows.append(throughput(rounds, subscribers, 64, full))
    rows.append(throughput(rounds, 1000, 16, {"nats-server": (">=", 1.0), "uWebSockets": (">=", 0.75)}))
    latency, results = paced(rounds, ["anlan"], 50, "paced 50/s × 1,000: p99, µs", "p99_us", [("<=", 1.2)])
    rows += latency
    ours, theirs = (pick(results, server, "srv_cpu_per_M") for server in ("anlan", "uWebSockets"))
    rows.append(common.row("paced 50/s × 1,000: CPU s per million deliveries", ours,
                           ("uWebSockets", theirs, common.ratio(ours, theirs), ("<=", 1.3))))
    tiers, _ = paced(rounds, ["anlan prompt", "anlan calm"], 100, "100/s × 1,000: CPU s per million deliveries",
                     "srv_cpu_per_M", [("<=", 0.5), ("<=", 0.2)])
    rows += tiers + stalled(rounds)
    idle = common.median([r["rss_idle_kb_per_conn"] for r in results["anlan"]])
    rows.append(common.row("memory per idle dashboard, KB", idle, ("bound", 10, idle / 10, ("<=", 1.0))))
    return rows
