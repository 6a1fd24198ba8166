"""Work in the background survives its worker: a file that is read is killed again and again, by the console and by servers, and
each of its rows is in the store once."""
import signal
import subprocess
import time

from portal import ROOT, Portal

ROWS = 12_000
HEAD = "شماره پذیرش,تاریخ پذیرش,نام مشتری,همراه,استان,شهر,نشانی,کد مدل,سریال,تاریخ خرید,نوع سرویس,شرح ایراد\n"


def many_requests(portal, path):
    model = portal.rows("SELECT code FROM product_model ORDER BY id LIMIT 1")[0][0]
    province, city = portal.rows(
        "SELECT p.name_fa, c.name_fa FROM city c JOIN province p ON p.id = c.province_id ORDER BY c.id LIMIT 1")[0]
    path.write_text(HEAD + "".join(
        f"ZZ-{number},1405/06/01,مشتری {number},0912{number:07d},{province},{city},خیابان {number},{model},Z{number:08d},"
        f"1404/04/07,نصب,\n" for number in range(ROWS)), encoding="utf-8")


def read_so_far(portal):
    return portal.rows("SELECT done FROM run WHERE kind = 'import' ORDER BY id DESC LIMIT 1")[0][0]


def wait_for(portal, least):
    give_up = time.monotonic() + 600
    while time.monotonic() < give_up:
        if read_so_far(portal) >= least:
            return
        time.sleep(0.005)
    raise AssertionError(f"{read_so_far(portal)} of {least} were read")


def pass_a_minute(portal):
    """Whoever died is taken for dead."""
    with portal.store() as store:
        store.execute("UPDATE run SET lease_until = 1 WHERE state = 'running'")


def test_a_file_is_read_once_whoever_is_killed_reading_it(installation, tmp_path):
    table = tmp_path / "requests.csv"
    many_requests(installation, table)
    before = installation.rows("SELECT count(*) FROM job")[0][0]
    console = subprocess.Popen(
        [installation.program, "import", "requests", table, "--company", "arman", "--data", installation.data],
        cwd=ROOT, env=installation.environment(), stdout=subprocess.DEVNULL)
    give_up = time.monotonic() + 300
    while not installation.rows("SELECT 1 FROM import WHERE file_name = 'requests.csv'"):
        assert console.poll() is None and time.monotonic() < give_up
        time.sleep(0.01)
    wait_for(installation, 500)
    console.send_signal(signal.SIGKILL)
    console.wait()
    pass_a_minute(installation)

    killed = []
    for least in (1_500, 3_000):
        two = [Portal.beside(installation), Portal.beside(installation)]
        for portal in two:
            portal.start()
        wait_for(installation, least)
        for portal in two:
            portal.kill()
        killed.append(read_so_far(installation))
        pass_a_minute(installation)
    assert killed[-1] < ROWS, "it was killed in the middle"

    last = Portal.beside(installation)
    last.start()
    try:
        wait_for(installation, ROWS)
        give_up = time.monotonic() + 300
        while installation.rows("SELECT state FROM import WHERE file_name = 'requests.csv'")[0][0] != "done":
            assert time.monotonic() < give_up
            time.sleep(0.02)
    finally:
        last.kill()
    read, imported, added = installation.rows(
        "SELECT read, imported, added FROM import WHERE file_name = 'requests.csv'")[0]
    assert (read, imported, added) == (ROWS, ROWS, ROWS)
    assert installation.rows("SELECT count(*) FROM job")[0][0] == before + ROWS
    assert installation.rows("SELECT count(*) FROM import_refusal")[0][0] == installation.rows(
        "SELECT count(*) FROM import_refusal r JOIN import i ON i.id = r.import_id WHERE i.file_name <> 'requests.csv'")[0][0]
