"""How fast the desk finds a customer and a machine among very many: `bin/bench --customers 1000000`.

100,000 warranty cards are read in, 3 % of them faulty, and read in again; then so many customers with a machine each, as a
file of buyers brings them. A million takes long: it is done in files of 100,000. Then wrk asks by number, by its last digits,
by serial and by name, each time for another one, and for the passport of a machine that has been repaired most.
"""
import csv
import json
import random
import tempfile
import time
import urllib.parse
from pathlib import Path

from portal import Portal

CARDS = 100_000
AT_ONCE = 100_000
# More than are answered while wrk asks: what runs out would leave it waiting.
ASKED = 60_000
FIRST = ["زهرا", "مینا", "علی", "رضا", "سارا", "نرگس", "حسین", "پروین", "بهرام", "لیلا", "کاوه", "شیرین"]
LAST = ["کریمی", "رضایی", "کاظمی", "احمدی", "موسوی", "نوری", "صادقی", "جعفری", "رستمی", "قاسمی", "یوسفی", "تهرانی"]
HEAD = ["سریال", "کد مدل", "شماره کارت", "تاریخ فروش", "تاریخ تولید", "نام مشتری", "همراه", "شهر"]


def name(number):
    """Many are called alike, as people are; the middle syllables make some thousands of names."""
    return f"{FIRST[number % 12]} {LAST[number // 12 % 12]}‌{FIRST[number // 144 % 12]}"


def written(folder, file, rows):
    place = Path(folder) / file
    with open(place, "w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([HEAD, *rows])
    return place


def card(number, model):
    """One in 33 is faulty: a model that nobody knows, a card that another has, a day that has not come."""
    faults = {0: {1: "NONE-1"}, 1: {2: "K-0000001"}, 2: {3: "1499/01/01"}}
    row = [f"BC{number:08d}", model, f"K-{number:07d}", "1405/03/10", "1404/11/20", "", "", ""]
    if number % 33 == 32:
        for place, text in faults[number // 33 % 3].items():
            row[place] = text
    return row


def buyer(number, model):
    return [f"BU{number:08d}", model, "", "1404/06/15", "", name(number), f"0935{number:07d}", "تهران"]


def read_in(portal, file):
    """Seconds, and what came of it."""
    report = file.with_suffix(".json")
    began = time.monotonic()
    portal.command("import", "cards", file, "--company", "arman", "--report", report, timeout=7200)
    return time.monotonic() - began, json.loads(report.read_text())


def asked(count, cookie):
    """What is typed → requests, each for another customer."""
    numbers = random.Random(7).sample(range(count), min(ASKED, count))

    def requests(typed):
        return [("GET", "/arman/jobs/known?q=" + urllib.parse.quote(typed(number)), cookie, "") for number in numbers]

    return {
        "finding by number": requests(lambda number: f"0935{number:07d}"),
        "finding by the last seven digits": requests(lambda number: f"{number:07d}"),
        "finding by serial": requests(lambda number: f"BU{number:08d}"),
        "finding by name": requests(name),
    }


def passport(portal, cookie):
    """The page of a machine with several jobs."""
    serial = portal.rows(
        "SELECT u.serial FROM unit u JOIN job j ON j.unit_id = u.id GROUP BY u.id, u.serial ORDER BY count(*) DESC LIMIT 1")[0][0]
    return [("GET", "/arman/units/" + urllib.parse.quote(serial), cookie, "")]


def cards(portal, folder, model, count):
    file = written(folder, "cards.csv", (card(number, model) for number in range(1, count + 1)))
    seconds, first = read_in(portal, file)
    again, second = read_in(portal, file)
    added = portal.rows("SELECT added FROM import ORDER BY id DESC LIMIT 1")[0][0]
    return (
        f"{count:,} warranty cards were read in within {seconds:.0f} s ({count / seconds:,.0f}/s), {len(first['refused']):,} "
        f"refused; the same file again in {again:.0f} s added {added}, {len(second['refused']):,} refused.")


def customers(portal, folder, model, count):
    began = time.monotonic()
    for start in range(0, count, AT_ONCE):
        rows = (buyer(number, model) for number in range(start, min(start + AT_ONCE, count)))
        _, report = read_in(portal, written(folder, f"buyers-{start}.csv", rows))
        assert not report["refused"], report["refused"][:3]
        print(f"{min(start + AT_ONCE, count):,} customers after {time.monotonic() - began:.0f} s", flush=True)
    seconds = time.monotonic() - began
    return f"{count:,} customers, each with a machine and its card, were read in within {seconds:.0f} s ({count / seconds:,.0f}/s)."


def main(count, program, measured, seconds):
    """Markdown. - measured: bench's own, which lets wrk ask."""
    portal = Portal(tempfile.mkdtemp(prefix="kardan-bench-desk-"), program)
    try:
        portal.command("demo", "--jobs", "1000", timeout=900)
        model = portal.rows("SELECT code FROM product_model ORDER BY id LIMIT 1")[0][0]
        with tempfile.TemporaryDirectory(prefix="kardan-bench-files-") as folder:
            notes = [cards(portal, folder, model, min(CARDS, count)), customers(portal, folder, model, count)]
            portal.start()
            cookie = "kardan_session=" + portal.session("reception")
            lines = ["| among many | customers | requests/s | p50 ms | p95 ms | p99 ms | kB |", "|---|--:|--:|--:|--:|--:|--:|"]
            for what, requests in (asked(count, cookie) | {"the passport of a machine": passport(portal, cookie)}).items():
                status, _, page = portal.request("GET", requests[0][1], cookie=cookie)
                assert status == 200, f"{requests[0][1]}: {status}"
                measured([portal.port], requests, 2, folder)
                found = measured([portal.port], requests, seconds, folder)
                lines.append(
                    f"| {what} | {count:,} | {found['rate']:,.0f} | {found['p50']:.1f} | {found['p95']:.1f} | "
                    f"{found['p99']:.1f} | {len(page.encode()) / 1000:.1f} |")
                print(lines[-1], flush=True)
            portal.stop()
        return "\n".join([*lines, "", *[f"- {note}" for note in notes]])
    finally:
        portal.remove()
