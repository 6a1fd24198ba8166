"""A payout's files for the bank are whole or not made, whenever the process dies, and the same bytes afterwards."""
import threading
import time

import pytest
from forms import form_to
from portal import Portal


@pytest.fixture
def fragile(demo_data, tmp_path):
    portal = Portal.copied(demo_data, tmp_path / "data")
    portal.start()
    yield portal
    portal.kill()


def send(portal, cookie, path, ending, **fields):
    """Sends the form of a page whose action ends so. Returns the status."""
    form = form_to(portal.request("GET", path, cookie=cookie)[2], ending)
    return portal.request("POST", form.action, form.fields | fields, cookie)[0]


def approved_payout(portal, approver):
    number = portal.rows("SELECT number FROM payout WHERE state = 'draft' ORDER BY id DESC LIMIT 1")[0][0]
    here = f"/arman/payouts/{number}"
    assert send(portal, approver, here, "/check") == 303
    assert send(portal, approver, here, "/approval") == 303
    return here


def plain_format(portal):
    return str(portal.rows("SELECT min(id) FROM bank_format")[0][0])


def files(portal, cookie, here):
    count = portal.rows(
        "SELECT count(*) FROM bank_file f JOIN bank_batch b ON b.id = f.batch_id WHERE b.replaced_at IS NULL "
        "AND b.payout_id = (SELECT id FROM payout WHERE number = ?)", here.rsplit("/", 1)[1])[0][0]
    answers = [portal.request("GET", f"{here}/bank-files/{part + 1}", cookie=cookie) for part in range(count)]
    assert all(status == 200 for status, _, _ in answers)
    return [text for _, _, text in answers]


def test_files_are_the_same_after_a_kill_before_they_are_marked_as_sent(fragile):
    officer = "kardan_session=" + fragile.session("finance_officer")
    here = approved_payout(fragile, "kardan_session=" + fragile.session("finance_approver"))
    assert send(fragile, officer, here, "/bank-files", format=plain_format(fragile)) == 303
    made = files(fragile, officer, here)
    assert len(made) == 1 and made[0].count("\r\n") > 1
    fragile.kill()
    fragile.start()
    assert files(fragile, officer, here) == made
    assert send(fragile, officer, here, "/sending") == 303
    fragile.kill()
    fragile.start()
    assert files(fragile, officer, here) == made


def test_a_kill_while_files_are_made_leaves_them_whole_or_not_made(fragile):
    officer = "kardan_session=" + fragile.session("finance_officer")
    here = approved_payout(fragile, "kardan_session=" + fragile.session("finance_approver"))
    for delay in range(0, 40, 8):
        form = form_to(fragile.request("GET", here, cookie=officer)[2], "/bank-files")
        fields = form.fields | {"format": plain_format(fragile)}
        told = []

        def make():
            try:
                told.append(fragile.request("POST", form.action, fields, officer)[0])
            except OSError:
                pass

        maker = threading.Thread(target=make)
        maker.start()
        time.sleep(delay / 1000)
        fragile.kill()
        maker.join()
        fragile.start()
        orders, named = fragile.rows(
            "SELECT (SELECT count(*) FROM bank_order o WHERE o.batch_id = b.id), b.order_count FROM bank_batch b "
            "WHERE b.replaced_at IS NULL AND b.payout_id = (SELECT id FROM payout WHERE number = ?) "
            "UNION ALL SELECT 0, 0 ORDER BY 2 DESC LIMIT 1", here.rsplit("/", 1)[1])[0]
        assert orders == named
        if told == [303]:
            assert named > 0, "what was acknowledged is there"
        # The person sends the same form again, not knowing what became of it.
        assert fragile.request("POST", form.action, fields, officer)[0] == 303
        assert len(files(fragile, officer, here)) == 1
