"""`bin/bench --parts 50000`: a warehouse of so many parts, `--places 1000` and `--movements 5000000`.

The parts are read in from a file, as a person brings it; places and movements are written straight into the store: of each four
one is a receipt of ten, two are issues, one is a transfer to the next place, over a year, and what lies where and is worth what
is their sum. `kardan doctor` proves all of it first, so that what is measured is a warehouse that holds. Then wrk asks for what a
part has over all places, for its card and for parts by their codes, each time for another one, and posts issues of one line.
"""
import csv
import json
import random
import re
import tempfile
import time
import urllib.parse
from pathlib import Path

from forms import form_to
from portal import ROOT, Portal

ASKED = 4_000
FORMS = 20_000
AT_ONCE = 200_000
COST = 1_000
# What a walk through the movements costs elsewhere: of each four, the places' and the days' numbers are spread.
MOVEMENTS = """
    WITH RECURSIVE n (i) AS (SELECT {start} UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {end}),
    spread (i, part, step, place) AS (
        SELECT i, {first} + (i / 4) % {parts}, i % 4, (i / 4 * 7 + i / 4 / {parts}) % {places} FROM n)
    INSERT INTO stock_movement (part_id, quantity, from_id, to_id, owner, condition, value_in, value_out, on_day, why, made_at)
    SELECT part, CASE step WHEN 0 THEN 10 WHEN 1 THEN 2 WHEN 2 THEN 1 ELSE 3 END,
           CASE step WHEN 0 THEN {supplier} ELSE {place} + place END,
           CASE step WHEN 0 THEN {place} + place WHEN 3 THEN {place} + (place + 1) % {places} ELSE {customer} END,
           'company', 'new', CASE step WHEN 0 THEN 10 * {cost} ELSE 0 END,
           CASE step WHEN 1 THEN 2 * {cost} WHEN 2 THEN {cost} ELSE 0 END,
           {today} - 364 + {day}, CASE step WHEN 0 THEN 'purchase' WHEN 3 THEN 'transfer' ELSE 'usage' END, {now}
    FROM spread ORDER BY i
"""
BALANCES = """
    INSERT INTO stock_balance (part_id, place_id, owner, condition, serial, lot, quantity)
    SELECT part_id, place_id, 'company', 'new', '', '', sum(quantity) FROM (
        SELECT part_id, to_id AS place_id, quantity FROM stock_movement WHERE part_id BETWEEN {first} AND {last}
        UNION ALL
        SELECT part_id, from_id, -quantity FROM stock_movement WHERE part_id BETWEEN {first} AND {last}) moved
    WHERE place_id BETWEEN {place} AND {place} + {places} - 1 GROUP BY part_id, place_id ORDER BY part_id, place_id
"""
WORTHS = """
    INSERT INTO stock_worth (part_id, quantity, value)
    SELECT part_id, sum(CASE WHEN value_in > 0 THEN quantity WHEN value_out > 0 THEN -quantity ELSE 0 END),
           sum(value_in - value_out) FROM stock_movement WHERE part_id BETWEEN {first} AND {last} GROUP BY part_id
"""


def code(number):
    return f"BN-{number:06d}"


def barcode(number):
    """Thirteen digits, the last of which is checked."""
    digits = f"62{number:010d}"
    return digits + str(-sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10)


def catalogue(folder, count):
    head = next(csv.reader(open(ROOT / "Samples/arman/parts.csv", encoding="utf-8")))
    known = {"کد قطعه": code, "نام قطعه": lambda number: f"قطعه آزمون {number % 997} {number}",
             "شماره سازنده": lambda number: f"MK{number:07d}", "بارکد": barcode}
    place = Path(folder) / "parts.csv"
    with open(place, "w", encoding="utf-8", newline="") as out:
        rows = ([known[name](number) if name in known else "" for name in head] for number in range(1, count + 1))
        csv.writer(out).writerows([head, *rows])
    return place


def read_in(portal, file, count):
    """Seconds in which the catalogue was read in."""
    report = file.with_suffix(".json")
    began = time.monotonic()
    portal.command("import", "parts", file, "--company", "arman", "--report", report, timeout=7200)
    refused = json.loads(report.read_text())["refused"]
    assert not refused, refused[:3]
    seconds = time.monotonic() - began
    return seconds, f"{count:,} parts were read in within {seconds:.1f} s ({count / seconds:,.0f}/s)."


def execute(portal, statement):
    with portal.store() as store:
        if portal.database:
            store.execute("SET statement_timeout = 0")
        store.execute(statement)


def filled(portal, parts, places, movements):
    """Writes places, movements and what they come to."""
    first, last = portal.rows("SELECT min(id), max(id) FROM spare_part WHERE code LIKE 'BN-%'")[0]
    assert last - first + 1 == parts, "the parts are not numbered one after the other"
    single = dict(portal.rows("SELECT kind, id FROM stock_place WHERE kind IN ('supplier', 'customer')"))
    execute(portal, f"""
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {places})
        INSERT INTO stock_place (code, name_fa, kind, made_at)
        SELECT 'BP' || i, 'انبار ' || i, 'central', {int(time.time())} FROM n ORDER BY i""")
    place = portal.rows("SELECT min(id) FROM stock_place WHERE code LIKE 'BP%'")[0][0]
    known = {
        "first": first, "last": last, "parts": parts, "places": places, "place": place, "cost": COST,
        "supplier": single["supplier"], "customer": single["customer"], "now": int(time.time()),
        "today": int(time.time() // 86_400), "day": f"(i * 364 / {movements})"}
    for start in range(0, movements, AT_ONCE):
        execute(portal, MOVEMENTS.format(start=start, end=min(start + AT_ONCE, movements), **known))
        print(f"{min(start + AT_ONCE, movements):,} movements", flush=True)
    execute(portal, BALANCES.format(**known))
    execute(portal, WORTHS.format(**known))
    execute(portal, "ANALYZE")
    return first, place


def proved(portal):
    """Seconds in which the doctor proves what lies where, beside all else."""
    began = time.monotonic()
    said = portal.command("doctor", "--company", "arman", timeout=3600)
    assert "ok" in said, said
    return time.monotonic() - began


def asked(parts, first, cookie):
    numbers = random.Random(7).sample(range(1, parts + 1), min(ASKED, parts))

    def requests(path):
        return [("GET", path(number), cookie, "") for number in numbers]

    def typed(number):
        return (code(number), code(number).replace("-", "").lower(), f"MK{number:07d}", barcode(number))[number % 4]

    return {
        "a part over all places": requests(lambda number: "/arman/stock?q=" + code(number)),
        "a part's card, first page": requests(lambda number: f"/arman/stock/cards/{first + number - 1}"),
        "search by any code": requests(lambda number: "/arman/parts?q=" + urllib.parse.quote(typed(number))),
    }


def issues(portal, cookie):
    """One issue of one piece for each of so many shelves, as forms ready to be sent."""
    status, _, page = portal.request("GET", "/arman/stock/papers/new?kind=issue", cookie=cookie)
    assert status == 200, status
    fields = form_to(page, "/stock/papers").fields
    lies = portal.rows(
        "SELECT b.place_id, s.code FROM stock_balance b JOIN spare_part s ON s.id = b.part_id "
        f"WHERE s.code LIKE 'BN-%' AND b.quantity > 0 ORDER BY b.id LIMIT {FORMS}")
    requests = []
    for number, (place, part) in enumerate(lies):
        typed = {"kind": "issue", "from": place, "reason": "usage", "code1": part, "quantity1": 1, "key": f"bench-{number}"}
        requests.append(("POST", "/arman/stock/papers", cookie, urllib.parse.urlencode(fields | typed)))
    return requests


def run(portal, label, parts, first, measured, seconds, folder):
    portal.start()
    cookie = "kardan_session=" + portal.session("stock_manager")
    lines = []
    for what, requests in asked(parts, first, cookie).items():
        status, _, page = portal.request("GET", requests[0][1], cookie=cookie)
        assert status == 200, f"{requests[0][1]}: {status}"
        measured([portal.port], requests, 2, folder)
        found = measured([portal.port], requests, seconds, folder)
        lines.append(
            f"| {what} | {label} | {found['rate']:,.0f} | {found['p50']:.1f} | {found['p95']:.1f} | {found['p99']:.1f} | "
            f"{len(page.encode()) / 1000:.1f} |")
        print(lines[-1], flush=True)
    forms = issues(portal, cookie)
    status, _, page = portal.request("POST", forms[0][1], dict(urllib.parse.parse_qsl(forms[0][3], True)), cookie)
    assert status == 303, f"an issue is refused: {status} {re.sub('<[^>]*>', ' ', page)[-600:]}"
    before = portal.rows("SELECT count(*) FROM stock_paper")[0][0]
    found = measured([portal.port], forms[1:], min(seconds, 8), folder, counted=True)
    time.sleep(0.5)
    stored = portal.rows("SELECT count(*) FROM stock_paper")[0][0] - before
    lines.append(
        f"| posting an issue | {label} | {found['rate']:,.0f} | {found['p50']:.1f} | {found['p95']:.1f} | {found['p99']:.1f} | |")
    print(lines[-1], flush=True)
    portal.stop()
    note = (f"{label}: {found['acknowledged']:,} issues acknowledged, {stored:,} stored, {found['refused']} refused, "
            f"{found['failed']} failed, of {len(forms):,} forms.")
    return lines, note


def main(parts, places, movements, program, engines, server, measured, seconds):
    """Markdown. - measured: bench's own, which lets wrk ask."""
    lines = ["| of the warehouse | stores | requests/s | p50 ms | p95 ms | p99 ms | kB |", "|---|---|--:|--:|--:|--:|--:|"]
    notes = [f"{parts:,} parts, {places:,} places, {movements:,} movements."]
    for engine in engines:
        label = "files" if engine == "sqlite" else "PostgreSQL"
        portal = Portal(
            tempfile.mkdtemp(prefix="kardan-bench-stock-"), program, server if engine == "postgres" else None)
        try:
            portal.command("demo", timeout=900)
            with tempfile.TemporaryDirectory(prefix="kardan-bench-files-") as folder:
                _, note = read_in(portal, catalogue(folder, parts), parts)
                notes.append(f"{label}: {note}")
                first, _ = filled(portal, parts, places, movements)
                notes.append(f"{label}: what lies where was proved within {proved(portal):.1f} s, with all that the doctor looks at.")
                found, note = run(portal, label, parts, first, measured, seconds, folder)
                notes.append(f"{note} All was proved again within {proved(portal):.1f} s.")
                lines += found
        finally:
            portal.remove()
    return "\n".join([*lines, "", *[f"- {note}" for note in notes]])
