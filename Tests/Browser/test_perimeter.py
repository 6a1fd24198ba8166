"""What stands between a stranger and the program, over real connections: whom a request names, broken bodies."""
import socket

import pytest
from portal import Portal


@pytest.fixture
def named(demo_data, tmp_path, monkeypatch):
    monkeypatch.setenv("KARDAN_URL", "http://kardan.example")
    portal = Portal.copied(demo_data, tmp_path / "data")
    portal.start()
    yield portal
    portal.stop()


def answer_to(portal, *lines, body=b""):
    """The status and all else of one answer; the connection is closed by whoever is done with it."""
    with socket.create_connection(("127.0.0.1", portal.port), timeout=20) as caller:
        caller.sendall("\r\n".join([*lines, "", ""]).encode() + body)
        text = b""
        while b"\r\n\r\n" not in text:
            piece = caller.recv(65536)
            if not piece:
                break
            text += piece
    return int(text.split(b" ")[1]), text.decode(errors="replace")


def test_a_request_names_one_host_and_the_right_one(named):
    get = "GET /sign-in HTTP/1.1"
    assert answer_to(named, get, "Host: kardan.example")[0] == 200
    assert answer_to(named, get, "Host: KARDAN.example:8080")[0] == 200
    assert answer_to(named, get, "Host: evil.example")[0] == 421
    assert answer_to(named, get, f"Host: 127.0.0.1:{named.port}")[0] == 421
    for hosts in ([], ["Host: kardan.example", "Host: evil.example"], ["Host: kardan.example"] * 2, ["Host:"], ["Host: a b"]):
        assert answer_to(named, get, *hosts)[0] == 400, hosts
    assert answer_to(named, "GET /health HTTP/1.0")[0] == 200, "balancers name nobody"


def test_without_an_address_a_request_still_names_one_host(portal):
    assert answer_to(portal, "GET /sign-in HTTP/1.1", "Host: anything.example")[0] == 200
    assert answer_to(portal, "GET /sign-in HTTP/1.1")[0] == 400
    assert answer_to(portal, "GET /sign-in HTTP/1.1", "Host: a", "Host: b")[0] == 400


@pytest.mark.parametrize("path", ["/sign-in", "/arman/files/arriving", "/nowhere"])
def test_a_broken_chunk_is_the_senders_fault(portal, path):
    cookie = "kardan_session=" + portal.session("reception")
    heads = [f"POST {path} HTTP/1.1", "Host: localhost", "Transfer-Encoding: chunked", f"Cookie: {cookie}",
             "Content-Type: application/x-www-form-urlencoded"]
    log = portal.data / f"server-{portal.port}.log"
    before = len(log.read_text())
    for chunk in (b"zz\r\nabc\r\n", b"-1\r\n\r\n", b"fffffffffffffffff\r\n", b"3\r\nabcd\r\n"):
        status, _ = answer_to(portal, *heads, body=chunk)
        assert status in (400, 403, 404), (path, chunk, status)
    assert "error" not in log.read_text()[before:].lower(), "a stranger's broken request is no error of ours"


def test_head_has_the_length_of_the_page_and_nothing_of_it(portal):
    status, text = answer_to(portal, "HEAD /health HTTP/1.1", "Host: localhost", "Connection: close")
    assert status == 200 and text.endswith("\r\n\r\n") and "set-cookie" not in text.lower()
