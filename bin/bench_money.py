"""What `bin/bench --parts money` measures: how fast fees are priced, and the pages and runs of a finance department."""
import csv
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "Tests/Browser"))
from forms import form_to  # noqa: E402

SAMPLES = ROOT / "Samples/arman"
JOBS = 100_000
RUNS = 3
# A rule that no job of the samples meets: what is left is reading the file and writing nothing.
NOTHING = "code,component,dealer,method,amount\nNONE,labour,NOBODY,fixed,1\n"


def pricing(program, folder):
    """Jobs of a file priced in a second on one core, and without reading the file; lines of the report."""
    jobs, nothing = Path(folder) / "jobs.csv", Path(folder) / "nothing.csv"
    write_jobs(jobs)
    nothing.write_text(NOTHING)
    whole = best(program, SAMPLES / "tariff.csv", jobs)
    reading = best(program, nothing, jobs)
    rules = len((SAMPLES / "tariff.csv").read_text().splitlines()) - 1
    return [
        f"`kardan fees quote` of {JOBS:,} jobs by a tariff of {rules} rules: {whole:.2f} s of one core, which is "
        f"{JOBS / whole:,.0f} jobs/s with reading the file and writing the lines; the same file by a tariff that prices "
        f"nothing {reading:.2f} s, so pricing and writing alone {JOBS / (whole - reading):,.0f} jobs/s."]


def write_jobs(path):
    """The sample's jobs again and again, each time with numbers and households of their own."""
    with open(SAMPLES / "finished_jobs.csv", encoding="utf-8-sig", newline="") as file:
        header, *jobs = csv.reader(file)
    number, household = header.index("number"), header.index("household")
    with open(path, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for place in range(JOBS):
            turn, job = place // len(jobs), list(jobs[place % len(jobs)])
            job[number] += f"-{turn}"
            job[household] += f"-{turn}" if job[household] else ""
            writer.writerow(job)


def best(program, tariff, jobs):
    """Seconds of processor time of the cheapest of some runs; the program prices on one core."""
    def once():
        quote = subprocess.Popen(
            [program, "fees", "quote", "--tariff", tariff, "--jobs", jobs, "--output", os.devnull], cwd=ROOT)
        _, status, used = os.wait4(quote.pid, 0)
        if status:
            sys.exit(f"bench: kardan fees quote ended with {status}")
        return used.ru_utime + used.ru_stime
    return min(once() for _ in range(RUNS))


def what_if(subject):
    """The active tariff over every job there is; lines of the report. The yardstick is reading the same rows."""
    portal, cookie = subject.portal, subject.finance
    tariff = portal.rows("SELECT id FROM tariff WHERE state = 'active' AND audience = 'dealers' ORDER BY id LIMIT 1")[0][0]
    form = form_to(subject.get(f"/arman/tariffs/{tariff}", cookie), "/what-ifs")
    fields = form.fields | {"from": "1404/01/01", "to": "1406/12/29"}
    began = time.monotonic()
    status, headers, _ = portal.request("POST", form.action, fields, cookie)
    if status != 303:
        sys.exit(f"bench: {form.action} answers {status}")
    run = headers["Location"].rsplit("/", 1)[1]
    while True:
        state, jobs, done = portal.rows("SELECT state, jobs, done FROM what_if WHERE id = ?", int(run))[0]
        if state != "running":
            break
        time.sleep(0.05)
    took = time.monotonic() - began
    if state != "done":
        sys.exit(f"bench: the what-if is {state}")
    began = time.monotonic()
    portal.rows("SELECT facts, payable FROM calculation")
    reading = time.monotonic() - began
    return [
        f"a tariff run over {done:,} of {jobs:,} past jobs in {took:.1f} s ({done / took:,.0f} jobs/s); only reading what was "
        f"computed for them, by another program, took {reading:.2f} s."]


def preview(subject, dealers=100, lines=50_000):
    """A new payout's page over so many dealers and lines; lines of the report. The yardstick is the bare sum by dealer."""
    portal = subject.portal
    subject.stop()
    with portal.store() as store:
        approve_all(store, dealers, lines)
    subject.start()
    count, found = portal.rows(
        "SELECT count(*), count(DISTINCT c.dealer_id) FROM claim_line l JOIN claim c ON c.id = l.claim_id "
        "JOIN ledger_entry e ON e.claim_id = c.id AND e.kind = 'fee' "
        "WHERE NOT EXISTS (SELECT 1 FROM payout_entry p WHERE p.entry_id = e.id)")[0]
    month = portal.rows("SELECT max(period_year * 100 + period_month) FROM claim")[0][0]
    path = f"/arman/payouts/new?month=jalali:{month // 100}-{month % 100}&scope=all"
    page = timed(lambda: subject.get(path, subject.finance))
    bare = timed(lambda: portal.rows(
        "SELECT e.dealer_id, sum(e.amount) FROM ledger_entry e WHERE NOT EXISTS "
        "(SELECT 1 FROM payout_entry p WHERE p.entry_id = e.id) GROUP BY e.dealer_id"))
    return [
        f"a payout's preview over {found} dealers and {count:,} approved lines in {page * 1000:.0f} ms; only adding up their "
        f"accounts by dealer, by another program, took {bare * 1000:.0f} ms."]


def timed(work, runs=5):
    """Seconds of the middle one of some runs."""
    def once():
        began = time.monotonic()
        work()
        return time.monotonic() - began
    return statistics.median(once() for _ in range(runs))


def approve_all(store, dealers, lines):
    """Straight into the store: every claim approved as it was asked, until there are so many lines, of so many dealers."""
    store.execute(
        f"""
        INSERT INTO dealer (code, name, manager, mobile, sheba, national_id, grade, city_id, daily_capacity, contract_from,
                            contract_to, state)
        SELECT code || '-2', name, manager, mobile, sheba, national_id, grade, city_id, daily_capacity, contract_from, 40000,
               state
        FROM dealer ORDER BY id LIMIT (SELECT CASE WHEN count(*) < {dealers} THEN {dealers} - count(*) ELSE 0 END FROM dealer)
        """)
    store.execute("UPDATE dealer SET contract_to = 40000")
    store.execute(
        """
        UPDATE claim SET dealer_id = (SELECT t.id FROM dealer d JOIN dealer t ON t.code = d.code || '-2'
                                      WHERE d.id = claim.dealer_id)
        WHERE id % 2 = 0 AND state IN ('draft', 'submitted') AND EXISTS (
            SELECT 1 FROM dealer d JOIN dealer t ON t.code = d.code || '-2' WHERE d.id = claim.dealer_id)
        """)
    last = store.execute(
        f"""
        SELECT max(claim_id) FROM (SELECT l.claim_id FROM claim_line l JOIN claim c ON c.id = l.claim_id
        WHERE c.state IN ('draft', 'submitted') ORDER BY l.claim_id LIMIT {lines}) chosen
        """).fetchone()[0]
    chosen = f"state IN ('draft', 'submitted') AND id <= {last}"
    store.execute(
        f"""
        INSERT INTO ledger_entry (dealer_id, at, on_day, kind, amount, claim_id)
        SELECT c.dealer_id, 0, j.completed_on, 'fee', c.claimed, c.id FROM claim c JOIN job j ON j.id = c.job_id
        WHERE c.{chosen.replace("AND id", "AND c.id")}
        """)
    store.execute(
        f"""
        INSERT INTO open_entry (entry_id, dealer_id, day, kind, amount)
        SELECT e.id, e.dealer_id, e.on_day, e.kind, e.amount FROM ledger_entry e JOIN claim c ON c.id = e.claim_id
        WHERE e.kind = 'fee' AND c.{chosen.replace("AND id", "AND c.id")}
        """)
    store.execute(f"UPDATE claim_line SET approved = claimed WHERE claim_id IN (SELECT id FROM claim WHERE {chosen})")
    store.execute(
        f"""
        UPDATE claim SET approved = claimed, state = 'approved', decided_by = 1, decided_at = 0,
            submitted_at = coalesce(submitted_at, 0) WHERE {chosen}
        """)
