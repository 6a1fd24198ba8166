"""What is ordered from a supplier and comes in parts; and a device taken apart into parts, whose serial each of them keeps."""
import tempfile

import pytest
from journey import number, press, told
from playwright.sync_api import expect
from portal import Portal
from test_journey import words
from test_pages import overflow, violations

PARTS = (("ORD-1", "کمپرسور سفارشی", "none"), ("ORD-2", "فن", "none"), ("ORD-DEV", "دستگاه دست‌دوم", "serial"))
STORE, SERIAL = "ORD-C1", "DEV9001"


@pytest.fixture(scope="module")
def company(demo_data):
    """A company of its own with a warehouse, a store and three parts."""
    portal = Portal.copied(demo_data, tempfile.mkdtemp(prefix="kardan-orders-") + "/data")
    portal.dealer = portal.busiest_dealers(1)[0]
    with portal.store() as store:
        store.execute("DELETE FROM setting WHERE name = 'feature.stock'")
        store.execute("INSERT INTO setting (name, value) VALUES ('feature.stock', 'on')")
        for code, name, tracking in PARTS:
            store.execute(
                "INSERT INTO spare_part (code, code_key, name_fa, tracking, made_at) VALUES (?, ?, ?, ?, 0)",
                (code, code.replace("-", "").lower(), name, tracking))
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


@pytest.fixture
def store(company, sit_down):
    """The id of a central store."""
    find = "SELECT id FROM stock_place WHERE code = ?"
    if not company.rows(find, STORE):
        page = sit_down("stock_manager")
        page.goto("/arman/stock/places/new")
        page.select_option("main [name=kind]", "central")
        page.fill("main [name=code]", STORE)
        page.fill("main [name=name_fa]", "انبار سفارش")
        press(page, "stock.save")
        told(page, "flash.stock.place_added")
    return str(company.rows(find, STORE)[0][0])


def on_hand(company, code):
    return company.rows(
        "SELECT coalesce(sum(b.quantity), 0) FROM stock_balance b JOIN spare_part s ON s.id = b.part_id "
        "JOIN stock_place p ON p.id = b.place_id WHERE s.code = ? AND p.code = ?", code, STORE)[0][0]


def looked_at(page):
    """Nothing stands out of the window, and axe finds nothing."""
    assert overflow(page) <= 0, page.url
    assert not violations(page), "\n".join(violations(page))


def agree(page):
    page.locator("dialog button[value=yes]").click()


def receive(page, order, count):
    """So many of the first line, and no other."""
    page.goto(order)
    page.get_by_role("link", name=page.say("stock.order.receive")).click()
    looked_at(page)
    page.fill("main [name=quantity1]", str(count))
    if page.locator("main [name=code2]").count():
        page.fill("main [name=code2]", "")
        page.fill("main [name=quantity2]", "")
        if page.locator("main [name=cost2]").count():
            page.fill("main [name=cost2]", "")
    press(page, "stock.save")
    told(page, "flash.stock.receipt_added")
    looked_at(page)


def test_an_order_is_written_placed_and_comes_in_parts(company, sit_down, store):
    manager = sit_down("stock_manager")
    manager.goto("/arman/stock/orders/new")
    looked_at(manager)
    manager.fill("main [name=supplier]", "بازرگانی نمونه")
    manager.fill("main [name=due]", "۱۴۲۰/۰۱/۱۵")
    manager.select_option("main [name=place]", store)
    for row, (code, count, price) in enumerate((("ORD-1", "5", "120000"), ("ORD-2", "2", "30000")), 1):
        manager.fill(f"main [name=code{row}]", code)
        manager.fill(f"main [name=quantity{row}]", count)
        manager.fill(f"main [name=price{row}]", price)
    press(manager, "stock.order.save")
    told(manager, "flash.stock.order_saved")
    order = manager.url
    expect(manager.locator("h1 .badge")).to_have_text(manager.say("stock.order.state.draft"))
    assert number(manager.locator("dl.figures dd bdi").first.inner_text()) == 660_000
    press(manager, "stock.order.place")
    agree(manager)
    told(manager, "flash.stock.order_placed")
    looked_at(manager)

    keeper = sit_down("storekeeper", 360)
    receive(keeper, order, 3)
    assert on_hand(company, "ORD-1") == 3 and on_hand(company, "ORD-2") == 0
    keeper.goto(order)
    expect(keeper.locator("h1 .badge")).to_have_text(keeper.say("stock.order.state.partial"))
    looked_at(keeper)
    assert keeper.get_by_text("120").count() == 0, "a keeper reads no prices"

    manager.goto(order)
    manager.locator("details summary", has_text=manager.say("stock.order.close")).click()
    manager.fill("main details[open] [name=reason]", "فروشنده باقی را نمی‌دهد")
    manager.locator("main details[open] button.danger").click()
    agree(manager)
    told(manager, "flash.stock.order_ended")
    expect(manager.locator("h1 .badge")).to_have_text(manager.say("stock.order.state.closed"))
    assert manager.get_by_role("link", name=manager.say("stock.order.receive")).count() == 0


def test_a_device_is_taken_apart_and_its_parts_keep_its_serial(company, sit_down, store):
    manager = sit_down("stock_manager")
    manager.goto("/arman/stock/papers/new?kind=receipt")
    manager.select_option("main [name=reason]", "opening")
    manager.select_option("main [name=to]", store)
    manager.fill("main [name=code1]", "ORD-DEV")
    manager.fill("main [name=quantity1]", "1")
    manager.fill("main [name=mark1]", SERIAL)
    manager.select_option("main [name=condition1]", "used")
    manager.fill("main [name=cost1]", "900000")
    press(manager, "stock.save")
    told(manager, "flash.stock.receipt_added")
    before = {code: on_hand(company, code) for code, *_ in PARTS}

    manager.goto("/arman/stock/rework?kind=dismantle")
    looked_at(manager)
    for name in ("from", "to"):
        manager.select_option(f"main [name={name}]", store)
    manager.fill("main [name=code0]", "ORD-DEV")
    manager.fill("main [name=quantity0]", "1")
    for row, (code, count, weight) in enumerate((("ORD-1", "1", "2"), ("ORD-2", "2", "1")), 1):
        manager.fill(f"main [name=code{row}]", code)
        manager.fill(f"main [name=quantity{row}]", count)
        manager.fill(f"main [name=weight{row}]", weight)
    press(manager, "stock.save")
    expect(manager.locator("main .field.bad").first).to_be_visible()
    manager.fill("main [name=mark0]", SERIAL)
    press(manager, "stock.save")
    told(manager, "flash.stock.dismantle_added")
    looked_at(manager)
    paper = manager.url
    assert manager.locator("main tbody tr", has_text=SERIAL).count() == 3, "the device, and both parts of it"
    after = {code: on_hand(company, code) - count for code, count in before.items()}
    assert after == {"ORD-1": 1, "ORD-2": 2, "ORD-DEV": -1}
    values = company.rows(
        "SELECT s.code, m.value_in FROM stock_movement m JOIN spare_part s ON s.id = m.part_id JOIN stock_paper x "
        "ON x.id = m.paper_id WHERE x.kind = 'dismantle' AND m.value_in > 0 ORDER BY s.code")
    assert sum(value for _, value in values) == 900_000, f"the value goes over whole: {values}"

    phone = sit_down("stock_manager", 360)
    phone.goto(paper)
    looked_at(phone)
    phone.locator("details summary", has_text=phone.say("stock.reverse")).click()
    phone.fill("main details[open] [name=reason]", "اشتباه ثبت شد")
    phone.locator("main details[open] button.danger").click()
    agree(phone)
    told(phone, "flash.stock.paper_reversed")
    assert {code: on_hand(company, code) for code, *_ in PARTS} == before
