#!/usr/bin/env python3
"""Fails when a room includes one it may not know, or a foreign header where it does not belong.

The tables below are the architecture: app → net → api → rooms → journal, access → store → gis, never upward. `base` is
what every room speaks. Only a domain room's operations know api."""

import pathlib
import re
import sys

MAY_INCLUDE = {
    "base": set(),
    "gis": set(),
    "store": {"base"},
    "journal": {"base", "store"},
    "access": {"base", "store", "journal"},
    "api": {"base", "store", "journal", "access"},
    "divisions": {"base", "store", "journal", "access", "gis"},
    "incidents": {"base", "store", "journal", "access", "divisions"},
    "supplies": {"base", "store", "journal", "access", "divisions", "incidents"},
    "relief": {"base", "store", "journal", "access", "divisions", "incidents", "supplies"},
    "exchange": {"base", "store", "journal", "access", "divisions", "incidents", "supplies", "relief"},
    "net": {"base", "store", "journal", "access", "api"},
    "app": {"base", "store", "journal", "access", "api", "divisions", "incidents", "supplies", "relief",
            "exchange", "net", "gis"},
    "precompiled.hpp": set(),
    "main.cpp": {"base", "app"},
    "import_worker.cpp": {"gis"},
}
# Operations declare themselves in the registry, so these files, and no others of their rooms, also know api.
OPERATIONS = re.compile(r"operations\.(cpp|hpp)$")
# Another room's rules are its own business.
RULES = re.compile(r"^(divisions|incidents|supplies|relief|access)/(\w*_)?rules\.hpp$")
# Foreign headers, and the only places (folders or files) that may name them.
MAY_NAME = {
    "boost/beast/websocket": {"server/net"},
    "boost/beast": {"server/net", "server/base/asio_impl.cpp"},
    "boost/asio": {"server/base/asio_impl.cpp", "server/store", "server/access", "server/api", "server/net", "server/app",
                   "server/divisions", "server/incidents", "server/exchange", "server/precompiled.hpp"},
    "sqlite3.h": {"server/store"},
    "spatialite.h": {"server/store"},
    "gdal": {"gis"},
    "ogr": {"gis"},
    "cpl_": {"gis"},
    "geos": {"gis"},
    "proj.h": {"gis"},
    "protozero": {"gis"},
    "sodium.h": {"server/access"},
    "openssl": {"server/journal", "server/net"},
    "valijson": {"server/incidents/catalogue_schema.cpp"},
    "CLI/": {"server/main.cpp", "server/app"},
    "boost/graph": {"server/divisions/road_network.cpp"},
    "lemon/": {"server/supplies/allocation_flow.cpp"},
    "xlsxwriter.h": {"server/exchange/workbook.cpp"},
    "toml++": {"server/app/config.cpp"},
    "unicode/": {"server/relief/pinyin.cpp"},
}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
LONGEST_FUNCTION = 60


def room_of(name: str) -> str:
    return name.split("/")[1] if name.startswith("server/") else "gis"


def include_faults(name: str, lines: list[str]):
    room = room_of(name)
    allowed = MAY_INCLUDE[room] | ({"api"} if OPERATIONS.search(name) else set())
    for number, line in enumerate(lines, 1):
        found = INCLUDE.match(line)
        if not found:
            continue
        quote, header = found.groups()
        target = header.split("/")[0]
        if ".." in header.split("/"):
            yield f"{name}:{number}: {header} climbs; name the room instead"
        if quote == "<" and target in MAY_INCLUDE and "/" in header:
            yield f'{name}:{number}: a room is included with quotes: "{header}"'
        if quote == '"' and target in MAY_INCLUDE and target != room and target not in allowed:
            yield f"{name}:{number}: {room} may not include {header}"
        if quote == '"' and target != room and RULES.match(header):
            yield f"{name}:{number}: {header} holds another room's rules"
        if quote == "<":
            rule = next((prefix for prefix in MAY_NAME if header.startswith(prefix)), None)
            if rule and not any(name.startswith(place) for place in MAY_NAME[rule]):
                yield f"{name}:{number}: <{header}> belongs in {', '.join(sorted(MAY_NAME[rule]))}"


def length_faults(name: str, lines: list[str]):
    """Functions and lambdas by clang-format's layout: a body closes at the indent of the line its signature began on."""
    closer = re.compile(r"^( *)\}[);]*,?$")
    began: dict[int, int] = {}  # the last line that began a statement, by its indent
    for number, line in enumerate(lines, 1):
        closing = closer.match(line)
        indent = len(line) - len(line.lstrip())
        if closing and (start := began.get(indent)) and opens_function(lines[start - 1 : number]):
            if number - start + 1 >= LONGEST_FUNCTION:
                yield f"{name}:{start}: {number - start + 1} lines; keep functions under {LONGEST_FUNCTION}"
        if line.strip() and line.lstrip()[0] not in "}#":
            began[indent] = number


def opens_function(lines: list[str]) -> bool:
    """Whether the statement that begins here has parameters before its first brace at a line's end."""
    if re.match(r"\s*(namespace|class|struct|enum|union|extern)\b", lines[0]):
        return False
    head = next((number for number, line in enumerate(lines) if line.endswith("{")), None)
    return head is not None and ")" in "".join(lines[: head + 1])


def faults(root: pathlib.Path):
    for file in sorted([*root.glob("server/**/*.?pp"), *root.glob("gis/**/*.?pp")]):
        name = file.relative_to(root).as_posix()
        lines = file.read_text().splitlines()
        yield from include_faults(name, lines)
        yield from length_faults(name, lines)


if __name__ == "__main__":
    found = list(faults(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")))
    print("\n".join(found) or "layers: ok")
    sys.exit(bool(found))
