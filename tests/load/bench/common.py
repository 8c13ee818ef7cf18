"""Starting peers and ourselves on pinned cores, interleaved rounds, medians."""

import contextlib
import json
import os
import pathlib
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[3]
LOAD = ROOT / "tests" / "load"
BUILD = ROOT / "build" / "bench"
RELEASE = ROOT / "build" / "release"
SERVER_CORE, CLIENT_CORE = "0", "1"


def say(text):
    print(text, file=sys.stderr, flush=True)


_ports = iter(range(21000 + os.getpid() % 5000, 32000))


def free_port():
    """Below 32768, so that no outgoing connection of ours is given it meanwhile; never the same twice."""
    for port in _ports:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                with contextlib.suppress(OSError):
                    probe.bind(("127.0.0.1", port))
                    return port
    raise RuntimeError("no free port")


def wait_for(port, seconds=60):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError(f"nothing listens on {port}")


@contextlib.contextmanager
def process(command, port=None, core=SERVER_CORE, **options):
    """A process on its core, gone afterwards: stopped by the id we started."""
    options.setdefault("stdout", subprocess.DEVNULL)
    options.setdefault("stderr", subprocess.DEVNULL)
    pinned = ["taskset", "-c", core, *map(str, command)] if core else list(map(str, command))
    child = subprocess.Popen(pinned, start_new_session=True, **options)
    try:
        if port:
            wait_for(port)
        yield child
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGTERM)
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


@contextlib.contextmanager
def folder():
    path = pathlib.Path(tempfile.mkdtemp(prefix="anlan-bench-"))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def run(command, **options):
    """What the command prints; says what it complained of when it fails."""
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, **options)
    if done.returncode != 0:
        raise RuntimeError(f"{command[0]} ended with {done.returncode}: {done.stderr.strip()[-2000:]}")
    return done.stdout


def compile_tools():
    """The load clients, once."""
    BUILD.mkdir(parents=True, exist_ok=True)
    for name, libraries in (("wsload", ["-lz", "-lpthread"]), ("httpload", [])):
        source, target = LOAD / f"{name}.cpp", BUILD / name
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            run(["clang++-19", "-std=c++20", "-O2", "-o", target, source, *libraries])


def node_modules():
    """The peers from npm, in a folder of their own."""
    if not (BUILD / "node_modules" / "ws").exists():
        BUILD.mkdir(parents=True, exist_ok=True)
        (BUILD / "package.json").write_text('{"private":true,"type":"module"}')
        run(["npm", "install", "--no-audit", "--no-fund", "--loglevel=error", "ws@8.18.3",
             "@trufflesuite/uws-js-unofficial@20.30.0-unofficial.0", "pg@8.16.3"], cwd=BUILD)


def install(packages):
    missing = [p for p in packages
               if subprocess.run(["dpkg-query", "-W", "-f=${db:Status-Status}", p], capture_output=True,
                                 text=True).stdout != "installed"]
    if missing:
        say("installing " + " ".join(missing))
        # The peers are started by us, on ports of ours; Debian's own services stay off.
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
        run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing], env=environment)


def median(values):
    return statistics.median(values) if values else float("nan")


def interleaved(rounds, subjects, measure):
    """`measure(subject)` for each subject in turn, `rounds` times over; results by subject."""
    results = {subject: [] for subject in subjects}
    for number in range(rounds):
        for subject in subjects:
            say(f"  round {number + 1}/{rounds} {subject}")
            outcome = measure(subject)
            if outcome is not None:
                results[subject].append(outcome)
    return results


def wrk_result(script, clients, seconds, url, *arguments):
    """What a wrk script on the client's core saw: requests, seconds, p50_us, p99_us; None when the server refused any."""
    out = run(["taskset", "-c", CLIENT_CORE, "wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "-s", LOAD / "bench" / script, url,
               "--", *arguments])
    result = json.loads(next(line for line in out.splitlines() if line.startswith("RESULT")).removeprefix("RESULT "))
    if result["errors"]:
        say(f"  refused: {result['errors']} errors")
        return None
    return result


def wrk(script, clients, seconds, url, *arguments):
    """Requests per second of a wrk script on the client's core; None when the server refused any of them."""
    result = wrk_result(script, clients, seconds, url, *arguments)
    return result and result["requests"] / result["seconds"]


def ratio(ours, theirs):
    return float("nan") if not theirs or theirs != theirs else ours / theirs


class Anlan:
    """The real server on a data directory of its own, with the Jiaozuo divisions and a clerk's token."""

    password = "made-up bench password"

    def __init__(self, path):
        self.data = path / "site"
        self.port = free_port()

    def account(self, name, role, division):
        run([RELEASE / "anlan", "account", "add", name, "--data", self.data, "--reference", ROOT / "data", "--role", role,
             "--division", division, "--password-stdin"], input=self.password + "\n")
        out = run([RELEASE / "anlan", "account", "token", name, "--label", "bench", "--data", self.data, "--reference",
                   ROOT / "data"])
        return next(word for word in out.split() if len(word) >= 40)

    def prepare(self):
        with self.serve("--sample", ROOT / "data" / "jiaozuo"):
            pass
        self.city = self.account("bench-city", "city_duty", "410800000000")
        self.clerk = self.account("bench-clerk", "township_clerk", "410882101000")
        return self

    @contextlib.contextmanager
    def serve(self, *more, core=SERVER_CORE):
        command = [RELEASE / "anlan", "serve", "--data", self.data, "--reference", ROOT / "data", "--web",
                   ROOT / "web" / "dist", "--listen", f"127.0.0.1:{self.port}", *more]
        with process(command, self.port, core) as child:
            yield child

    def call(self, operation, params, token=None):
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/api/{operation}", json.dumps(params).encode(),
                                         {"Content-Type": "application/json", "Authorization": f"Bearer {token or self.city}"})
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)


def row(what, ours, *peers):
    """One line of the table: our median, then each peer's with the ratio and the gate it has to meet."""
    return {"what": what, "ours": ours, "peers": peers}


def verdict(value, gate):
    """gate is (">=", x) or ("<=", x); None for no gate."""
    if gate is None:
        return ""
    sign, bound = gate
    if value != value:
        return f" (gate {sign} {bound:g}: no round counted)"
    met = value >= bound if sign == ">=" else value <= bound
    return f" (gate {sign} {bound:g}: {'met' if met else 'MISSED'})"
