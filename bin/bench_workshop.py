"""`bin/bench --workshop 2000`: the board of a workshop where so many machines stand.

The machines are written straight into the store, each with a job of its own, spread over states, benches and people as the
demo has them; one in five is overdue. Then wrk asks for the board, for the board of one bench and of one person, for the list
behind it, and for a technician's own day.
"""
import tempfile
import time

from portal import Portal

STATES = ("queue", "diagnosis", "waiting_estimate", "waiting_part", "outside", "repair", "test", "ready", "unrepaired")
JOBS = """
    INSERT INTO job (number, service_type, state, customer_id, unit_id, group_id, city_id, province_id, address, stated_fault,
                     received_at, received_on, version, way)
    SELECT 'BW-' || j.id, 'repair', 'under_way', j.customer_id, j.unit_id, j.group_id, j.city_id, j.province_id, j.address,
           j.stated_fault, {now} - 86400 * (j.id % 40), {today} - j.id % 40, 1, 'carried_in'
    FROM job j ORDER BY j.id LIMIT {machines}
"""
INTAKES = """
    INSERT INTO job_intake (job_id, shelf, promised_on)
    SELECT id, 'A-' || (id % 200), {today} + id % 10 - 2 FROM job WHERE number LIKE 'BW-%' ORDER BY id
"""
ITEMS = """
    INSERT INTO bench_item (job_id, state, bench_id, technician_id, received_by, received_at, moved_at)
    SELECT j.id, CASE j.id % {states} {cases} END, {bench} + j.id % {benches},
           CASE WHEN j.id % {states} = 0 THEN NULL WHEN j.id % 2 = 0 THEN {first} ELSE {second} END,
           {first}, j.received_at, j.received_at + j.id % 86400
    FROM job j WHERE j.number LIKE 'BW-%' ORDER BY j.id
"""


def execute(portal, statement):
    with portal.store() as store:
        if portal.database:
            store.execute("SET statement_timeout = 0")
        store.execute(statement)


def filled(portal, machines):
    """One bench and one person of those who have most."""
    people = portal.rows("SELECT id FROM person WHERE roles LIKE '%bench_technician%' OR roles LIKE '%workshop_manager%' ORDER BY id")
    benches = portal.rows("SELECT min(id), count(*) FROM bench")[0]
    assert len(people) > 1 and benches[1], "the demo has no workshop"
    known = {
        "now": int(time.time()), "today": int(time.time() // 86_400), "machines": machines, "states": len(STATES),
        "cases": " ".join(f"WHEN {place} THEN '{state}'" for place, state in enumerate(STATES)), "bench": benches[0],
        "benches": benches[1], "first": people[0][0], "second": people[1][0]}
    for statement in (JOBS, INTAKES, ITEMS, "ANALYZE"):
        execute(portal, statement.format(**known))
    stand = portal.rows("SELECT count(*) FROM bench_item i JOIN job j ON j.id = i.job_id WHERE j.number LIKE 'BW-%'")[0][0]
    assert stand == machines, f"the demo has jobs for {stand} machines alone"
    return known["bench"], known["first"]


def run(portal, label, bench, person, measured, seconds, folder):
    portal.start()
    manager, technician = ("kardan_session=" + portal.session(role) for role in ("workshop_manager", "bench_technician"))
    pages = {
        "the board": ("/arman/workshop", manager), "of one bench": (f"/arman/workshop?bench={bench}", manager),
        "of one person": (f"/arman/workshop?technician={person}", manager),
        "the list": ("/arman/workshop/units", manager), "overdue": ("/arman/workshop/units?show=late", manager),
        "a technician's day": ("/arman/workshop/mine", technician)}
    lines = []
    for what, (path, cookie) in pages.items():
        status, _, page = portal.request("GET", path, cookie=cookie)
        assert status == 200, f"{path}: {status}"
        measured([portal.port], [("GET", path, cookie, "")], 2, folder)
        found = measured([portal.port], [("GET", path, cookie, "")], seconds, folder)
        lines.append(
            f"| {what} | {label} | {found['rate']:,.0f} | {found['p50']:.1f} | {found['p95']:.1f} | {found['p99']:.1f} | "
            f"{len(page.encode()) / 1000:.1f} |")
        print(lines[-1], flush=True)
    portal.stop()
    return lines


def main(machines, program, engines, server, measured, seconds):
    """Markdown. - measured: bench's own, which lets wrk ask."""
    lines = ["| of the workshop | stores | requests/s | p50 ms | p95 ms | p99 ms | kB |", "|---|---|--:|--:|--:|--:|--:|"]
    for engine in engines:
        label = "files" if engine == "sqlite" else "PostgreSQL"
        portal = Portal(
            tempfile.mkdtemp(prefix="kardan-bench-workshop-"), program, server if engine == "postgres" else None)
        try:
            portal.command("demo", "--jobs", str(max(1_000, 2 * machines)), timeout=900)
            with tempfile.TemporaryDirectory(prefix="kardan-bench-files-") as folder:
                bench, person = filled(portal, machines)
                lines += run(portal, label, bench, person, measured, seconds, folder)
        finally:
            portal.remove()
    return "\n".join([*lines, "", f"- {machines:,} machines, one of five overdue."])
