"""A part that a job waits for: asked for on a phone, approved, picked and sent at the desk, received on the phone."""
import tempfile

import pytest
from journey import press, told
from playwright.sync_api import expect
from portal import Portal
from test_journey import words
from test_pages import overflow, violations

PARTS = (("WAIT-1", "کمپرسور یخچال با نامی که از پهنای گوشی می‌گذرد"), ("WAIT-2", "شیلنگ تخلیه"))


@pytest.fixture(scope="module")
def company(demo_data):
    """A company of its own with a warehouse and two parts."""
    portal = Portal.copied(demo_data, tempfile.mkdtemp(prefix="kardan-parts-") + "/data")
    portal.dealer = portal.busiest_dealers(1)[0]
    with portal.store() as store:
        store.execute("DELETE FROM setting WHERE name = 'feature.stock'")
        store.execute("INSERT INTO setting (name, value) VALUES ('feature.stock', 'on')")
        for code, name in PARTS:
            store.execute(
                "INSERT INTO spare_part (code, code_key, name_fa, made_at) VALUES (?, ?, ?, 0)",
                (code, code.replace("-", "").lower(), name))
    portal.start()
    yield portal
    portal.stop()
    portal.remove()


@pytest.fixture
def sit_down(company, page_as):
    def open_page(role, width=1440):
        page = page_as(role, "fa", width, base=company)
        page.say = words("fa").__getitem__
        return page

    return open_page


def add_place(page, kind, code, dealer=""):
    page.goto("/arman/stock/places/new")
    page.select_option("main [name=kind]", kind)
    page.fill("main [name=code]", code)
    page.fill("main [name=name_fa]", code)
    if dealer:
        page.fill("main [name=dealer]", dealer)
    press(page, "stock.save")
    told(page, "flash.stock.place_added")


def receive(page, place, quantity):
    page.goto("/arman/stock/papers/new?kind=receipt")
    page.select_option("main [name=reason]", "opening")
    page.select_option("main [name=to]", page.locator("main [name=to] option", has_text=place).get_attribute("value"))
    for row, (code, _) in enumerate(PARTS, 1):
        page.fill(f"main [name=code{row}]", code)
        page.fill(f"main [name=quantity{row}]", str(quantity))
    press(page, "stock.save")
    told(page, "flash.stock.receipt_added")


def looked_at(page):
    """Nothing stands out of the window, and axe finds nothing."""
    assert overflow(page) <= 0, page.url
    assert not violations(page), "\n".join(violations(page))


def test_a_part_is_asked_for_on_a_phone_and_comes(company, sit_down):
    manager, job = sit_down("stock_manager"), company.job_in_hand(0)
    dealer_place = company.rows(
        "SELECT count(*) FROM stock_place p JOIN dealer d ON d.id = p.dealer_id WHERE p.kind = 'sub' AND d.code = ?",
        company.dealer)[0][0]
    add_place(manager, "central", "WAIT-C1")
    if not dealer_place:
        add_place(manager, "sub", "WAIT-S1", company.dealer)
    receive(manager, "WAIT-C1", 5)

    phone = sit_down("dealer_manager", 360)
    phone.goto(f"/arman/jobs/{job}")
    phone.get_by_role("link", name=phone.say("stock.request.wait")).click()
    looked_at(phone)
    phone.fill("main [name=code1]", PARTS[0][0])
    phone.fill("main [name=quantity1]", "۳")
    press(phone, "stock.request.ask")
    told(phone, "flash.stock.request_added")
    looked_at(phone)
    request = phone.url
    phone.goto(f"/arman/jobs/{job}")
    expect(phone.locator("h1 .badge", has_text=phone.say("jobs.waiting.part"))).to_be_visible()

    manager.goto(request)
    manager.select_option(
        "main [name=from]", manager.locator("main [name=from] option", has_text="WAIT-C1").get_attribute("value"))
    manager.fill("main [name=approved1]", "2")
    manager.fill("main [name=answer]", "دو عدد کافی است")
    press(manager, "stock.request.approve")
    told(manager, "flash.stock.request_approved")

    keeper = sit_down("storekeeper", 390)
    keeper.goto(request)
    looked_at(keeper)
    press(keeper, "stock.request.pick")
    told(keeper, "flash.stock.request_picked")
    press(keeper, "stock.request.send")
    told(keeper, "flash.stock.request_sent")

    phone.goto("/arman/today")
    phone.locator("main .flash a[href*='stock/requests']").click()
    phone.goto(request)
    phone.get_by_role("link", name=phone.say("stock.request.paper")).click()
    press(phone, "stock.receive")
    phone.locator("dialog button[value=yes]").click()
    told(phone, "flash.stock.paper_received")
    phone.goto(f"/arman/jobs/{job}")
    expect(phone.locator("h1 .badge", has_text=phone.say("jobs.waiting.part"))).to_have_count(0)


def test_what_a_place_wants_is_asked_for_in_one_step(sit_down):
    manager = sit_down("stock_manager")
    add_place(manager, "central", "WAIT-C9")
    manager.get_by_role("link", name=manager.say("stock.levels")).click()
    manager.fill("main [name=part]", PARTS[1][0])
    manager.fill("main [name=order_point]", "7")
    manager.locator("main form").first.get_by_role("button", name=manager.say("stock.save")).click()
    told(manager, "flash.stock.level_set")
    looked_at(manager)
    manager.get_by_role("link", name=manager.say("stock.supply"), exact=True).first.click()
    manager.locator("main tbody .pickbox input").check()
    looked_at(manager)
    press(manager, "stock.supply.ask")
    told(manager, "flash.stock.request_added")
