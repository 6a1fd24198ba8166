"""`bin/bench --messages 10000`: so many messages queued at once, and sent to a provider on this machine that needs 50 ms for each.

How long that takes, with how many under way at once, and what the list of jobs keeps of its speed meanwhile: wrk asks for it
before and while they are sent. The account is set up on its page; the messages are written straight into the store, as a
campaign would, and a test message on the same page wakes the run. Each must come once: the provider counts them by our numbers.
"""
import asyncio
import json
import tempfile
import threading
import time
import urllib.parse

from forms import form_to
from portal import Portal

PAUSE = 0.05
PATIENCE = 600
LIST = "/arman/jobs"


class Provider:
    """Speaks Kavenegar's words: takes a message after a pause, and says which one it is."""

    def __init__(self):
        self.taken, self.under_way, self.most = {}, 0, 0
        self.loop, self.ready = asyncio.new_event_loop(), threading.Event()
        threading.Thread(target=self.serve, daemon=True).start()
        self.ready.wait(10)

    def serve(self):
        asyncio.set_event_loop(self.loop)
        self.server = self.loop.run_until_complete(asyncio.start_server(self.talk, "127.0.0.1", 0, backlog=256))
        self.port = self.server.sockets[0].getsockname()[1]
        self.ready.set()
        self.loop.run_forever()

    def stop(self):
        self.loop.call_soon_threadsafe(self.loop.stop)

    async def talk(self, reader, writer):
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                length = next(
                    (int(line.split(":")[1]) for line in head.split("\r\n") if line.lower().startswith("content-length")), 0)
                body = urllib.parse.parse_qs((await reader.readexactly(length)).decode())
                answer = json.dumps(await self.answer(head.split(" ")[1], body)).encode()
                writer.write(
                    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(answer) + answer)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def answer(self, path, body):
        if not path.endswith("sms/send.json"):
            return {"return": {"status": 200}, "entries": [{"messageid": 1, "status": 1, "remaincredit": 1_000_000}]}
        ours = body["localid"][0]
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        await asyncio.sleep(PAUSE)
        self.under_way -= 1
        self.taken[ours] = self.taken.get(ours, 0) + 1
        return {"return": {"status": 200}, "entries": [{"messageid": len(self.taken), "status": 1, "cost": 1_200}]}


def post(portal, page, ending, fields, cookie):
    form = form_to(portal.request("GET", page, cookie=cookie)[2], ending)
    status = portal.request("POST", form.action, form.fields | fields, cookie)[0]
    assert status == 303, f"{form.action}: {status}"


def queued(portal, count):
    """Their time has come, and nobody knows of it yet."""
    with portal.store() as store:
        now = int(time.time())
        store.executemany(
            """
            INSERT INTO message (channel, event, subject, subject_id, occasion, recipient, number, body, parts, state, made_at,
                                 not_before, ends_at, due_at, sealed)
            VALUES ('sms', 'job_received', 'bench', ?, '', 'number', ?, 'سلام، درخواست شما ثبت شد.', 1, 'waiting', ?, ?, ?, ?, '')
            """,
            [(number, f"+98935{number:07d}", now, now, now + 86_400, now) for number in range(1, count + 1)])


def sent(portal):
    return portal.rows("SELECT count(*) FROM message WHERE subject = 'bench' AND state = 'sent'")[0][0]


def main(count, program, measured, seconds):
    """Markdown. - measured: bench's own, which lets wrk ask."""
    portal, provider = Portal(tempfile.mkdtemp(prefix="kardan-bench-messages-"), program), Provider()
    try:
        portal.command("demo", "--jobs", "1000", timeout=900)
        portal.start()
        admin = portal.session("administrator")
        admin, manager = "kardan_session=" + admin, "kardan_session=" + portal.session("service_manager")
        account = "/arman/messages/account"
        post(portal, account, "/messages/account", {
            "provider": "kavenegar", "key_of_account": "bench", "line": "3000", "on": "1", "quiet_from": "", "quiet_to": ""}, admin)
        with portal.store() as store:
            store.execute("UPDATE post_account SET address = ?", [f"http://127.0.0.1:{provider.port}"])
        asked = [("GET", LIST, manager, "")]
        with tempfile.TemporaryDirectory(prefix="kardan-bench-files-") as folder:
            measured([portal.port], asked, 2, folder)
            alone = measured([portal.port], asked, seconds, folder)
            queued(portal, count)
            began = time.monotonic()
            post(portal, account, "/account/trial", {"number": "09121112233"}, admin)
            beside = measured([portal.port], asked, seconds, folder)
            while sent(portal) < count and time.monotonic() - began < PATIENCE:
                time.sleep(0.2)
        took, done = time.monotonic() - began, sent(portal)
        portal.stop()
        twice = sum(times > 1 for times in provider.taken.values())
        return "\n".join([
            "| messages | s | a second | at once | job list alone | job list meanwhile |", "|--:|--:|--:|--:|--:|--:|",
            f"| {count:,} | {took:.1f} | {done / took:,.0f} | {provider.most} | {alone['rate']:,.0f}/s | {beside['rate']:,.0f}/s |",
            "", f"- {done:,} were sent, {twice} of them twice; the provider needs {PAUSE * 1000:.0f} ms for each.",
            f"- The list of jobs kept {beside['rate'] / alone['rate']:.0%} of its speed while they went out."])
    finally:
        provider.stop()
        portal.remove()
