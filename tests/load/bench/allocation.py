"""The allocation adviser: 40 items, 30 stores, 2,024 villages, every village asking for every item. It is a pure function,
so there is no server and no peer: the bound is the two seconds a duty room waits for a plan."""

import json

from . import common
from .common import RELEASE

BOUND = 2.0


def measure(rounds):
    common.run(["cmake", "--build", RELEASE, "--target", "allocation_bench", "--", "-j2"])
    lines = common.run([RELEASE / "allocation_bench", rounds], timeout=900).splitlines()
    rows = []
    for case in map(json.loads, lines):
        seconds = case["median_s"]
        what = f"allocation of {case['goods']} × {case['stores']} × {case['villages']:,}, s of CPU: {case['case']}"
        rows.append(common.row(what, seconds, ("bound", BOUND, seconds / BOUND, ("<=", 1.0))))
    return rows
