"""`bin/bench --surveys 1000000`: a company of so many closed jobs, `--month 100000` of them of the last month.

Customers, jobs and the surveys of all earlier jobs are written straight into the store; the list of the month is made by the walk
that does it each hour, and measured from its first step to its last, with what the process holds meanwhile, tenth by tenth:
memory must not grow with the jobs. Then an agent asks for the next call, time after time, and gives each back.
"""
import re
import tempfile
import time
from pathlib import Path

from forms import form_to
from portal import Portal

TENTHS = 10
PATIENCE = 4 * 3_600
AT_ONCE = 200_000
CALLS = 300
DAY = 86_400
# Days in which a customer may be called: the walk goes through all jobs that ended in them.
AFTER, UNTIL = 3, 33
SETTINGS = {"from": 0, "to": 1_440, "after_days": AFTER, "until_days": UNTIL}
CUSTOMERS = """
    WITH RECURSIVE n (i) AS (SELECT {start} UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {end})
    INSERT INTO customer (mobile, name, made_at) SELECT '+98' || (9990000000 + i), 'مشتری ' || i, {now} FROM n ORDER BY i
"""
# Jobs of the last month come first; the earlier ones lie so far back that nobody rests for their sake.
JOBS = """
    WITH RECURSIVE n (i) AS (SELECT {start} UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {end}),
    like_it AS (SELECT row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS all_of, j.* FROM job j
                WHERE j.state IN ('done', 'closed') AND j.outcome = 'completed' AND j.dealer_id IS NOT NULL
                    AND j.number NOT LIKE 'BENCH-%'),
    ended (i, at) AS (SELECT i, CASE WHEN i < {month}
        THEN {now} - {until} * 86400 + 600 + CAST(i AS BIGINT) * (({until} - {after}) * 86400 - 1200) / {month}
        ELSE {now} - 250 * 86400 - (CAST(i AS BIGINT) - {month}) * 500 * 86400 / {count} END FROM n)
    INSERT INTO job (number, service_type, state, customer_id, unit_id, group_id, city_id, province_id, address, stated_fault,
                     received_at, received_on, dealer_id, accepted_at, completed_at, completed_on, outcome, warranty)
    SELECT 'BENCH-' || e.i, t.service_type, 'closed', {customer} + e.i % {month}, t.unit_id, t.group_id, t.city_id, t.province_id,
           t.address, t.stated_fault, e.at - 86400, (e.at - 86400) / 86400, t.dealer_id, e.at - 80000, e.at, e.at / 86400,
           'completed', 'in'
    FROM ended e JOIN like_it t ON t.place = e.i % t.all_of ORDER BY e.i
"""
SURVEYS = """
    INSERT INTO survey (job_id, customer_id, dealer_id, rule_id, completed_on, month, state, omission, made_at, call_at, until_at)
    SELECT j.id, j.customer_id, j.dealer_id, {rule}, j.completed_on, '1403-1', 'out', 'sampled', j.completed_at, j.completed_at,
           j.completed_at
    FROM job j WHERE j.number LIKE 'BENCH-%' AND j.completed_at < {now} - 200 * 86400 ORDER BY j.id
"""


def execute(portal, statement):
    with portal.store() as store:
        if portal.database:
            store.execute("SET statement_timeout = 0")
        store.execute(statement)


def in_steps(portal, statement, count, known):
    for start in range(0, count, AT_ONCE):
        execute(portal, statement.format(start=start, end=min(start + AT_ONCE, count), **known))
        print(f"{min(start + AT_ONCE, count):,} of {count:,}", flush=True)


def settled(portal):
    """Served once, so that all that is done from time to time is there and done."""
    portal.start()
    give_up = time.monotonic() + 120
    while time.monotonic() < give_up:
        due = portal.rows(f"SELECT count(*) FROM run WHERE state IN ('waiting', 'running') AND not_before <= {int(time.time())}")
        if portal.rows("SELECT 1 FROM run WHERE kind = 'survey_list'") and due[0][0] == 0:
            break
        time.sleep(0.2)
    portal.stop()


def filled(portal, count, month):
    now = int(time.time())
    known = {"now": now, "count": count, "month": month, "after": AFTER, "until": UNTIL}
    in_steps(portal, CUSTOMERS, month, known)
    known["customer"] = portal.rows("SELECT min(id) FROM customer WHERE mobile LIKE '+98999%'")[0][0]
    in_steps(portal, JOBS, count, known)
    known["rule"] = portal.rows("SELECT min(id) FROM survey_rule")[0][0]
    execute(portal, SURVEYS.format(**known))
    for name, value in SETTINGS.items():
        execute(portal, f"INSERT INTO setting (name, value) VALUES ('survey_{name}', '{value}') "
                        "ON CONFLICT (name) DO UPDATE SET value = excluded.value")
    # Nothing else goes on beside what is measured, and who is called already waits no more.
    execute(portal, "UPDATE survey SET state = 'expired', holder_id = NULL WHERE state = 'waiting'")
    execute(portal, f"UPDATE run SET not_before = CASE kind WHEN 'survey_list' THEN 0 ELSE {now + 30 * DAY} END "
                    "WHERE state = 'waiting'")
    execute(portal, "ANALYZE")


def resident(portal):
    status = Path(f"/proc/{portal.server.pid}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


def walk(portal, month):
    """Starts the server; seconds of the walk from its first step on, and MiB that the process held at each tenth of it."""
    before = portal.rows("SELECT max(id) FROM survey")[0][0]
    portal.start()
    started, began, held = time.monotonic(), None, []
    while time.monotonic() - started < PATIENCE:
        done, later = portal.rows(
            f"SELECT (SELECT max(id) FROM survey) - {before}, CASE WHEN not_before > 0 THEN 1 ELSE 0 END "
            "FROM run WHERE kind = 'survey_list'")[0]
        if began is None and (done > 0 or later):
            began = time.monotonic()
        while done * TENTHS >= (len(held) + 1) * month and len(held) < TENTHS:
            held.append(resident(portal))
        if later:
            return time.monotonic() - (began or started), done, held
        time.sleep(0.05)
    raise SystemExit("bench: the walk does not end")


def calls(portal, cookie):
    """Milliseconds of each time that an agent asks for the next call, in ascending order."""
    _, _, page = portal.request("GET", "/arman/surveys", cookie=cookie)
    ask = form_to(page, "/surveys/next")
    took = []
    for _ in range(CALLS):
        began = time.perf_counter()
        status, headers, _ = portal.request("POST", ask.action, ask.fields, cookie)
        took.append(1000 * (time.perf_counter() - began))
        place = headers["Location"]
        assert status == 303 and re.fullmatch(r"/arman/surveys/calls/\d+", place), f"next answers {status} {place}"
        _, _, page = portal.request("GET", place, cookie=cookie)
        back = form_to(page, f"{place.removeprefix('/arman')}/release")
        status, _, _ = portal.request("POST", back.action, back.fields, cookie)
        assert status == 303, f"giving back answers {status}"
    return sorted(took)


def main(count, month, program, engines, server):
    """Markdown."""
    lines = []
    for engine in engines:
        label = "files" if engine == "sqlite" else "PostgreSQL"
        portal = Portal(
            tempfile.mkdtemp(prefix="kardan-bench-surveys-"), program, server if engine == "postgres" else None)
        try:
            portal.command("demo", timeout=900)
            settled(portal)
            filled(portal, count, month)
            seconds, done, held = walk(portal, month)
            waiting = portal.rows("SELECT count(*) FROM survey WHERE state = 'waiting'")[0][0]
            took = calls(portal, "kardan_session=" + portal.session("survey_agent"))
            portal.stop()
        finally:
            portal.remove()
        shown = ", ".join(f"{size:.0f}" for size in held)
        lines.append(
            f"- {label}: the list of a month of {month:,} jobs among {count:,} closed ones was made in {seconds:.1f} s "
            f"({done:,} decided, {waiting:,} to be called). The process held, tenth by tenth, {shown} MiB. The next call was given "
            f"within {took[len(took) // 2]:.1f} ms (median of {len(took)}; 99 %: {took[len(took) * 99 // 100]:.1f} ms).")
        print(lines[-1], flush=True)
    return "\n".join(lines)
