"""Where there is no line: the day can still be read, by whom it is, and by nobody after him."""
import tempfile

import pytest
from portal import Portal


@pytest.fixture
def own(demo_data):
    portal = Portal.copied(demo_data, tempfile.mkdtemp(prefix="kardan-line-") + "/data")
    portal.dealer = portal.busiest_dealers(1)[0]
    portal.start()
    yield portal
    if portal.server.poll() is None:
        portal.stop()
    portal.remove()


def test_a_day_is_read_without_a_line_until_its_reader_signs_out(own, page_as):
    page = page_as("dealer_manager", width=390, base=own, workers=True)
    page.goto("/arman/today")
    page.evaluate("navigator.serviceWorker.ready")
    page.wait_for_function("navigator.serviceWorker.controller")
    page.goto("/arman/today")
    card = page.locator("article.task").first.inner_text()
    own.stop()
    page.goto("/arman/today")
    assert page.locator("article.task").first.inner_text() == card
    assert "بدون اینترنت" in page.locator(".flash").first.inner_text()
    page.goto("/arman/claims")
    assert page.locator("h1").inner_text() == "اینترنت نیست"
    page.click("a[href='/arman/today']")
    assert page.locator("article.task").first.inner_text() == card

    own.start()
    page.goto("/arman/today")
    assert "بدون اینترنت" not in "".join(page.locator(".flash").all_inner_texts())
    page.click(".account summary")
    page.click("[data-forget] button")
    page.wait_for_url("**/sign-in")
    assert page.evaluate("caches.keys().then((names) => names.includes('day'))") is False
    own.stop()
    page.goto("/arman/today")
    assert page.locator("h1").inner_text() == "اینترنت نیست"
    assert page.locator("a[href='/arman/today']").count() == 0
