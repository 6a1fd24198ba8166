"""Messages survive whoever sends them: servers are killed again and again with messages under way, on a server's store two at a
time, and each message comes to its provider once."""
import json
import threading
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from forms import form_to
from portal import Portal

MESSAGES = 300
UNANSWERED = 5


class Provider(ThreadingHTTPServer):
    """Speaks Kavenegar's words and can be asked for a message by our number. Of what may come until `expect` is called again it
    takes the last few and never says so, and hears no more."""

    daemon_threads, request_queue_size = True, 100

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Talk)
        self.taken, self.most, self.lock = [], MESSAGES * 2, threading.Lock()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def expect(self, more):
        with self.lock:
            self.most = len(self.taken) + more

    def take(self, ours):
        """Whether the message is taken, and whether its sender is told."""
        with self.lock:
            if len(self.taken) >= self.most:
                return False
            self.taken.append(ours)
            return len(self.taken) <= self.most - UNANSWERED


class Talk(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_POST(self):
        body = urllib.parse.parse_qs(self.rfile.read(int(self.headers.get("Content-Length", 0))).decode())
        ours, status = body.get("localid", [""])[0], 1
        if self.path.endswith("/sms/send.json"):
            if not self.server.take(ours):
                self.rfile.read(1)  # waits until the sender has died
                return
        elif ours not in self.server.taken:
            status = 100
        entry = {"messageid": 1, "status": status, "cost": 1_200, "remaincredit": 1_000_000}
        answer = json.dumps({"return": {"status": 200}, "entries": [entry]}).encode()
        try:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)
        except OSError:
            pass  # whoever has asked is dead

    def handle(self):
        try:
            super().handle()
        except OSError:
            pass  # so is whoever waited


@pytest.fixture
def provider():
    server = Provider()
    yield server
    server.shutdown()


def set_up(portal, provider):
    """The account on its page, tried by a message, and then many that wait."""
    portal.start()
    cookie = "kardan_session=" + portal.session("administrator")
    account = "/arman/messages/account"

    def post(ending, fields):
        form = form_to(portal.request("GET", account, cookie=cookie)[2], ending)
        status = portal.request("POST", form.action, form.fields | fields, cookie)[0]
        assert status == 303, f"{form.action}: {status}"

    post("/messages/account", {
        "provider": "kavenegar", "key_of_account": "a key", "line": "3000", "on": "1", "quiet_from": "", "quiet_to": ""})
    mark = "%s" if portal.database else "?"
    with portal.store() as store:
        store.execute(f"UPDATE post_account SET address = {mark}", [f"http://127.0.0.1:{provider.server_address[1]}"])
    post("/account/trial", {"number": "09121112233"})
    portal.kill()
    # Nobody is there now who could have sent some of them before he is killed in the middle.
    with portal.store() as store:
        store.execute("UPDATE message SET due_at = NULL, state = 'expired' WHERE due_at IS NOT NULL")
        now = int(time.time())
        for number in range(1, MESSAGES + 1):
            store.execute(
                "INSERT INTO message (channel, event, subject, subject_id, occasion, recipient, number, body, parts, state, "
                f"made_at, not_before, ends_at, due_at, sealed) VALUES ('sms', 'job_received', 'test', {mark}, '', 'number', "
                f"{mark}, 'x', 1, 'waiting', {mark}, {mark}, {mark}, {mark}, '')",
                [number, f"+98935{number:07d}", now, now, now + 86_400, now])
        store.execute("DELETE FROM run WHERE kind = 'post'")
        store.execute(
            f"INSERT INTO run (kind, subject_id, state, not_before, made_at) VALUES ('post', 0, 'waiting', {mark}, {mark})",
            [now, now])


def wait_until(is_so, seconds=600):
    give_up = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < give_up, "it never came"
        time.sleep(0.01)


def pass_a_minute(portal):
    """Whoever died is taken for dead, once all that he had sent has arrived."""
    time.sleep(0.5)
    with portal.store() as store:
        store.execute("UPDATE run SET lease_until = 1 WHERE state = 'running'")
        store.execute("UPDATE message SET lease_until = 1, due_at = 1 WHERE state = 'sending'")


def test_each_message_comes_once_whoever_is_killed_sending_it(installation, provider):
    set_up(installation, provider)
    pass_a_minute(installation)
    for _ in range(3):
        provider.expect(70)
        senders = [Portal.beside(installation) for _ in range(2 if installation.database else 1)]
        for portal in senders:
            portal.start()
        wait_until(lambda: len(provider.taken) == provider.most)
        for portal in senders:
            portal.kill()
        pass_a_minute(installation)

    provider.expect(MESSAGES * 2)
    last = Portal.beside(installation)
    last.start()
    try:
        wait_until(lambda: installation.rows(
            "SELECT count(*) FROM message WHERE subject = 'test' AND state IN ('sent', 'delivered')")[0][0] == MESSAGES)
    finally:
        last.kill()
    twice = {ours for ours in provider.taken if provider.taken.count(ours) > 1}
    assert not twice and len(provider.taken) >= MESSAGES
