"""A machine through the company's own workshop: carried in, received, drawn over the board by mouse, estimated and approved by its
customer, repaired with a part of the warehouse, and handed over with a paper to sign."""
import re
import tempfile

import pytest
from playwright.sync_api import expect
from portal import Portal
from test_pages import overflow, violations


@pytest.fixture
def own(demo_data):
    portal = Portal.copied(demo_data, tempfile.mkdtemp(prefix="kardan-workshop-") + "/data")
    portal.start()
    yield portal
    portal.stop()
    portal.remove()


def fine(page):
    assert overflow(page) <= 0 and not violations(page)


def carried_in(page, portal):
    """The number of a new job of an unknown customer, who has brought his machine."""
    model = portal.rows("SELECT code FROM product_model WHERE is_retired = 0 ORDER BY id LIMIT 1")[0][0]
    page.goto("/arman/jobs/new")
    page.fill("[name=mobile]", "09127770001")
    page.fill("[name=name]", "مهرانگیز نیک‌سرشت")
    page.select_option("[name=service]", "repair")
    page.fill("[name=model]", model)
    page.fill("[name=city]", "تهران")
    page.fill("[name=address]", "خیابان سهروردی، پلاک ۵")
    page.fill("[name=fault]", "صدا می‌دهد")
    page.locator("#reception details summary").click()
    page.select_option("[name=way]", "carried_in") if page.locator("select[name=way]").count() else page.check(
        "[name=way][value=carried_in]", force=True)
    page.click("#reception .actionbar button.primary")
    page.wait_for_url(re.compile(r"/jobs/\d{4}-\d+"))
    return re.search(r"/jobs/(\d{4}-\d+)", page.url)[1]


def card(page, job):
    return page.locator(".board .choice", has_text=job)


def given_a_bench(page, job):
    """The number of a new bench, on which it lies."""
    page.goto("/arman/workshop/benches")
    page.fill("main [name=fa]", "میز آزمون")
    page.click("main form.narrow button.primary")
    expect(page.locator("main .flash")).to_be_visible()
    page.goto(f"/arman/workshop/units/{job}")
    page.select_option("[name=to_bench]", label="میز آزمون")
    bench = page.input_value("[name=to_bench]")
    page.click("button[value=assign]")
    expect(page.locator("main .flash")).to_be_visible()
    return bench


def drawn(page, job, bench, state):
    """By mouse into another column."""
    page.goto(f"/arman/workshop?bench={bench}")
    card(page, job).drag_to(page.locator(f"[data-drop={state}] header"))
    expect(page.locator("main .flash")).to_be_visible()
    expect(page.locator(f"[data-drop={state}]")).to_contain_text(job)


def moved(page, job, state):
    """By the list of states on its own page."""
    page.goto(f"/arman/workshop/units/{job}")
    page.select_option("[name=to]", state)
    page.click("button[value=move]")
    expect(page.locator("main .flash")).to_be_visible()


def pass_control(page, portal, job):
    """By somebody who has not worked on it; what passes is ready by itself."""
    control = portal.rows(
        "SELECT c.id FROM quality_control c JOIN job j ON j.id = c.job_id WHERE j.number = ? AND c.state = 'waiting'", job)[0][0]
    page.goto(f"/arman/quality/controls/{control}")
    fine(page)
    for item in ("r1", "r2", "r3"):
        page.check(f"[name={item}][value=yes]", force=True)
    page.click("button[value=judge]")
    expect(page.locator("main .flash.done")).to_be_visible()


def test_a_machine_is_carried_in_repaired_and_handed_over(own, page_as):
    desk = page_as("reception", base=own)
    job = carried_in(desk, own)
    desk.locator("main a[href*='/workshop/receive']").click()
    desk.fill("[name=shelf]", "ب ۴")
    desk.fill("[name=differs]", "یک پیچ کم است")
    fine(desk)
    desk.click(".actionbar button.primary")
    desk.wait_for_url(f"**/workshop/units/{job}")

    manager = page_as("workshop_manager", base=own)
    manager.goto("/arman/workshop")
    fine(manager)
    # Only what has stood for longest is on the board, so it has a bench for itself.
    bench = given_a_bench(manager, job)
    drawn(manager, job, bench, "diagnosis")
    small = page_as("workshop_manager", width=390, base=own)
    small.goto(f"/arman/workshop/units/{job}")
    fine(small)
    small.fill("#work [name=symptom]", "S03 صدا می‌دهد")
    small.fill("#work [name=remedy]", "تعویض بلبرینگ")
    small.locator("#work form button.button").first.click()
    expect(small.locator("main .flash")).to_be_visible()

    # What it costs, and its customer's yes.
    manager.goto(f"/arman/workshop/units/{job}")
    manager.click("#estimate header a")
    manager.fill("[name=labour1-price]", "2500000")
    manager.click(".actionbar button.primary")
    drawn(manager, job, bench, "waiting_estimate")
    manager.goto(f"/arman/jobs/{job}")
    link = manager.input_value("#job-link-approve")
    phone = page_as(width=360, base=own)
    phone.goto(link)
    fine(phone)
    phone.click("button[value=approve]")
    phone.wait_for_selector("[role=status]")

    # A part of the warehouse.
    place, part = own.rows(
        "SELECT b.place_id, s.code FROM stock_balance b JOIN spare_part s ON s.id = b.part_id JOIN stock_place p ON p.id = b.place_id "
        "WHERE p.kind = 'central' AND b.quantity > 20 AND b.condition = 'new' AND s.tracking = 'none' ORDER BY b.id LIMIT 1")[0]
    moved(small, job, "repair")
    small.locator("#parts details summary").click()
    small.fill("#parts [name=part]", part)
    small.select_option("#parts [name=place]", str(place))
    small.locator("#parts details button").click()
    expect(small.locator("#parts")).to_contain_text(part)
    fine(small)
    drawn(manager, job, bench, "test")
    pass_control(page_as("quality_inspector", width=390, base=own), own, job)

    # To whoever shows his paper, with one to sign.
    desk.goto(f"/arman/workshop/units/{job}/hand-over")
    fine(desk)
    desk.fill("[name=shown]", "کارت ملی")
    desk.check("[name=proof][value=identity]", force=True)
    desk.check("[name=bill][value=settled]", force=True)
    desk.fill("[name=amount]", "2500000")
    desk.fill("[name=note]", "رسید ۷")
    for tick in desk.locator("[name=tick]").all():
        tick.check(force=True)
    desk.click(".actionbar button.primary")
    desk.wait_for_url(f"**/workshop/units/{job}")
    desk.goto(f"/arman/workshop/units/{job}/hand-over/paper")
    expect(desk.locator(".signatures")).to_be_visible()
    expect(desk.locator("[data-print]")).to_be_visible()
    expect(desk.locator("main")).to_contain_text("تعویض بلبرینگ")
    desk.goto(f"/arman/jobs/{job}")
    expect(desk.locator("main")).to_contain_text(part)
    fine(desk)


def test_the_board_moves_machines_without_a_script_too(own, page_as):
    manager = page_as("workshop_manager", base=own, script=False)
    manager.goto("/arman/workshop")
    first = manager.locator("[data-drop=queue] [name=job]").first
    number = first.get_attribute("value").split(":")[0]
    first.check(force=True)
    manager.select_option("[name=to]", "diagnosis")
    manager.click("button[value=move]")
    manager.wait_for_selector("main .flash")
    moved_to = own.rows(
        "SELECT i.state FROM bench_item i JOIN job j ON j.id = i.job_id WHERE j.number = ?", number)[0][0]
    assert moved_to == "diagnosis"
