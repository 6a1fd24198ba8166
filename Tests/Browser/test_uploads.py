"""Uploads over a socket, as a line that breaks and a person who means harm send them."""
import os
import socket
import time
from pathlib import Path

import pytest
from forms import form_to
from portal import IN_HAND, Portal

FILE = 'Content-Disposition: form-data; name="photos"; filename="a.jpg"\r\n\r\n'


@pytest.fixture
def own(demo_data, tmp_path):
    portal = Portal.copied(demo_data, tmp_path / "data")
    portal.start()
    yield portal
    portal.stop()


@pytest.fixture
def visit(own):
    """Cookie, address and form of a visit, and a job's number."""
    dealer = own.busiest_dealers(1)[0]
    cookie = "kardan_session=" + own.session("dealer_manager", dealer=dealer)
    [(number,)] = own.rows(
        "SELECT j.number FROM job j JOIN dealer d ON d.id = j.dealer_id "
        f"WHERE d.code = ? AND j.state IN {IN_HAND} ORDER BY j.id LIMIT 1", dealer)
    page = own.request("GET", f"/arman/jobs/{number}/visits/new", cookie=cookie)[2]
    return cookie, form_to(page, "/visits")


def begun(portal, visit, start, length=40_000_000, headers=""):
    """A connection on which an upload has begun and does not go on."""
    cookie, form = visit
    line = socket.create_connection(("127.0.0.1", portal.port), timeout=20)
    size = f"Content-Length: {length}\r\n" if length else ""
    line.sendall(
        f"POST {form.action} HTTP/1.1\r\nHost: x\r\nCookie: {cookie}\r\n{size}{headers}"
        "Content-Type: multipart/form-data; boundary=mark\r\n\r\n".encode() + start)
    return line


def field(name, value):
    return f'--mark\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()


def photo(form, size=300_000):
    return field("csrf", form.fields["csrf"]) + f"--mark\r\n{FILE}".encode() + b"x" * size


def answer(line):
    """Status and head of what comes, without the rest of the request."""
    head = line.recv(65_536).decode(errors="replace").split("\r\n\r\n")[0]
    return int(head.split(" ")[1]), head.lower()


def wait_until_held(portal, count):
    """Until the server holds the files of so many uploads: they have no name, and only its own table of files knows them."""
    folder = Path(f"/proc/{portal.server.pid}/fd")
    give_up = time.monotonic() + 30
    while time.monotonic() < give_up:
        try:
            held = sum("/incoming/" in os.readlink(link) for link in folder.iterdir())
        except FileNotFoundError:  # closed while it was looked at
            continue
        if held == count:
            return
        time.sleep(0.02)
    raise AssertionError(f"the server does not hold {count} uploads")


def test_a_file_before_the_token_is_refused_while_it_is_sent(own, visit):
    with begun(own, visit, f"--mark\r\n{FILE}".encode() + b"x" * 300_000) as line:
        status, head = answer(line)
    assert status == 403 and "connection: close" in head


def test_a_person_has_two_uploads_at_a_time_and_gets_them_back(own, visit):
    with begun(own, visit, photo(visit[1])), begun(own, visit, photo(visit[1])):
        wait_until_held(own, 2)
        with begun(own, visit, photo(visit[1])) as third:
            status, head = answer(third)
        assert status == 429 and "connection: close" in head
    wait_until_held(own, 0)
    body = photo(visit[1]) + b"\r\n--mark--\r\n"
    with begun(own, visit, body, length=len(body)) as line:
        assert answer(line)[0] == 400, "read to its end: the form has no version"


def test_what_breaks_off_or_is_no_http_is_no_fault_of_ours(own, visit):
    for size in (10, 300_000):
        begun(own, visit, photo(visit[1], size)).close()
    with begun(own, visit, b"nothing\r\n", length=None, headers="Transfer-Encoding: chunked\r\n") as line:
        assert answer(line)[0] == 400
    assert own.request("GET", "/health")[0] == 200
    log = (own.data / f"server-{own.port}.log").read_text()
    assert "error" not in log and "request failed" not in log, log
    # The folder is made with the first file that arrives: where all broke off before, there is none.
    incoming = own.data / "incoming"
    assert not incoming.exists() or not list(incoming.iterdir())
