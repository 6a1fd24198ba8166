"""What a form has acknowledged is kept, whatever becomes of the process: killed in the middle, restarted, counted."""
import time

import pytest
from forms import form_to
from portal import IN_HAND, Portal
from senders import Sender, new_jobs

ENOUGH = 60


@pytest.fixture
def fragile(demo_data, tmp_path):
    portal = Portal.copied(demo_data, tmp_path / "data")
    portal.start()
    yield portal
    portal.kill()


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
                "note": mark, "confirmed": "1"}
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
