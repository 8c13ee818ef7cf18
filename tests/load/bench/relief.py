"""The relief room with a prefecture's households: reading them in beside PostgreSQL, and what is asked of them after."""

import concurrent.futures
import json
import os
import pathlib
import random
import time
import urllib.request
import uuid

from . import common, households
from .common import RELEASE
from .relief_peer import ReliefPeer

DECIDED_PART = 10  # a tenth of them is decided and paid
CITY = "410800000000"
TOWNSHIP, TOWNSHIP_LIST = "410882101000", 6_000
AT_ONCE = 2  # lists that clerks send at the same time
STANDARD = {"standard": "guidance-100-300", "policy": "by_class", "budget_fen": 100_000_000}


class Site:
    """An Anlan with a campaign for every county, and everybody who has to do with it."""

    def __init__(self, path, prefecture):
        self.anlan = common.Anlan(path).prepare()
        self.prefecture = prefecture
        self.manager = self.anlan.account("bench-manager", "administrator", CITY)
        self.auditor = self.anlan.account("bench-auditor", "auditor", CITY)
        self.tokens, self.campaigns = {}, {}
        with self.anlan.serve():
            for part in prefecture.parts:
                if part.county not in self.campaigns:
                    for number in range(3):
                        self.open_account("county_reviewer", part.county, number)
                    self.campaigns[part.county] = self.open_campaign(part.county)
                if ("township_clerk", part.township, 0) not in self.tokens:
                    self.open_account("township_clerk", part.township, 0)

    def command(self, operation, params, token):
        return self.anlan.call(operation, {"command_id": str(uuid.uuid4()), **params}, token)

    def open_account(self, role, division, number):
        name = f"{role.split('_')[1]}-{division}-{number}"
        account = self.command("account.open", {"name": name, "display_name": name, "role": role, "division": division,
                                                "password": common.Anlan.password}, self.manager)["account"]
        told = self.command("account.issue_token", {"account": account["account"], "expected_version": account["version"],
                                                    "label": "bench"}, self.manager)
        self.tokens[role, division, number] = told["token"]

    def open_campaign(self, county):
        return self.command("campaign.open", {"name": "冬春救助 2026", "division": county, "from": "2026-12-01",
                                              "until": "2027-05-31"}, self.county(county))["campaign"]["campaign"]

    def county(self, county, number=0):
        return self.tokens["county_reviewer", county, number]

    def clerk(self, township):
        return self.tokens["township_clerk", township, 0]

    def send(self, part):
        """A clerk's list, as the browser sends it; how many of its rows were taken."""
        body = f'{{"campaign":"{self.campaigns[part.county]}","dry_run":false,"rows":'.encode() + part.rows.read_bytes() + b"}"
        request = urllib.request.Request(f"http://127.0.0.1:{self.anlan.port}/api/household.import", body,
                                         {"Content-Type": "application/json",
                                          "Authorization": f"Bearer {self.clerk(part.township)}"})
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)["taken"]


def spent(pid):
    """Seconds of processor time of a process."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def peak_memory(pid):
    """In MB."""
    lines = pathlib.Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def read_in(site):
    """Rows per second of the whole import, and the server's peak of memory after a fifth of it and at its end."""
    parts = site.prefecture.parts
    few = max(1, len(parts) // 5)
    with site.anlan.serve() as server, concurrent.futures.ThreadPoolExecutor(AT_ONCE) as clerks:
        before, start = spent(server.pid), time.monotonic()
        taken = sum(clerks.map(site.send, parts[:few]))
        memory = peak_memory(server.pid)
        taken += sum(clerks.map(site.send, parts[few:]))
        seconds = time.monotonic() - start
        common.say(f"  read in: {seconds:.1f} s, of which {spent(server.pid) - before:.1f} s of the processor")
        if taken != site.prefecture.households - site.prefecture.faults:
            raise RuntimeError(f"{taken} rows were taken")
        return site.prefecture.households / seconds, memory, peak_memory(server.pid)


def read_in_by_peer(prefecture):
    with common.folder() as path:
        peer = ReliefPeer(path)
        with peer.serve(core=common.SERVER_CORE):
            start = time.monotonic()
            peer.take(prefecture.parts)
            seconds = time.monotonic() - start
            if peer.count() != prefecture.households - prefecture.faults:
                raise RuntimeError("PostgreSQL took another number of rows")
            return prefecture.households / seconds


def against_postgres(prefecture, rounds, folder):
    """The rows of the table, and the site of the last round."""
    sites = []

    def run(subject):
        if subject == "PostgreSQL":
            return read_in_by_peer(prefecture)
        sites.append(Site(folder / str(len(sites)), prefecture))
        return read_in(sites[-1])
    results = common.interleaved(rounds, ["anlan", "PostgreSQL"], run)
    mine = common.median([rows for rows, _, _ in results["anlan"]])
    theirs = common.median(results["PostgreSQL"])
    few = common.median([memory for _, memory, _ in results["anlan"]])
    many = common.median([memory for _, _, memory in results["anlan"]])
    count = f"{prefecture.households:,} households"
    return [common.row(f"{count} read in, sealed, journalled and checked, rows/s", mine,
                       ("PostgreSQL, same work", theirs, common.ratio(mine, theirs), (">=", 2))),
            common.row("the same: most memory, MB", many,
                       ("after a fifth of them", few, many / few, ("<=", 1.1)))], sites[-1]


def read_in_township(folder, rounds):
    """Seconds from a township's whole list to its last household in the register."""
    township = households.make(folder, TOWNSHIP_LIST, only=TOWNSHIP)
    rates = []
    for number in range(rounds):
        rate, _, _ = read_in(Site(folder / str(number), township))
        rates.append(rate)
    return TOWNSHIP_LIST / common.median(rates)


def questions(site):
    """By name: lines for relief.lua. As the city's duty officer, county reviewers and township clerks ask them."""
    rng = random.Random(7)
    prefecture, campaigns = site.prefecture, site.campaigns
    townships = sorted({part.township for part in prefecture.parts})
    villages = [village for codes in households.villages().values() for village in codes]

    def line(token, params):
        return f"{token}\thousehold.list\t{json.dumps(params)}"

    def at(village, more):
        county = village[:6] + "000000"
        place = {"after": {"village": village, "number": rng.randrange(prefecture.households)}}
        return {"campaign": campaigns[county], "division": county, "limit": 50, **(place if rng.random() < 0.7 else {}), **more}

    def asker(village):
        return rng.choice((site.anlan.city, site.county(village[:6] + "000000")))
    pages, filters, searches = [], [], []
    for village in rng.choices(villages, k=3_000):
        pages.append(line(asker(village), at(village, {})))
        filters.append(line(asker(village), at(village, {"class": rng.choice(households.CLASSES), "state": "entered"})))
    for township in rng.choices(townships, k=1_000):
        own = {"campaign": campaigns[township[:6] + "000000"], "division": township}
        pages.append(line(site.clerk(township), own))
        filters.append(line(site.clerk(township), {**own, "class": rng.choice(households.CLASSES)}))
    for county, name in rng.choices(prefecture.names, k=3_000):
        typed = {"campaign": campaigns[county], "division": county, "name": name[:rng.randint(1, 3)]}
        searches.append(line(rng.choice((site.anlan.city, site.county(county))), typed))
        searches.append(line(site.county(county), {**typed, "class": rng.choice(households.CLASSES)}))
    for village in rng.choices(villages, k=1_000):
        searches.append(line(asker(village), {"campaign": campaigns[village[:6] + "000000"], "division": village}))
    known = rng.choices(prefecture.numbers, k=2_000)
    doubles = [f"{site.auditor}\thousehold.match\t{json.dumps({'id_number': number})}" for number in known]
    for lines in (pages, filters, searches):
        rng.shuffle(lines)
    return {"list page": pages, "filter": filters, "search": searches, "ID duplicate check": doubles}


def ask(site, folder):
    """p99 in milliseconds by kind of question, through the HTTP door."""
    out = {}
    with site.anlan.serve():
        for name, lines in questions(site).items():
            file = folder / "questions"
            file.write_text("\n".join(lines), encoding="utf-8")
            result = common.wrk_result("relief.lua", 1, 10, f"http://127.0.0.1:{site.anlan.port}/", file)
            out[name] = result["p99_us"] / 1_000 if result else float("nan")
            common.say(f"  {name}: p50 {result and result['p50_us'] / 1_000:.2f} ms, p99 {out[name]:.2f} ms")
    return out


def decide_and_pay(site):
    """Seconds of freezing lists and making the bank's files for a tenth of the households, and how many they were."""
    wanted, lists, count = site.prefecture.households // DECIDED_PART, [], 0
    with site.anlan.serve():
        for county, campaign in site.campaigns.items():
            villages = site.anlan.call("campaign.get", {"campaign": campaign})["villages"]
            for village in villages:
                if count < wanted and village["households"] > 0:
                    lists.append((county, {"campaign": campaign, "village": village["village"]}))
                    count += village["households"]
    text = "".join(f"{each['campaign']} {each['village']}\n" for _, each in lists)
    common.run([RELEASE / "relief_bench", site.anlan.data], input=text, timeout=1800)
    frozen, sent, rest = 0.0, 0.0, time.monotonic()
    with site.anlan.serve():
        for county, which in lists:
            first, second, payer = (site.county(county, number) for number in range(3))
            start = time.monotonic()
            at = {**which, "stage": "county_decision"}
            answer = site.command("gate.freeze", {**at, **STANDARD}, first)["list"]
            frozen += time.monotonic() - start
            freeze = answer["evidence"]["freeze"]
            for signer in (first, second):
                site.command("gate.sign", {**at, "snapshot": freeze["snapshot"]}, signer)
            site.command("gate.pass", at, second)
            at["stage"] = "allotment"
            site.command("gate.allot", {**at, "document": "压测〔2026〕1号", "fen": freeze["total_fen"]}, first)
            site.command("gate.pass", at, first)
            at["stage"] = "payment"
            start = time.monotonic()
            site.command("payment.send", {**at, "purpose": "压测"}, payer)
            sent += time.monotonic() - start
    common.say(f"  {count} households on {len(lists)} lists: frozen in {frozen:.1f} s, files made in {sent:.1f} s, with signatures "
               f"and allotments {time.monotonic() - rest:.1f} s")
    return frozen + sent, count


def compare_policies(site):
    """Seconds of three policies over the whole prefecture's lists, a county after the other."""
    with site.anlan.serve():
        start = time.monotonic()
        for county, campaign in site.campaigns.items():
            site.anlan.call("plan.compare", {"campaign": campaign, "division": county, "standard": STANDARD["standard"],
                                             "budget_fen": 60_000_000_000, "lists": "all"}, site.county(county))
        return time.monotonic() - start


def run_rules(site):
    """Seconds of the whole pack over all counties' lists."""
    with site.anlan.serve():
        start = time.monotonic()
        found = 0
        for county, campaign in site.campaigns.items():
            began = time.monotonic()
            counts = site.anlan.call("rule.run", {"campaign": campaign, "division": county}, site.auditor)
            found += sum(rule["count"] for rule in counts["rules"])
            common.say(f"  rules over {county}: {counts['households']} households, {time.monotonic() - began:.1f} s")
        common.say(f"  {found} findings")
        return time.monotonic() - start


def bounded(what, value, bound):
    return common.row(what, value, ("bound", bound, value / bound, ("<=", 1.0)))


def measure(rounds, count=1_000_000):
    with common.folder() as lists, common.folder() as list_of_one, common.folder() as folder:
        prefecture = households.make(lists, count)
        rows, site = against_postgres(prefecture, rounds, folder)
        rows.append(bounded(f"a township's {TOWNSHIP_LIST:,} households read in, s", read_in_township(list_of_one, rounds), 10))
        asked = [ask(site, folder) for _ in range(rounds)]
        for name in asked[0]:
            bound = 1 if name.startswith("ID") else 50
            rows.append(bounded(f"{name}, p99, ms", common.median([each[name] for each in asked]), bound))
        planned = common.median([compare_policies(site) for _ in range(rounds)])
        rows.append(common.row("three policies over all lists, a county after the other, s", planned))
        seconds, decided = decide_and_pay(site)
        rows.append(bounded(f"freeze and payment files of {decided:,} households, s", seconds, 15))
        rows.append(bounded("the whole rule pack, s", common.median([run_rules(site) for _ in range(rounds)]), 60))
        return rows
