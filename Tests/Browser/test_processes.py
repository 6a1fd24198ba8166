"""Several processes on one PostgreSQL: what one knows the others know, and neither a dead process nor a server that was
restarted loses or doubles anything. Run by `bin/with-postgres`."""
import os
import re
import subprocess
import tempfile
import threading
import time
import urllib.request

import pytest
from forms import form_to
from portal import Portal, free_port
from senders import Sender, new_jobs

DATABASE = os.environ.get("KARDAN_TEST_POSTGRES")
# One worker has all of them: they share an installation, and one restarts the server.
pytestmark = [
    pytest.mark.skipif(not DATABASE, reason="bin/with-postgres brings a server"), pytest.mark.xdist_group("processes")]


@pytest.fixture(scope="module")
def installation(demo_data):
    """The demo companies, moved onto the server."""
    files = Portal.copied(demo_data, tempfile.mkdtemp(prefix="kardan-processes-") + "/data")
    portal = Portal(files.data, database=DATABASE)
    places = portal.environment()
    files.command("directory", "copy", "--to", places["KARDAN_DIRECTORY"])
    for company in ("arman", "pars"):
        portal.command("company", "move", company, "--to", places["KARDAN_STORES"])
    yield portal
    portal.remove()


@pytest.fixture
def two(installation):
    """Two processes that serve one installation."""
    portals = [Portal.beside(installation), Portal.beside(installation)]
    for portal in portals:
        portal.people = installation.people
        portal.start()
    yield portals
    for portal in portals:
        if portal.server.poll() is None:
            portal.stop()
    installation.people = max(portal.people for portal in portals)


def stored(portal, mark):
    return portal.rows("SELECT count(*) FROM job WHERE stated_fault = ?", mark)[0][0]


def numbers(portal):
    """The numbers of the jobs that came in through forms, each series without its year."""
    rows = portal.rows(
        "SELECT j.number FROM job j WHERE EXISTS (SELECT 1 FROM job_event e WHERE e.job_id = j.id AND e.kind = 'added')")
    return sorted(int(number.rpartition("-")[2]) for (number,) in rows)


def test_whoever_signs_in_at_one_is_signed_in_at_the_other(two):
    first, second = two
    cookie = "kardan_session=" + first.session("reception")
    assert second.request("GET", "/arman/jobs", cookie=cookie)[0] == 200
    form = form_to(second.request("GET", "/arman/jobs", cookie=cookie)[2], "/sign-out")
    assert second.request("POST", "/sign-out", form.fields, cookie)[0] == 303
    assert first.request("GET", "/arman/jobs", cookie=cookie)[0] == 303
    first.sessions.clear()


def test_five_wrong_passwords_lock_at_both(two):
    first, second = two
    mobile = first.add_person("auditor")
    for portal in (first, second, first, second, first):
        _, headers, page = portal.request("GET", "/sign-in")
        cookie = headers["Set-Cookie"].split(";")[0]
        fields = form_to(page, "/sign-in").fields | {"mobile": mobile, "password": "wrong-1405"}
        assert portal.request("POST", "/sign-in", fields, cookie)[0] == 422
    with pytest.raises(AssertionError, match="cannot sign in"):
        second.sign_in(mobile)


def test_one_form_sent_to_both_at_the_same_moment_does_its_work_once(two):
    cookie = "kardan_session=" + two[0].session("reception")
    for mark, form in list(zip(range(12), new_jobs(two[0], cookie, 900)("همزمان"))):
        fault, form = form
        answers = []
        threads = [
            threading.Thread(target=lambda portal=portal: answers.append(
                portal.request("POST", form.action, form.fields, cookie)))
            for portal in two]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [status for status, _, _ in answers] == [303, 303]
        assert len({headers["Location"] for _, headers, _ in answers}) == 1
        assert stored(two[0], fault) == 1


def test_one_process_is_killed_and_nothing_is_lost_or_done_twice(two):
    first, second = two
    cookie = "kardan_session=" + first.session("reception")
    doomed = [Sender(first, cookie, f"اول {number}", new_jobs(first, cookie, number)) for number in range(3)]
    living = [Sender(second, cookie, f"دوم {number}", new_jobs(second, cookie, 100 + number)) for number in range(3)]
    for sender in doomed + living:
        sender.start()
    give_up = time.monotonic() + 60
    while any(len(sender.acknowledged) < 10 for sender in doomed) and time.monotonic() < give_up:
        time.sleep(0.001)
    first.kill()
    at_the_kill = [len(sender.acknowledged) for sender in living]
    for sender in doomed:
        sender.join()
    while any(
            len(sender.acknowledged) < count + 10 for sender, count in zip(living, at_the_kill)
    ) and time.monotonic() < give_up:
        time.sleep(0.001)
    for sender in living:
        sender.forms = None
    acknowledged = [mark for sender in doomed + living for mark in list(sender.acknowledged)]
    refused = [answer for sender in doomed + living for answer in sender.refused]
    assert not refused, refused[0]
    assert all(len(sender.acknowledged) >= count + 10 for sender, count in zip(living, at_the_kill)), "work went on"
    for mark in acknowledged:
        assert stored(second, mark) == 1, f"{mark} was acknowledged"
    for sender in doomed:
        if sender.unsure:
            mark, form = sender.unsure
            assert stored(second, mark) <= 1
            # The person sends the same form again, now to the process that lives.
            assert second.request("POST", form.action, form.fields, cookie)[0] == 303
            assert stored(second, mark) == 1, f"{mark} was sent twice"
    second.stop()
    used = numbers(second)
    assert used == list(range(used[0], used[0] + len(used))), "the series has no gap"
    assert "arman\tok" in second.command("doctor")


def test_a_restart_of_the_database_under_load_hangs_nobody_and_mends_itself(two, server_alone):
    cookie = "kardan_session=" + two[0].session("reception")
    stop, answers, slowest = threading.Event(), [], [0.0]

    def reads(portal):
        while not stop.is_set():
            began = time.monotonic()
            answers.append(portal.request("GET", "/arman/jobs", cookie=cookie)[0])
            slowest[0] = max(slowest[0], time.monotonic() - began)

    acknowledged = []

    def writes(portal, sender):
        forms = new_jobs(portal, cookie, sender)
        template = next(forms("وقفه"))[1]
        for number in range(100_000):
            if stop.is_set():
                return
            mark = f"وقفه {sender} {number}"
            fields = template.fields | {
                "key": f"restart-{sender}-{number}", "fault": mark, "mobile": f"0936{sender:03d}{number:04d}", "name": f"مشتری {mark}",
                "serial": f"RESTART{sender}X{number}"}
            began = time.monotonic()
            status = portal.request("POST", template.action, fields, cookie)[0]
            slowest[0] = max(slowest[0], time.monotonic() - began)
            answers.append(status)
            if status == 303:
                acknowledged.append(mark)

    threads = [threading.Thread(target=reads, args=[portal]) for portal in two for _ in range(2)]
    threads += [threading.Thread(target=writes, args=[portal, 500 + index]) for index, portal in enumerate(two)]
    for thread in threads:
        thread.start()
    enough = lambda wanted: sum(status == 303 for status in answers) >= wanted
    until(lambda: enough(20))
    restart_database()
    before = len(acknowledged)
    until(lambda: len(acknowledged) >= before + 20)
    stop.set()
    for thread in threads:
        thread.join(timeout=30)
        assert not thread.is_alive(), "a request hangs"
    assert set(answers) <= {200, 303, 503}, set(answers)
    assert slowest[0] < 15, slowest[0]
    for mark in acknowledged:
        assert stored(two[0], mark) == 1, f"{mark} was acknowledged"


def restart_database():
    """By pg_ctl itself, as the cluster's owner: pg_ctlcluster may take a busy server for one that does not run."""
    data = os.environ["KARDAN_TEST_POSTGRES_DATA"]
    owner = os.stat(data).st_uid if os.getuid() == 0 else None
    subprocess.run(
        [os.environ["KARDAN_TEST_POSTGRES_BIN"] + "/pg_ctl", "restart", "-D", data, "-m", "fast", "-w"],
        check=True, timeout=60, user=owner, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def until(condition, seconds=60):
    give_up = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < give_up, "it does not go on"
        time.sleep(0.005)


def gauge(address, name):
    with urllib.request.urlopen(f"http://{address}/metrics", timeout=30) as answer:
        found = re.search(rf"^kardan_{name} (\d+)$", answer.read().decode(), re.M)
    return found and int(found.group(1))


def test_the_connections_at_work_and_the_requests_that_wait_for_one_are_figures(installation, monkeypatch):
    address = f"127.0.0.1:{free_port()}"
    monkeypatch.setenv("KARDAN_METRICS", address)
    portal = Portal.beside(installation)
    portal.start()
    try:
        cookie = "kardan_session=" + portal.session("reception")
        done = threading.Event()

        def ask():
            while not done.is_set():
                portal.request("GET", "/arman/jobs", cookie=cookie)

        people = [threading.Thread(target=ask) for _ in range(40)]
        for person in people:
            person.start()
        seen = {"postgres_in_use": 0, "postgres_waiting": 0}
        give_up = time.monotonic() + 30
        while not all(seen.values()) and time.monotonic() < give_up:
            seen = {name: max(most, gauge(address, name)) for name, most in seen.items()}
        done.set()
        for person in people:
            person.join()
        assert all(seen.values()) and seen["postgres_in_use"] <= 16, seen
        assert gauge(address, "stores_open") in (1, 2)
        give_up = time.monotonic() + 30
        while (left := {name: gauge(address, name) for name in seen}) != dict.fromkeys(seen, 0):
            assert time.monotonic() < give_up, left
    finally:
        portal.stop()
        installation.people = max(portal.people, installation.people)
