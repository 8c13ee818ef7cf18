"""Rebuilding the views from a million entries."""

import resource
import time

from . import common
from .common import RELEASE, ROOT


def measure(rounds):
    with common.folder() as path:
        anlan = common.Anlan(path).prepare()
        common.run([RELEASE / "journal_bench", anlan.data, 1_000_000], timeout=900)
        speeds = []
        for _ in range(rounds):
            started = time.monotonic()
            common.run([RELEASE / "anlan", "replay", "--data", anlan.data, "--reference", ROOT / "data"])
            speeds.append(1_000_000 / (time.monotonic() - started))
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    speed = common.median(speeds)
    return [common.row("replay of 1 million entries, entries/s", speed, ("bound", 20_000, speed / 20_000, (">=", 1.0))),
            common.row("the same: largest memory of any child, MB", memory)]
