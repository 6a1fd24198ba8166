"""`bin/bench --units 1000000`: a company of so many installed machines, and a plan put on all of them. How long the walk takes,
how long the next one that finds nothing to do, and what the process holds meanwhile, tenth by tenth: memory must not grow
with the machines. Machines are written straight into the store; the plan is changed in the browser's way, which asks for
the walk. The yardstick is the same number of rows written by another program with the same indexes.
"""
import sys
import tempfile
import time
from pathlib import Path

from forms import form_to
from portal import Portal

TENTHS = 10
PATIENCE = 4 * 3_600


def made(count, program):
    portal = Portal(tempfile.mkdtemp(prefix="kardan-bench-plans-"), program)
    portal.command("demo", timeout=900)
    with portal.store() as store:
        plan, group = store.execute("SELECT id, group_id FROM plan_template WHERE group_id IS NOT NULL ORDER BY id").fetchone()
        last = store.execute("SELECT max(id) FROM unit").fetchone()[0]
        today = int(time.time() // 86_400)
        store.execute(
            """
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
            INSERT INTO unit (serial, model_id, customer_id, installed_on)
            SELECT 'BENCH-' || i, (SELECT min(id) FROM product_model WHERE group_id = ?),
                   1 + i % (SELECT max(id) FROM customer), ? - i % 365 FROM n
            """, (count, group, today))
        # What other plans ask of these machines is none of what is measured.
        store.execute("UPDATE plan_template SET is_retired = 1 WHERE id <> ?", (plan,))
    return portal, plan, last


def walk(portal, plan, cookie, again):
    """Changes the plan; seconds of its walk, and MiB that the process held at each tenth of it."""
    status, _, page = portal.request("GET", f"/arman/plans/templates/{plan}", cookie=cookie)
    if status != 200:
        sys.exit(f"bench: the plan's page answers {status}")
    form = form_to(page, f"/plans/templates/{plan}")
    known = portal.rows("SELECT coalesce(max(id), 0) FROM run WHERE kind = 'plan_template'")[0][0]
    status, _, _ = portal.request("POST", form.action, form.fields | {"again": str(again)}, cookie)
    if status != 303:
        sys.exit(f"bench: {form.action} answers {status}")
    began, held = time.monotonic(), []
    while time.monotonic() - began < PATIENCE:
        rows = portal.rows("SELECT state, done, total FROM run WHERE kind = 'plan_template' AND id > ?", known)
        state, done, total = rows[0] if rows else ("waiting", 0, 0)
        if total and done * TENTHS >= (len(held) + 1) * total and len(held) < TENTHS:
            held.append(resident(portal))
        if state in ("done", "failed"):
            break
        time.sleep(0.05)
    if state != "done":
        sys.exit(f"bench: the walk is {state}")
    return time.monotonic() - began, held


def resident(portal):
    status = Path(f"/proc/{portal.server.pid}/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


def bare(portal, last):
    """Seconds in which another program writes the same rows into a table with the same indexes."""
    with portal.store() as store:
        indexes = [sql for (sql,) in store.execute(
            "SELECT sql FROM sqlite_master WHERE tbl_name = 'plan_service' AND type = 'index' AND sql IS NOT NULL")]
        store.execute("CREATE TABLE bare_service AS SELECT * FROM plan_service WHERE 0")
        for sql in indexes:
            store.execute(sql.replace("plan_service", "bare_service"))
        began = time.monotonic()
        store.execute("INSERT INTO bare_service SELECT * FROM plan_service WHERE unit_id > ?", (last,))
        store.commit()
        return time.monotonic() - began


def main(count, program):
    portal, plan, last = made(count, program)
    try:
        portal.start()
        cookie = "kardan_session=" + portal.session("service_manager")
        first, held = walk(portal, plan, cookie, 6)
        rows = portal.rows("SELECT count(*) FROM plan_service WHERE unit_id > ?", last)[0][0]
        second, after = walk(portal, plan, cookie, 6)
        portal.stop()
        yardstick = bare(portal, last)
    finally:
        portal.remove()
    shown = ", ".join(f"{size:.0f}" for size in held)
    return (
        f"A plan was put on {count:,} machines in {first:.1f} s ({count / first:,.0f} machines/s, {rows:,} services); another "
        f"program writes the same rows in {yardstick:.1f} s. The next walk, which finds nothing to do, took {second:.1f} s "
        f"({count / second:,.0f} machines/s).\nThe process held, tenth by tenth, {shown} MiB; at most "
        f"{max(held + after):.0f} MiB over both walks.")
