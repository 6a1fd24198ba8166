"""`bin/bench --companies 1000`: an installation of so many small companies in files. How long it takes until the server is
healthy, what it holds then and after one page of each company was shown, with the limit of descriptors as it is here and
with 1,024, and whether it outlives a stranger who opens more connections than that. `--before PROGRAM` measures an
earlier program beside it, on an installation that it made itself.

One company is made by the program; the others are copies of its store, with rows of their own in the directory: a company
knows nothing of its name but there.
"""
import http.client
import resource
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from portal import PASSWORD, ROOT, Portal

MOBILE = "09990000001"
LOW = 1_024
PATIENCE = 300
STRANGERS = 1_100


def slug(number):
    return f"c{number:05d}"


def made(count, program):
    """Portal and the cookie of a person who is an administrator of all companies."""
    portal = Portal(tempfile.mkdtemp(prefix="kardan-bench-companies-"), program)
    portal.command("company", "create", slug(1), "--name-fa", "شرکت ۱", "--name-en", "Company 1")
    portal.command(
        "user", "add", "--company", slug(1), "--mobile", MOBILE, "--name", "آزمون", "--role", "administrator",
        "--role", "service_manager", password=PASSWORD)
    first = portal.data / "companies" / slug(1)
    with sqlite3.connect(first / "store.sqlite") as store:
        store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    for number in range(2, count + 1):
        folder = portal.data / "companies" / slug(number)
        folder.mkdir(mode=0o700)
        shutil.copy(first / "store.sqlite", folder)
    directory = sqlite3.connect(portal.data / "directory.sqlite")
    with directory:
        columns = "place, state, made_at"
        for number in range(2, count + 1):
            directory.execute(
                f"INSERT INTO company (slug, name_fa, name_en, {columns}) SELECT ?, ?, ?, {columns} FROM company "
                "WHERE slug = ?", (slug(number), f"شرکت {number}", f"Company {number}", slug(1)))
        columns = "login_id, name, roles, dealer_id, state, version, made_at"
        directory.execute(
            f"INSERT INTO membership (company_id, {columns}) SELECT c.id, {', '.join('m.' + c for c in columns.split(', '))} "
            "FROM company c CROSS JOIN membership m WHERE c.id NOT IN (SELECT company_id FROM membership)")
    directory.close()
    return portal


class Served:
    """One process over the installation, with a limit of descriptors."""

    def __init__(self, portal, limit=None):
        self.portal, self.limit = portal, limit

    def __enter__(self):
        self.log = open(self.portal.data / "server.log", "ab")
        self.began = time.monotonic()
        lower = (lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (self.limit, self.limit))) if self.limit else None
        self.process = subprocess.Popen(
            [self.portal.program, "serve", "--data", self.portal.data, "--port", str(self.portal.port)], cwd=ROOT,
            stdout=self.log, stderr=self.log, env=self.portal.environment(), preexec_fn=lower)
        return self

    def __exit__(self, *_):
        if self.lives:
            self.process.terminate()
        self.process.wait(timeout=60)
        self.log.close()

    @property
    def lives(self):
        return self.process.poll() is None

    def healthy(self):
        """Seconds until it serves; None where it died before."""
        while self.lives and time.monotonic() - self.began < PATIENCE:
            try:
                if self.portal.request("GET", "/health")[0] == 200:
                    return time.monotonic() - self.began
            except OSError:
                time.sleep(0.01)
        return None

    def held(self):
        """Descriptors, and MiB of memory."""
        folder = Path(f"/proc/{self.process.pid}")
        memory = next(line for line in (folder / "status").read_text().splitlines() if line.startswith("VmRSS"))
        return len(list((folder / "fd").iterdir())), int(memory.split()[1]) / 1024

    def answers(self):
        """Milliseconds of one answer on a connection of its own; None where there is none."""
        began = time.monotonic()
        try:
            connection = http.client.HTTPConnection("127.0.0.1", self.portal.port, timeout=20)
            connection.request("GET", "/health")
            return (time.monotonic() - began) * 1000 if connection.getresponse().status == 200 else None
        except (OSError, http.client.HTTPException):
            return None


def visited(served, count, cookie):
    """Milliseconds of each page, how many were no page, and the most descriptors meanwhile."""
    times, wrong, most = [], 0, [0]
    over = threading.Event()

    def watch():
        while not over.wait(0.05) and served.lives:
            most[0] = max(most[0], served.held()[0])

    watcher = threading.Thread(target=watch)
    watcher.start()
    connection = http.client.HTTPConnection("127.0.0.1", served.portal.port, timeout=30)
    for number in range(1, count + 1):
        began = time.monotonic()
        try:
            connection.request("GET", f"/{slug(number)}/jobs", headers={"Cookie": cookie})
            answer = connection.getresponse()
            answer.read()
            wrong += answer.status != 200
        except (OSError, http.client.HTTPException):
            wrong += 1
            connection.close()
        times.append((time.monotonic() - began) * 1000)
    over.set()
    watcher.join()
    return times, wrong, most[0]


def flooded(served):
    """What becomes of it while a stranger holds connections with half a request each."""
    strangers = []
    for _ in range(STRANGERS):
        try:
            stranger = socket.create_connection(("127.0.0.1", served.portal.port), timeout=2)
            stranger.sendall(b"GET / HTTP/1.1\r\nX: ")
            strangers.append(stranger)
        except OSError:
            break
    answers, give_up = [], time.monotonic() + 15
    while served.lives and time.monotonic() < give_up:
        answers.append(served.answers())
        time.sleep(0.25)
    for stranger in strangers:
        stranger.close()
    if not served.lives:
        return f"ended (status {served.process.returncode})"
    if None in answers:
        return "no answer"
    return f"answers, at most {max(answers):.0f} ms"


def measured(portal, count, limit):
    """Line of the table → what stands there."""
    found = {}
    with Served(portal, limit) as served:
        seconds = served.healthy()
        if seconds is None:
            found["until healthy"] = f"ended at the start (status {served.process.poll()})"
            return found
        descriptors, memory = served.held()
        found["until healthy"] = f"{seconds:.2f} s"
        found["after the start"] = f"{descriptors:,} descriptors, {memory:.0f} MiB"
        cookie = "kardan_session=" + portal.sign_in(MOBILE)
        times, wrong, most = visited(served, count, cookie)
        found["one page of each"] = f"p50 {statistics.median(times):.1f} ms, p99 {statistics.quantiles(times, n=100)[-1]:.0f}" + (
            f", {wrong} not answered" if wrong else "")
        if not served.lives:
            found["after it"] = f"ended (status {served.process.returncode})"
            return found
        again, wrong, more = visited(served, count, cookie)
        found["once more"] = f"p50 {statistics.median(again):.1f} ms, p99 {statistics.quantiles(again, n=100)[-1]:.0f}" + (
            f", {wrong} not answered" if wrong else "")
        _, memory = served.held()
        found["after both rounds"] = f"{max(most, more):,} descriptors at most, {memory:.0f} MiB"
        found[f"{STRANGERS:,} half requests of a stranger"] = flooded(served)
    return found


def table(count, programs):
    """Markdown. - programs: name → program."""
    columns = {}
    for name, program in programs.items():
        portal = made(count, program)
        try:
            for limit, words in ((None, ""), (LOW, f", {LOW:,} descriptors")):
                columns[name + words] = measured(portal, count, limit)
                print(name + words, columns[name + words], flush=True)
        finally:
            portal.remove()
    names = list(max(columns.values(), key=len))
    lines = [f"| {count:,} companies in files | " + " | ".join(columns) + " |", "|---|" + "---|" * len(columns)]
    for name in names:
        lines.append(f"| {name} | " + " | ".join(found.get(name, "–") for found in columns.values()) + " |")
    return "\n".join(lines)


def main(count, program, before):
    resource_limit = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource_limit[1], resource_limit[1]))
    programs = ({"before": before} if before else {}) | {"now": program}
    for one in programs.values():
        if not Path(one).exists():
            sys.exit(f"bench: no program at {one}")
    return table(count, programs)
