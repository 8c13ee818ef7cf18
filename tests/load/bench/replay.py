"""Rebuilding the views from a million entries."""

import os
import subprocess
import time

from . import common
from .common import RELEASE, ROOT, SERVER_CORE

FEW, MANY = 200_000, 1_000_000


def replay(anlan):
    """Seconds of one replay, and the most memory of that process in MB."""
    command = ["taskset", "-c", SERVER_CORE, RELEASE / "anlan", "replay", "--data", anlan.data, "--reference", ROOT / "data"]
    started = time.monotonic()
    child = subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise RuntimeError(f"replay ended with {child.returncode}")
    return time.monotonic() - started, usage.ru_maxrss / 1024


def measure(rounds):
    with common.folder() as path:
        anlan = common.Anlan(path).prepare()
        common.run([RELEASE / "journal_bench", anlan.data, FEW], timeout=900)
        _, few = replay(anlan)
        common.run([RELEASE / "journal_bench", anlan.data, MANY - FEW], timeout=900)
        runs = [replay(anlan) for _ in range(rounds)]
    speed = common.median([MANY / seconds for seconds, _ in runs])
    many = common.median([memory for _, memory in runs])
    return [common.row(f"replay of {MANY:,} entries, entries/s", speed, ("bound", 20_000, speed / 20_000, (">=", 1.0))),
            common.row("the same: most memory, MB", many, (f"{FEW:,} entries", few, many / few, ("<=", 1.1)))]
