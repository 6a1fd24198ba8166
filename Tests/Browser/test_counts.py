"""Blind counts in the warehouse: a store by keyboard alone, in Persian; a dealer's, on a telephone, without a script."""
import re
import tempfile

import pytest

from portal import Portal

ON_HAND = "SELECT coalesce(sum(b.quantity), 0) FROM stock_balance b JOIN spare_part s ON s.id = b.part_id WHERE s.code = ?"
# Numbers that stand on no page but where somebody writes them.
LIES = (7_654_321, 5_432_198)
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


@pytest.fixture
def stocked(demo_data, page_as):
    """A company with a warehouse, one store in it, and of two parts a number that nobody guesses. Yields it and the codes."""
    portal = Portal.copied(demo_data, tempfile.mkdtemp(prefix="kardan-counts-") + "/data")
    portal.dealer = portal.busiest_dealers(1)[0]
    portal.start()
    try:
        admin = page_as("administrator", base=portal)
        admin.goto("/arman/settings/stock")
        admin.check("[name=stock]")
        admin.click("main form .primary")
        admin.wait_for_selector(".flash.done")
        keeper = page_as("storekeeper", base=portal)
        keeper.goto("/arman/stock/places/new?kind=central")
        keeper.fill("[name=code]", "ZZ-1")
        keeper.fill("[name=name_fa]", "انبار شمارش")
        keeper.click(".actionbar .primary")
        codes = [code for (code,) in portal.rows(
            "SELECT code FROM spare_part WHERE tracking = 'none' AND is_retired = 0 ORDER BY code LIMIT 2")]
        place = portal.rows("SELECT id FROM stock_place WHERE code = 'ZZ-1'")[0][0]
        keeper.goto(f"/arman/stock/papers/new?kind=receipt&place={place}")
        keeper.select_option("[name=reason]", "opening")
        keeper.select_option("[name=to]", str(place))
        for row, (code, lies) in enumerate(zip(codes, LIES), start=1):
            keeper.fill(f"[name=code{row}]", code)
            keeper.fill(f"[name=quantity{row}]", str(lies))
        keeper.click(".actionbar .primary")
        keeper.wait_for_url(re.compile("/stock/papers/R"))
        yield portal, codes, place
    finally:
        portal.remove()


def says(page, number):
    plain = re.sub(r"[,٬٫\s\u200f\u200e\u2068\u2069]", "", page.content())
    return str(number) in plain or str(number).translate(PERSIAN) in plain


def test_a_store_is_counted_blindly_by_keyboard_and_not_closed_by_who_counted(stocked, page_as):
    portal, (one, two), place = stocked
    before = {code: portal.rows(ON_HAND, code)[0][0] for code in (one, two)}
    page = page_as("storekeeper", "fa", 1440, base=portal)
    page.goto(f"/arman/stock/counts/new?place={place}")
    page.focus("[name=scope]")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/stock/counts/C"))
    count = page.url
    assert not says(page, LIES[0]) and not says(page, LIES[1])

    # The caret is in the first line; a number, the next line, and Enter saves them all.
    page.keyboard.type(str(LIES[0] - 1).translate(PERSIAN))
    page.keyboard.press("Tab")
    page.keyboard.type("۰")
    page.keyboard.press("Enter")
    # A zero is said twice.
    page.wait_for_selector("input[name^=z]")
    assert page.evaluate("document.activeElement.name").startswith("q")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_selector(".flash.done")
    assert not says(page, LIES[0]) and not says(page, LIES[1])
    for address in (f"{count}?tab=left", f"{count}/print", f"{count}/scan"):
        page.goto(address)
        assert not says(page, LIES[0]) and not says(page, LIES[1])

    page.goto(count)
    page.focus("form[action$='/handing'] button")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog[open]")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(".flash.done")
    # Nothing at all instead of millions is counted a second time, by another.
    second = page_as("stock_manager", "fa", 1440, base=portal)
    second.goto(count)
    assert not says(second, LIES[1])
    second.keyboard.type(str(LIES[1] - 1))
    second.keyboard.press("Enter")
    second.wait_for_selector(".flash.done")
    second.focus("form[action$='/handing'] button")
    second.keyboard.press("Enter")
    second.wait_for_selector("dialog[open]")
    second.keyboard.press("Tab")
    second.keyboard.press("Enter")
    second.wait_for_selector("form[action$='/handing']", state="detached")
    # Who has counted does not close it.
    assert second.locator("form[action$='/closing']").count() == 0
    assert {code: portal.rows(ON_HAND, code)[0][0] for code in (one, two)} == before


def test_a_dealer_counts_his_own_store_on_a_telephone_without_a_script(stocked, page_as):
    portal, (one, _), _ = stocked
    keeper = page_as("storekeeper", base=portal)
    keeper.goto("/arman/stock/places/new?kind=sub")
    keeper.fill("[name=code]", "ZZ-2")
    keeper.fill("[name=dealer]", portal.dealer)
    keeper.click(".actionbar .primary")
    keeper.wait_for_url(re.compile(r"/stock/places/\d+$"))
    page = page_as("dealer_manager", "fa", 360, script=False, base=portal)
    page.goto("/arman/stock/counts/new")
    page.select_option("[name=place]", index=1)
    page.click(".actionbar .primary")
    page.wait_for_url(re.compile("/stock/counts/C"))
    count = page.url
    page.goto(f"{count}/scan")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.fill("[name=part]", one)
    page.press("[name=part]", "Enter")
    page.wait_for_selector("[role=status]")
    page.fill("[name=quantity]", "۳")
    page.press("[name=quantity]", "Enter")
    page.wait_for_selector(".flash.done")
    page.goto(count)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.locator("tbody input[name^=q]").input_value() in ("3", "۳")
