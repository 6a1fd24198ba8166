"""`bin/bench --history 200`: the same open work with a long past. A demo company, and the same with so many copies of its settled
work put before it, 90 days apart each: jobs whose claim was paid, with their visits, calculations, claims, rows of accounts and
payouts. Both are served at once and each page is asked for in turn; what a page costs should be what is open, not the years
behind it. The yardstick is the small company beside it, in the same run.
"""
import shutil
import statistics
import sys
import tempfile
import time
import urllib.parse

from portal import Portal

DAYS = 90
TURNS = 14
# Which rows are of settled work, in the order in which they refer to each other. {0} is the table of what was chosen so far.
SETTLED = {
    "payout": "SELECT id FROM payout WHERE state = 'paid'",
    "payout_item": "SELECT id FROM payout_item WHERE state = 'paid' AND payout_id IN (SELECT id FROM chosen_payout)",
    "payout_deduction": "SELECT id FROM payout_deduction WHERE item_id IN (SELECT id FROM chosen_payout_item)",
    "job": """
        SELECT DISTINCT c.job_id FROM payout_entry p JOIN ledger_entry e ON e.id = p.entry_id JOIN claim c ON c.id = e.claim_id
        WHERE p.item_id IN (SELECT id FROM chosen_payout_item) AND e.kind = 'fee' AND c.reversed_at IS NULL""",
    "assignment": "SELECT id FROM assignment WHERE job_id IN (SELECT id FROM chosen_job)",
    "visit": "SELECT id FROM visit WHERE job_id IN (SELECT id FROM chosen_job)",
    "visit_part": "SELECT id FROM visit_part WHERE visit_id IN (SELECT id FROM chosen_visit)",
    "calculation": "SELECT id FROM calculation WHERE job_id IN (SELECT id FROM chosen_job) AND recomputation_id IS NULL",
    "fee_line": "SELECT id FROM fee_line WHERE calculation_id IN (SELECT id FROM chosen_calculation)",
    "claim": "SELECT id FROM claim WHERE job_id IN (SELECT id FROM chosen_job)",
    "claim_line": "SELECT id FROM claim_line WHERE claim_id IN (SELECT id FROM chosen_claim)",
    "ledger_entry": """
        SELECT id FROM ledger_entry WHERE claim_id IN (SELECT id FROM chosen_claim)
        OR payout_item_id IN (SELECT id FROM chosen_payout_item)""",
    "payout_entry": "SELECT entry_id FROM payout_entry WHERE entry_id IN (SELECT id FROM chosen_ledger_entry)",
    "job_event": "SELECT id FROM job_event WHERE job_id IN (SELECT id FROM chosen_job)",
    "claim_event": "SELECT id FROM claim_event WHERE claim_id IN (SELECT id FROM chosen_claim)",
}
UNIQUE = {("job", "number"), ("payout", "number"), ("payout_item", "reference")}


def lengthen(store, copies):
    """Puts so many copies of what is settled before it."""
    store.execute("PRAGMA foreign_keys = OFF")
    store.execute("CREATE TEMP TABLE copy (k INTEGER PRIMARY KEY)")
    store.executemany("INSERT INTO copy VALUES (?)", [(k,) for k in range(1, copies + 1)])
    keys = {}
    for table, chosen in SETTLED.items():
        store.execute(f"CREATE TEMP TABLE chosen_{table} (id INTEGER PRIMARY KEY)")
        store.execute(f"INSERT INTO chosen_{table} {chosen}")
        keys[table] = "entry_id" if table == "payout_entry" else "id"
    width = {table: store.execute(f"SELECT max({key}) FROM {table}").fetchone()[0] for table, key in keys.items()}
    width["payout_entry"] = width["ledger_entry"]
    for table, key in keys.items():
        refers = {row[3]: row[2] for row in store.execute(f"PRAGMA foreign_key_list({table})")}
        columns = [row[1] for row in store.execute(f"PRAGMA table_info({table})")]
        values = ", ".join(moved(table, name, key, refers, width) for name in columns)
        store.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM {table} t "
            f"JOIN chosen_{table} s ON s.id = t.{key} CROSS JOIN copy")
    store.execute("ANALYZE")
    return {table: store.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("job", "ledger_entry")}


def moved(table, name, key, refers, width):
    """What stands in a column of a copy."""
    if name == key:
        return f"t.{name} + k * {width[table]}"
    if refers.get(name) in width:
        return f"t.{name} + k * {width[refers[name]]}"
    if (table, name) in UNIQUE:
        return f"t.{name} || '-' || k"
    if name.endswith("_on") or name == "on_day":
        return f"t.{name} - {DAYS} * k"
    if name.endswith("_at") or name == "at":
        return f"t.{name} - {DAYS * 86_400} * k"
    if name == "period_year":
        return "(t.period_year * 12 + t.period_month - 1 - 3 * k) / 12"
    if name == "period_month":
        return "(t.period_year * 12 + t.period_month - 1 - 3 * k) % 12 + 1"
    return f"t.{name}"


def pages(portal):
    """Name → (path, cookie)."""
    finance, manager = (
        "kardan_session=" + portal.session(role) for role in ("finance_officer", "service_manager"))
    dealer = portal.rows(
        "SELECT dealer_id FROM job WHERE dealer_id IS NOT NULL GROUP BY dealer_id ORDER BY count(*) DESC LIMIT 1")[0][0]
    code = portal.rows("SELECT code FROM dealer WHERE id = ?", dealer)[0][0]
    own = "kardan_session=" + portal.session("dealer_manager", dealer=code)
    year, month = portal.rows("SELECT period_year, period_month FROM claim ORDER BY period_year DESC, period_month DESC LIMIT 1")[0]
    name = urllib.parse.quote(portal.rows(
        "SELECT k.name FROM job j JOIN customer k ON k.id = j.customer_id ORDER BY j.id DESC LIMIT 1")[0][0].split()[-1])
    return {
        "owed to dealers": ("/arman/accrual", finance),
        "new payout's preview": (f"/arman/payouts/new?month=jalali:{year}-{month}&scope=all", finance),
        "a dealer's today": ("/arman/today", own),
        "a dealer's claims": ("/arman/claims", own),
        "search for a name": (f"/arman/jobs?q={name}", manager),
        "claims to decide": ("/arman/claims?state=submitted", finance),
        "job list": ("/arman/jobs", manager),
        "a dealer's account": (f"/arman/dealers/{code}/account", finance),
    }


def asked(portal, path, cookie):
    """Milliseconds of one answer, and its bytes."""
    began = time.perf_counter()
    status, _, page = portal.request("GET", path, cookie=cookie)
    took = (time.perf_counter() - began) * 1_000
    if status != 200:
        sys.exit(f"bench: {path} answers {status}")
    return took, len(page.encode())


def main(copies, program):
    """Markdown."""
    small = Portal(tempfile.mkdtemp(prefix="kardan-bench-small-"), program)
    small.command("demo", timeout=900)
    place = tempfile.mkdtemp(prefix="kardan-bench-long-")
    shutil.rmtree(place)
    long = Portal.copied(small.data, place, program)
    try:
        with long.store() as store:
            many = lengthen(store, copies)
        few = {table: small.rows(f"SELECT count(*) FROM {table}")[0][0] for table in many}
        for portal in (small, long):
            portal.start()
        of_small, of_long = pages(small), pages(long)
        lines = ["| page | small, ms | long, ms | long over small | kB, small and long |", "|---|--:|--:|--:|--:|"]
        for name in of_small:
            takes = {portal: [] for portal in (small, long)}
            for _ in range(TURNS + 1):
                for portal, all_pages in ((small, of_small), (long, of_long)):
                    takes[portal].append(asked(portal, *all_pages[name]))
            a, b = (statistics.median(took for took, _ in takes[portal][1:]) for portal in (small, long))
            sizes = " and ".join(f"{takes[portal][-1][1] / 1000:.0f}" for portal in (small, long))
            lines.append(f"| {name} | {a:.1f} | {b:.1f} | {b / a:.2f} | {sizes} |")
        return "\n".join([
            *lines, "",
            f"- Small: {few['job']:,} jobs and {few['ledger_entry']:,} rows in the accounts; long: {many['job']:,} and "
            f"{many['ledger_entry']:,}, to the row the same open work."])
    finally:
        for portal in (small, long):
            portal.remove()
