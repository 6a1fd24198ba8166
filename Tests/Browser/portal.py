"""One running Kardan with demo companies, for a run of browser tests."""
import http.client
import os
import random
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import time
import urllib.parse
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / ".build/debug/kardan"
IN_HAND = "('accepted', 'scheduled', 'under_way')"
PASSWORD = "Bahar-1405-bahar"


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_for(port):
    """Until something listens there."""
    give_up = time.monotonic() + 10
    while time.monotonic() < give_up:
        with socket.socket() as caller:
            if caller.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise AssertionError(f"nothing listens at {port}")


class Portal:
    """The program, its data folder, and the people the tests sign in as.

    With `database`, the address of a PostgreSQL database, directory and companies are schemas there, of this
    installation alone."""

    def __init__(self, data, program=PROGRAM, database=None):
        self.data = Path(data)
        self.program = program
        self.database = database
        self.prefix = f"b{random.getrandbits(60)}"
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.server = None
        self.sessions = {}
        self.people = 0

    @classmethod
    def copied(cls, data, place, program=PROGRAM):
        """An installation of its own, from the data of one that is not served."""
        shutil.copytree(data, place)
        return cls(place, program)

    @classmethod
    def beside(cls, other):
        """Another process that serves the same installation on a server."""
        portal = cls(other.data, other.program, other.database)
        portal.prefix, portal.sessions = other.prefix, other.sessions
        return portal

    def job_in_hand(self, place):
        """The number of one of the busiest dealer's jobs, each place another one."""
        return self.rows(
            f"SELECT j.number FROM job j JOIN dealer d ON d.id = j.dealer_id WHERE d.code = ? AND j.state IN {IN_HAND} "
            f"ORDER BY j.id LIMIT 1 OFFSET {place}", self.dealer)[0][0]

    def environment(self):
        if not self.database:
            return os.environ | {"KARDAN_DIRECTORY": "", "KARDAN_STORES": ""}
        place = f"{self.database}?schema={self.prefix}_"
        return os.environ | {"KARDAN_DIRECTORY": place + "directory", "KARDAN_STORES": place + "{slug}"}

    def command(self, *arguments, password="", timeout=900):
        """Runs `kardan …` on this installation's data; its output."""
        done = subprocess.run(
            [self.program, *arguments, "--data", self.data], cwd=ROOT, capture_output=True, text=True, timeout=timeout,
            env=self.environment() | {"KARDAN_PASSWORD": password})
        assert done.returncode == 0, f"kardan {' '.join(map(str, arguments))}: {done.stderr or done.stdout}"
        return done.stdout

    def start(self, **options):
        """Options of the process, as `subprocess.Popen` takes them."""
        log = open(self.data / f"server-{self.port}.log", "ab")
        self.server = subprocess.Popen(
            [self.program, "serve", "--data", self.data, "--port", str(self.port)], cwd=ROOT, stdout=log, stderr=log,
            env=self.environment(), **options)
        give_up = time.monotonic() + 30
        while time.monotonic() < give_up:
            try:
                if self.request("GET", "/health")[0] == 200:
                    return
            except OSError:
                assert self.server.poll() is None, (self.data / f"server-{self.port}.log").read_text()
                time.sleep(0.05)
        raise AssertionError("the server does not answer /health")

    def stop(self):
        self.server.send_signal(signal.SIGTERM)
        assert self.server.wait(timeout=10) == 0, "SIGTERM must end the server within ten seconds"

    def kill(self):
        """What a loss of power does to the process."""
        self.server.send_signal(signal.SIGKILL)
        self.server.wait()

    def remove(self):
        if self.server and self.server.poll() is None:
            self.kill()
        for schema in ("directory", "arman", "pars") if self.database else ():
            with self.connection(schema) as connection:
                connection.execute(f'DROP SCHEMA IF EXISTS "{self.prefix}_{schema}" CASCADE')
        shutil.rmtree(self.data, ignore_errors=True)

    def request(self, method, path, fields=None, cookie=""):
        """Status, headers and text of one answer, without following it."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            body = urllib.parse.urlencode(fields, doseq=True) if fields is not None else None
            headers = {"Cookie": cookie} if cookie else {}
            if body is not None:
                headers["Content-Type"] = "application/x-www-form-urlencoded"
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read().decode()
        finally:
            connection.close()

    def size_packed(self, path):
        """Bytes of one answer, head and body, for whoever takes gzip."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
            answer = connection.getresponse()
            return len(answer.read()) + len(str(answer.headers))
        finally:
            connection.close()

    def add_person(self, *roles, company="arman", dealer=None):
        """A new account in these roles. Returns its mobile number; the password is `PASSWORD`."""
        self.people += 1
        mobile = f"0999{self.people:07d}"
        options = [option for role in roles for option in ("--role", role)]
        if dealer:
            options += ["--dealer", dealer]
        self.command(
            "user", "add", "--company", company, "--mobile", mobile, "--name", f"آزمون {self.people}", *options,
            password=PASSWORD)
        return mobile

    def sign_in(self, mobile, language="fa", password=PASSWORD):
        """Signs in as a browser does; the value of the session's cookie."""
        _, headers, page = self.request("GET", "/sign-in")
        guest = cookie_of(headers, "kardan_guest")
        fields = {"csrf": hidden(page, "csrf"), "mobile": mobile, "password": password, "back": ""}
        status, headers, page = self.request("POST", "/sign-in", fields, f"kardan_guest={guest}")
        assert status == 303, f"{mobile} cannot sign in: {status}"
        session = cookie_of(headers, "kardan_session")
        cookie = f"kardan_session={session}"
        _, _, page = self.request("GET", "/account", cookie=cookie)
        fields = {"csrf": hidden(page, "csrf"), "language": language, "back": "/"}
        assert self.request("POST", "/language", fields, cookie)[0] == 303
        return session

    def rows(self, statement, *values):
        """What stands in arman's store, read beside the server."""
        if self.database:
            with self.connection() as connection:
                return connection.execute(statement.replace("?", "%s"), values or None).fetchall()
        with sqlite3.connect(self.data / "companies/arman/store.sqlite") as store:
            return store.execute(statement, values).fetchall()

    def connection(self, schema="arman"):
        """A connection to a schema of this installation, as the role that owns it."""
        import psycopg
        connection = psycopg.connect(self.database, connect_timeout=20, options="-c statement_timeout=60s")
        connection.execute(f'SET ROLE "{self.prefix}_{schema}"')
        connection.execute(f'SET search_path TO "{self.prefix}_{schema}"')
        return connection

    def store(self):
        """arman's store, to be written beside the server: `with portal.store() as store` commits."""
        if self.database:
            return self.connection()
        store = sqlite3.connect(self.data / "companies/arman/store.sqlite")
        store.execute("PRAGMA foreign_keys = ON")
        return store

    def busiest_dealers(self, count):
        """Codes of the dealers with most jobs in hand."""
        found = self.rows(
            f"SELECT d.code FROM job j JOIN dealer d ON d.id = j.dealer_id WHERE j.state IN {IN_HAND} "
            "GROUP BY d.code ORDER BY count(*) DESC, d.code LIMIT ?", count)
        return [code for (code,) in found]

    def session(self, role, language="fa", company="arman", dealer=None):
        """The cookie of somebody in this role who reads this language, signed in when first asked for, and again before
        deeds of money would ask for the password."""
        key = (role, language, company, dealer)
        mobile, cookie, made = self.sessions.get(key) or (self.add_person(role, company=company, dealer=dealer), None, 0)
        if not cookie or time.monotonic() - made > 400:
            cookie, made = self.sign_in(mobile, language), time.monotonic()
        self.sessions[key] = mobile, cookie, made
        return cookie


def hidden(page, name):
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, f"no field {name}"
    return found.group(1)


def cookie_of(headers, name):
    for cookie in headers.get_all("Set-Cookie") or []:
        if cookie.startswith(name + "="):
            return cookie.split(";")[0].partition("=")[2]
    raise AssertionError(f"no cookie {name}")
