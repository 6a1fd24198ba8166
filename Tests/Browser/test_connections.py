"""A stranger who opens more connections than the process may have: the server lives, answers others, and ends his."""
import resource
import select
import socket
import time

import pytest
from portal import Portal

LIMIT, STRANGERS = 256, 300


@pytest.fixture
def narrow(demo_data, tmp_path):
    portal = Portal.copied(demo_data, tmp_path / "data")
    portal.start(preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (LIMIT, LIMIT)))
    yield portal
    portal.stop()


def ended(sockets):
    """Those of them that the server has ended."""
    return [one for one in select.select(sockets, [], [], 0)[0] if is_ended(one)]


def is_ended(one):
    try:
        return one.recv(1) == b""
    except ConnectionResetError:  # Ended as well, with something unread.
        return True


def test_a_flood_of_half_requests(narrow):
    strangers = []
    for number in range(STRANGERS):
        stranger = socket.create_connection(("127.0.0.1", narrow.port), timeout=30)
        stranger.sendall(b"GET / HTTP/1.1\r\nX: ")
        stranger.setblocking(False)
        strangers.append(stranger)
        if number % 30 == 29:
            began = time.monotonic()
            assert narrow.request("GET", "/health")[0] == 200
            assert time.monotonic() - began < 5, f"with {number + 1} strangers"
    cookie = "kardan_session=" + narrow.session("service_manager")
    assert narrow.request("GET", "/arman/jobs", cookie=cookie)[0] == 200
    open_still = set(strangers)
    give_up = time.monotonic() + 20
    while open_still:
        open_still -= set(ended(list(open_still)))
        assert time.monotonic() < give_up, f"{len(open_still)} half requests are still open"
        time.sleep(0.1)
    assert narrow.request("GET", "/health")[0] == 200
