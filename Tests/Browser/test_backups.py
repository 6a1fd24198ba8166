"""A backup is whole or it is none, and so is what is restored from it: killed anywhere on the way, on a disk that is full."""
import sqlite3
import subprocess
import time

import pytest
from portal import ROOT, Portal
from senders import Sender, new_jobs

STOPS = [step / 8 for step in range(1, 9)]


@pytest.fixture
def installation(demo_data, tmp_path):
    return Portal.copied(demo_data, tmp_path / "data")


def kardan(portal, *arguments, before=""):
    """Runs it to its end, whatever that is."""
    command = ["bash", "-c", f'{before} exec "$@"', "kardan", portal.program, *arguments]
    return subprocess.run(command, cwd=ROOT, env=portal.environment(), capture_output=True, text=True, timeout=600)


def killed(portal, after, *arguments):
    process = subprocess.Popen(
        [portal.program, *arguments], cwd=ROOT, env=portal.environment(), stdout=subprocess.DEVNULL)
    try:
        process.wait(timeout=after)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def seconds(portal, *arguments):
    began = time.monotonic()
    done = kardan(portal, *arguments)
    assert done.returncode == 0, done.stderr
    return time.monotonic() - began


def test_a_backup_beside_a_server_holds_what_was_acknowledged_before_it_and_keeps_nobody_waiting(installation, tmp_path):
    installation.start()
    cookie = "kardan_session=" + installation.session("reception")
    senders = [Sender(installation, cookie, f"کار {number}", new_jobs(installation, cookie, number)) for number in range(2)]
    for sender in senders:
        sender.start()
    give_up = time.monotonic() + 60
    while sum(len(sender.acknowledged) for sender in senders) < 10 and time.monotonic() < give_up:
        time.sleep(0.001)
    before = [mark for sender in senders for mark in list(sender.acknowledged)]
    place = tmp_path / "arman.kardan"
    seconds(installation, "backup", "arman", "--to", place, "--data", installation.data)
    meanwhile = [mark for sender in senders for mark in list(sender.acknowledged) if mark not in before]
    installation.stop()
    for sender in senders:
        sender.join()
        assert not sender.refused, sender.refused[0]
    assert before and meanwhile, "forms came before and meanwhile"
    with sqlite3.connect(place / "store.sqlite") as store:
        kept = {fault for (fault,) in store.execute("SELECT stated_fault FROM job")}
    assert kept >= set(before)
    seconds(installation, "restore", place, "--company", "second", "--data", installation.data)
    seconds(installation, "doctor", "--data", installation.data)


def test_a_backup_that_was_killed_is_none_and_the_next_one_is_whole(installation, tmp_path):
    place, data = tmp_path / "arman.kardan", ("--data", installation.data)
    whole = seconds(installation, "backup", "arman", "--to", tmp_path / "first.kardan", *data)
    halves = 0
    for stop in STOPS:
        killed(installation, whole * stop, "backup", "arman", "--to", place, *data)
        if place.exists():
            assert kardan(installation, "verify", place).returncode == 0, stop
            continue
        half = tmp_path / "arman.kardan.part"
        if half.exists():
            halves += 1
            if kardan(installation, "verify", half).returncode == 0:
                # All of it was there but its name.
                continue
            assert kardan(installation, "restore", half, "--company", "half", *data).returncode == 1, stop
    assert halves, "nobody was killed half-way"
    if not place.exists():
        seconds(installation, "backup", "arman", "--to", place, *data)
    assert kardan(installation, "verify", place).returncode == 0
    assert not (tmp_path / "arman.kardan.part").exists()


def test_a_restore_that_was_killed_left_no_company_and_can_be_run_again(installation, tmp_path):
    place, data = tmp_path / "arman.kardan", ("--data", installation.data)
    seconds(installation, "backup", "arman", "--to", place, *data)
    whole = seconds(installation, "restore", place, "--company", "first", *data)
    for number, stop in enumerate(STOPS):
        name = f"second-{number}"
        killed(installation, whole * stop, "restore", place, "--company", name, *data)
        store = installation.data / "companies" / name / "store.sqlite"
        doctor = kardan(installation, "doctor", "--company", name, *data)
        if doctor.returncode == 1 and "There is no company" in doctor.stderr:
            # Between the store's last step and the directory's: the file is whole, and nobody's.
            store.unlink(missing_ok=True)
            seconds(installation, "restore", place, "--company", name, *data)
            doctor = kardan(installation, "doctor", "--company", name, *data)
        assert doctor.returncode == 0, (stop, doctor.stdout, doctor.stderr)
        assert not store.with_name("store.sqlite.part").exists()


def test_a_full_disk_is_said_and_leaves_nothing(installation, tmp_path):
    place, data = tmp_path / "arman.kardan", ("--data", installation.data)
    # No file may grow beyond 1 MiB.
    full = "trap '' XFSZ; ulimit -f 1024;"
    refused = kardan(installation, "backup", "arman", "--to", place, *data, before=full)
    assert refused.returncode == 1 and f"No backup was made at {place}: " in refused.stderr, refused.stderr
    assert "disk I/O error" in refused.stderr
    assert not place.exists() and not (tmp_path / "arman.kardan.part").exists()
    seconds(installation, "backup", "arman", "--to", place, *data)
    refused = kardan(installation, "restore", place, "--company", "second", *data, before=full)
    assert refused.returncode == 1 and "Nothing was restored to store.sqlite: File too large" in refused.stderr, refused.stderr
    assert not list((installation.data / "companies/second").glob("store.sqlite*"))
    seconds(installation, "restore", place, "--company", "second", *data)
