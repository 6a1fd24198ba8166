"""A dealer's job that was drawn: it fails its control, comes back to him as a rework, passes, and its fee is held no more."""
import re
import tempfile

import pytest
from playwright.sync_api import expect
from portal import Portal
from test_journey import words
from test_pages import overflow, violations

WAITING = """
    SELECT c.id, j.number, d.code, k.id FROM quality_control c JOIN job j ON j.id = c.job_id JOIN dealer d ON d.id = c.dealer_id
    JOIN quality_sample s ON s.job_id = j.id JOIN claim k ON k.job_id = j.id AND k.dealer_id = c.dealer_id
    WHERE c.state = 'waiting' AND c.taker_id IS NULL AND s.state = 'held' AND d.state = 'active'
    AND NOT EXISTS (SELECT 1 FROM quality_rework r WHERE r.job_id = j.id) ORDER BY c.id LIMIT 1
"""


say = words("fa").__getitem__


@pytest.fixture
def drawn(demo_data):
    portal = Portal.copied(demo_data, tempfile.mkdtemp(prefix="kardan-quality-") + "/data")
    portal.start()
    yield portal
    portal.stop()
    portal.remove()


def fine(page):
    assert overflow(page) <= 0 and not violations(page)


def judge(page, control, first):
    page.goto(f"/arman/quality/controls/{control}")
    fine(page)
    for item, said in (("r1", first), ("r2", "yes"), ("r3", "yes")):
        page.check(f"[name={item}][value={said}]", force=True)
    page.check("[name=way][value=phone]", force=True)
    page.click("button[value=judge]")
    expect(page.locator("main .flash.done")).to_be_visible()


def held(portal, job):
    return portal.rows("SELECT count(*) FROM pay_hold h JOIN job j ON j.id = h.job_id WHERE j.number = ? AND h.from_day = 0", job)[0][0]


def test_what_fails_is_made_good_before_it_is_paid(drawn, page_as):
    control, job, dealer, claim = drawn.rows(WAITING)[0]
    assert held(drawn, job) == 1
    finance = page_as("finance_officer", base=drawn)
    finance.goto(f"/arman/claims/{claim}")
    expect(finance.locator("main")).to_contain_text(say("quality.hold.waiting"))

    inspector = page_as("quality_inspector", "fa", 390, base=drawn)
    inspector.goto("/arman/quality?place=dealer")
    fine(inspector)
    inspector.goto(f"/arman/quality/controls/{control}")
    inspector.click("button[value=take]")
    expect(inspector.locator("main .flash.done")).to_be_visible()
    judge(inspector, control, "no")
    expect(inspector.locator("h1 .badge")).to_have_text(say("quality.state.failed"))
    rework = drawn.rows(
        "SELECT w.number FROM quality_rework r JOIN job w ON w.id = r.job_id JOIN job j ON j.id = r.first_id WHERE j.number = ?", job)[0][0]

    drawn.dealer = dealer
    manager = page_as("dealer_manager", "fa", 390, base=drawn)
    manager.goto(f"/arman/jobs/{rework}")
    expect(manager.locator("main")).to_contain_text("دستگاه درست کار می‌کند")
    manager.get_by_role("button", name=say("visits.do.accept"), exact=True).first.click()
    expect(manager.locator("main .flash.done")).to_be_visible()
    manager.goto(f"/arman/jobs/{rework}/visits/new")
    manager.check("input[name=outcome][value=completed]", force=True)
    manager.fill("input[name=minutes]", "45")
    manager.fill("input[name=remedy]", "R05 تنظیم")
    manager.locator(".actionbar button.primary").click()
    manager.locator(".actionbar button[name=confirmed]").click()
    expect(manager.locator("main .flash.done")).to_be_visible()

    again = drawn.rows(
        "SELECT c.id FROM quality_control c JOIN job j ON j.id = c.job_id WHERE j.number = ? AND c.state = 'waiting'", rework)[0][0]
    judge(inspector, again, "yes")
    expect(inspector.locator("h1 .badge")).to_have_text(re.compile(say("quality.state.passed")))
    assert held(drawn, job) == 0 and held(drawn, rework) == 0
    finance.goto(f"/arman/claims/{claim}")
    assert say("quality.hold.waiting") not in finance.locator("main").inner_text()
