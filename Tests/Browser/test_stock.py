"""A defective part from the visit to the payout: fitted by a dealer on his phone, owed, sent in a box, counted and inspected; what
it held back of his pay is free when it has come."""
import tempfile

import pytest
from forms import form_to
from playwright.sync_api import expect
from portal import IN_HAND, Portal


@pytest.fixture
def own(demo_data):
    portal = Portal.copied(demo_data, tempfile.mkdtemp(prefix="kardan-stock-") + "/data")
    portal.start()
    yield portal
    portal.stop()
    portal.remove()


def job_with_part(portal):
    """A job in hand whose machine a part is for that must come back whoever pays: dealer, number and the part's code."""
    found = portal.rows(
        "SELECT d.code, j.number, min(s.code) FROM job j JOIN dealer d ON d.id = j.dealer_id JOIN unit u ON u.id = j.unit_id "
        "JOIN part_fit f ON f.model_id = u.model_id JOIN spare_part s ON s.id = f.part_id "
        f"WHERE j.state IN {IN_HAND} AND s.must_return = 'always' AND s.is_retired = 0 GROUP BY d.code, j.number ORDER BY j.number")
    assert found, "no job in hand takes a part that must come back"
    return found[0]


def posted(portal, role, page, ending, **fields):
    """Sends a form of a page as it stands, with these fields."""
    cookie = "kardan_session=" + portal.session(role)
    form = form_to(portal.request("GET", page, cookie=cookie)[2], ending)
    status, _, answer = portal.request("POST", form.action, form.fields | fields, cookie)
    assert status == 303, f"{form.action} answers {status}: {answer[:400]}"


def fit(page, job, part):
    page.goto(f"/arman/jobs/{job}/visits/new")
    page.locator("input[name=outcome][value=completed]").check(force=True)
    page.fill("input[name=minutes]", "45")
    page.fill("input[name=remedy]", "R05 تعویض قطعه")
    page.fill("input[name=part1]", part)
    page.locator(".actionbar button.primary").click()
    expect(page.locator(".errors, #summary").first).to_be_visible()
    if page.locator("[name=removed1]").count():
        page.fill("[name=removed1]", "OLD-7001")
        page.locator(".actionbar button.primary").click()
    page.locator(".actionbar button[name=confirmed]").click()
    page.wait_for_url("**/arman/jobs/*")


def held(portal, page, job):
    page.goto("/arman/payouts/new")
    return page.locator("#held tbody tr", has_text=job).count()


def test_a_defective_part_holds_its_fee_until_it_has_come(own, page_as):
    dealer, job, part = job_with_part(own)
    own.dealer = dealer
    posted(own, "administrator", "/arman/settings/stock", "/settings/stock/rules", hold="always")
    posted(own, "finance_approver", "/arman/proposals", "/confirmation")
    phone = page_as("dealer_manager", width=360, base=own)
    fit(phone, job, part)
    phone.goto("/arman/today")
    expect(phone.get_by_role("link", name="داغی نزد شماست")).to_be_visible()
    claim, state, version = own.rows(
        "SELECT c.id, c.state, c.version FROM claim c JOIN job j ON j.id = c.job_id WHERE j.number = ?", job)[0]
    if state == "draft":
        phone.goto(f"/arman/claims/{claim}")
        phone.locator("form[action$='/claims/sending'] button.primary").click()
        phone.wait_for_load_state()
    finance = page_as("finance_officer", base=own)
    if own.rows("SELECT state FROM claim WHERE id = ?", claim)[0][0] == "submitted":
        finance.goto(f"/arman/claims/{claim}")
        finance.get_by_role("button", name="تأیید", exact=True).first.click()
        finance.wait_for_load_state()
    assert own.rows("SELECT state FROM claim WHERE id = ?", claim)[0][0] == "approved"
    assert held(own, finance, job) == 1, "the fee waits for the part, beside what is paid"
    expect(finance.locator("#held tbody tr", has_text=job)).to_contain_text(part)

    phone.goto("/arman/dealers/mine/account")
    expect(phone.locator("#held")).to_contain_text(job)
    assert phone.evaluate("document.documentElement.scrollWidth") == 360
    phone.goto("/arman/stock/debts")
    assert phone.evaluate("document.documentElement.scrollWidth") == 360
    phone.locator("tbody tr", has_text=job).locator("input[name=debt]").check()
    phone.locator("[data-bulk] button.primary").press("Enter")
    phone.wait_for_url("**/stock/boxes/*")
    box = phone.url.split("/arman/")[1]
    assert held(own, finance, job) == 1, "what is on the way has not come"

    keeper = page_as("storekeeper", base=own)
    keeper.goto(f"/arman/{box}")
    keeper.locator("input[name=debt]").check()
    keeper.select_option("select[name=place]", label="انبار داغی")
    keeper.locator("form[action$='/receipt'] button.primary").press("Enter")
    keeper.locator("dialog button[value=yes]").click()
    expect(keeper.locator(".flash.done")).to_be_visible()
    assert held(own, finance, job) == 0, "the receipt of the part sets the fee free"
    keeper.goto("/arman/stock/debts?tab=received")
    row = keeper.locator("tbody tr", has_text=job)
    row.locator("summary").press("Enter")
    row.locator("select[name=finding]").select_option("failed")
    row.locator(".pop-body button.primary").press("Enter")
    expect(keeper.locator(".flash.done")).to_be_visible()
