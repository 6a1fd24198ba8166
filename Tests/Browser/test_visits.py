"""What the form of a visit does by itself: it follows what is written, and marks a place by a touch."""
import re

from playwright.sync_api import expect
from portal import IN_HAND


def paid_way(portal):
    """The form of a visit whose way the customer pays, and the cookie of its dealer's manager."""
    jobs = portal.rows(
        "SELECT d.code, j.number FROM job j JOIN dealer d ON d.id = j.dealer_id "
        f"WHERE j.state IN {IN_HAND} AND j.city_id <> d.city_id ORDER BY j.id")
    for dealer, number in jobs:
        cookie = portal.session("dealer_manager", dealer=dealer)
        form = f"/arman/jobs/{number}/visits/new"
        if re.search(r'name="suggested_travel" value="[^"]', portal.request("GET", form, cookie=f"kardan_session={cookie}")[2]):
            return form, cookie
    raise AssertionError("no job in hand whose way the customer pays")


def test_what_the_customer_pays_follows_the_form_and_leaves_what_was_written(portal, page_as):
    form, cookie = paid_way(portal)
    page = page_as(width=390)
    page.context.add_cookies([{"name": "kardan_session", "value": cookie, "url": portal.address}])
    page.goto(form)
    assert not page.locator("button[name=charge]").is_visible(), "the script asks by itself"
    before = page.input_value("[name=travel]")
    assert before and page.locator("label:has([name=ends_job])").is_hidden()
    page.focus("[name=km]")
    page.keyboard.type("10")
    assert page.input_value("[name=km]") == "10", "it is typed over"
    expect(page.locator("[name=travel]")).not_to_have_value(before)
    page.fill("[name=labour]", "5")
    after = page.input_value("[name=travel]")
    page.fill("[name=km]", "20")
    expect(page.locator("[name=travel]")).not_to_have_value(after)
    assert page.input_value("[name=labour]") == "5"
    page.check("[name=outcome][value=not_home]", force=True)
    assert page.locator("label:has([name=ends_job])").is_visible()
    expect(page.locator("[data-charge]")).to_contain_text("ادامه دارد")


def test_the_place_of_a_house_is_marked_by_a_touch_alone(portal, page_as):
    form, cookie = paid_way(portal)
    page = page_as(width=390)
    page.context.add_cookies([{"name": "kardan_session", "value": cookie, "url": portal.address}])
    page.context.grant_permissions(["geolocation"], origin=portal.address)
    page.context.set_geolocation({"latitude": 35.6997, "longitude": 51.338, "accuracy": 12})
    page.goto(form)
    assert page.locator('a[href^="geo:"]').count() == 0, "this browser knows no map of its own"
    assert page.locator('a[href^="https://www.google.com/maps/search/"]').count() == 2
    assert page.input_value("[name=pin]") == ""
    page.click("[data-pin]")
    expect(page.locator("[name=pin]")).to_have_value("35.69970,51.33800")
    page.context.set_geolocation({"latitude": 36.0, "longitude": 51.0, "accuracy": 5_000})
    page.click("[data-pin]")
    expect(page.locator("[data-pin]")).to_contain_text("نمی‌داند")
    assert page.input_value("[name=pin]") == "35.69970,51.33800", "a vague place does not take its place"


def test_a_thumb_hits_what_a_dealer_needs(portal, page_as):
    page = page_as("dealer_manager", width=390)
    number = portal.job_in_hand(3)
    paths = ["/arman/today", f"/arman/jobs/{number}", f"/arman/jobs/{number}/visits/new", "/arman/dealers/mine/account"]
    small, seen = [], 0
    for path in paths:
        page.goto(path)
        for text, width, height in page.evaluate("""[...document.querySelectorAll(
                ".actionbar :is(a, button), main .button.primary, .stack td.num > a, .figures dd > a")]
            .map((target) => [target.textContent.trim(), target.getBoundingClientRect()])
            .filter(([, box]) => box.width).map(([text, box]) => [text, box.width, box.height])"""):
            seen += 1
            if min(width, height) < 44:
                small.append((path, text, width, height))
    assert seen > 5 and not small, small
