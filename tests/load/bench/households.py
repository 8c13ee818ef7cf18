"""A prefecture's made-up households: the real divisions of Jiaozuo, and people of whom there is none.

Written once to files and read by all who are measured: requests of `household.import` for Anlan, tables for COPY."""

import csv
import dataclasses
import datetime
import importlib.machinery
import importlib.util
import json
import pathlib
import random

from .common import ROOT

CHUNK = 5_000  # rows of a request
CLASSES = ("destitute_support", "minimum_living", "monitored", "other_hardship", "ordinary")
LOSSES = ("home_collapsed", "home_severely_damaged", "home_damaged", "crop_lost", "crop_reduced", "injured")
WRONG_DIGIT_EACH, TWICE_EACH = 997, 1_009  # every so manieth row is at fault, so that the checks have something to find
COLUMNS = ("row", "village", "class", "people", "needy", "hazard", "circumstances", "needs", "applied_on", "members", "phone",
           "address", "account")


def _made_up_list():
    """The script that makes up a township's list; its people are of the county 410899, which there is none."""
    path = str(ROOT / "scripts" / "made-up-list")
    loader = importlib.machinery.SourceFileLoader("made_up_list", path)
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("made_up_list", loader))
    loader.exec_module(module)
    return module


@dataclasses.dataclass
class Part:
    """The rows of one request: all of one township."""
    township: str
    rows: pathlib.Path   # JSON list, as `household.import` takes them
    table: pathlib.Path  # CSV of COLUMNS
    count: int

    @property
    def county(self):
        return self.township[:6] + "000000"


@dataclasses.dataclass
class Prefecture:
    parts: list
    households: int
    faults: int
    numbers: list  # some heads' identity numbers
    names: list    # some heads' names


def villages():
    """By township, in the order of their codes."""
    out = {}
    with (ROOT / "data/jiaozuo/divisions.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["level"] == "village":
                out.setdefault(row["parent"], []).append(row["code"])
    return dict(sorted(out.items()))


def _household(people, rng, row, village, door):
    size = rng.choice((1, 1, 2, 2, 3, 3, 4, 5))
    head = people.name()
    members = [{"name": head, "kinship": "head", "id_number": people.id_number(22, 88)}]
    members += [{"name": people.name(head[0]), "kinship": "other", "id_number": people.id_number(1, 85)} for _ in range(size - 1)]
    return {"row": row, "village": village, "class": rng.choices(CLASSES, (4, 16, 8, 32, 40))[0], "people": size,
            "needy": rng.randint(1, size), "hazard": "02", "circumstances": [rng.choice(LOSSES)],
            "needs": [{"kind": "grain", "quantity": 15 * size}, {"kind": "clothing", "quantity": size}],
            "applied_on": f"2026-09-{rng.randint(8, 19):02}", "members": members, "phone": people.phone(),
            "address": f"{village}村{door % 9 + 1}组{door}号", "account": people.card()}


def _spoil(households, number, earlier):
    """Plants the fault that the number of the household asks for; how many."""
    if number % WRONG_DIGIT_EACH == 0:
        head = households[-1]["members"][0]
        head["id_number"] = head["id_number"][:-1] + ("1" if head["id_number"][-1] == "0" else "0")
        return 1
    if number % TWICE_EACH == 0 and earlier:
        households[-1]["members"][0]["id_number"] = earlier
        return 1
    return 0


def _write(folder, number, township, rows):
    part = Part(township, folder / f"{number:05}.json", folder / f"{number:05}.csv", len(rows))
    part.rows.write_text(json.dumps(rows, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    with part.table.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        for row in rows:
            table.writerow([json.dumps(row[column], ensure_ascii=False) if isinstance(row[column], list) else row[column]
                            for column in COLUMNS])
    return part


def make(folder, households, seed=2026, only=None):
    """Spread evenly over all villages, or those of one township; the same arguments give the same files."""
    made_up = _made_up_list()
    made_up.TODAY = datetime.date(2026, 9, 1)
    rng = random.Random(seed)
    people = made_up.People(rng)
    townships = {code: codes for code, codes in villages().items() if only in (None, code)}
    places = [village for each in townships.values() for village in each]
    out = Prefecture([], households, 0, [], [])
    number, rows, earlier = 0, [], {}
    for township, codes in townships.items():
        for village in codes:
            place = places.index(village)
            for door in range(households * place // len(places), households * (place + 1) // len(places)):
                number += 1
                rows.append(_household(people, rng, len(rows) + 1, village, door))
                out.faults += _spoil(rows, number, earlier.get(township[:6]))
                if number % 101 == 0 and number % WRONG_DIGIT_EACH and number % TWICE_EACH:
                    earlier[township[:6]] = rows[-1]["members"][0]["id_number"]
                    out.numbers.append(earlier[township[:6]])
                    out.names.append((township[:6] + "000000", rows[-1]["members"][0]["name"]))
                if len(rows) == CHUNK:
                    out.parts.append(_write(folder, len(out.parts), township, rows))
                    rows = []
        if rows:
            out.parts.append(_write(folder, len(out.parts), township, rows))
            rows = []
    return out
