"""What a form has acknowledged is kept, whatever becomes of the process: killed in the middle, restarted, counted."""
import http.client
import threading
import time

import pytest
from forms import form_to
from portal import IN_HAND, Portal

ENOUGH = 60


class Sender(threading.Thread):
    """One person who fills in one form after the other, each with a mark of its own, until the line breaks."""

    def __init__(self, portal, cookie, name, forms):
        super().__init__(daemon=True)
        self.portal, self.cookie, self.name, self.forms = portal, cookie, name, forms
        self.acknowledged, self.unsure, self.refused = [], None, []

    def run(self):
        try:
            self.send_all()
        except (OSError, http.client.HTTPException):
            pass  # The line broke: that is what the test is about.

    def send_all(self):
        for mark, form in self.forms(self.name):
            self.unsure = (mark, form)
            status, _, page = self.portal.request("POST", form.action, form.fields, self.cookie)
            self.unsure = None
            if status != 303:
                self.refused.append((status, page[:2000]))
                return
            self.acknowledged.append(mark)


@pytest.fixture
def fragile(demo_data, tmp_path):
    portal = Portal.copied(demo_data, tmp_path / "data")
    portal.start()
    yield portal
    portal.kill()


def new_jobs(portal, cookie, sender):
    model = portal.rows("SELECT code FROM product_model ORDER BY id LIMIT 1")[0][0]

    def forms(name):
        for number in range(10_000):
            mark = f"{name} {number}"
            form = form_to(portal.request("GET", "/arman/jobs/new", cookie=cookie)[2], "/jobs")
            form.fields |= {
                "mobile": f"0935{sender:03d}{number:04d}", "name": "مشتری آزمون", "serial": f"CRASH{sender}X{number}",
                "model": model, "service": "repair", "city": "تهران", "address": "خیابان آزادی", "fault": mark}
            yield mark, form

    return forms


def visits(portal, cookie, dealer):
    numbers = [number for (number,) in portal.rows(
        f"SELECT j.number FROM job j JOIN dealer d ON d.id = j.dealer_id WHERE d.code = ? AND j.state IN {IN_HAND}", dealer)]

    def forms(name):
        for number in numbers:
            mark = f"{name} {number}"
            page = portal.request("GET", f"/arman/jobs/{number}/visits/new", cookie=cookie)[2]
            form = form_to(page, "/visits")
            form.fields |= {
                "outcome": "completed", "ends_job": "1", "minutes": "30", "km": "4", "symptom": "صدا", "remedy": "تنظیم",
                "note": mark}
            yield mark, form

    return forms


def test_a_killed_server_has_lost_nothing_and_doubled_nothing(fragile):
    reception = "kardan_session=" + fragile.session("reception")
    senders = [
        Sender(fragile, reception, f"کار {number}", new_jobs(fragile, reception, number)) for number in range(3)]
    for dealer in fragile.busiest_dealers(2):
        cookie = "kardan_session=" + fragile.session("dealer_manager", dealer=dealer)
        senders.append(Sender(fragile, cookie, f"مراجعه {dealer}", visits(fragile, cookie, dealer)))
    for sender in senders:
        sender.start()
    give_up = time.monotonic() + 60
    while sum(len(sender.acknowledged) for sender in senders) < ENOUGH and time.monotonic() < give_up:
        time.sleep(0.001)
    fragile.kill()
    for sender in senders:
        sender.join()
    refused = [answer for sender in senders for answer in sender.refused]
    assert not refused, refused[0]
    assert any(sender.acknowledged for sender in senders[:3]) and any(sender.acknowledged for sender in senders[3:])

    fragile.start()
    for sender in senders:
        statement = (
            "SELECT count(*) FROM job WHERE stated_fault = ?" if sender in senders[:3]
            else "SELECT count(*) FROM visit WHERE note = ?")
        for mark in sender.acknowledged:
            assert fragile.rows(statement, mark)[0][0] == 1, f"{mark} was acknowledged"
        if sender.unsure:
            mark, form = sender.unsure
            assert fragile.rows(statement, mark)[0][0] <= 1
            # The person sends the same form again, not knowing what became of it.
            assert fragile.request("POST", form.action, form.fields, sender.cookie)[0] == 303
            assert fragile.rows(statement, mark)[0][0] == 1, f"{mark} was sent twice"
