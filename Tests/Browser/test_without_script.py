"""Pages are pages: links, forms and lists work in a browser that runs no script."""
import pytest
from portal import PASSWORD
from test_pages import reachable


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_signing_in_filtering_and_opening_a_job(portal, page_as, lang):
    mobile = portal.add_person("dispatcher")
    page = page_as(lang=lang, width=390, script=False)
    page.goto("/sign-in")
    page.fill("input[name=mobile]", mobile)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button.primary")
    page.goto("/arman/jobs")
    page.locator("form.filters select[name=state]").select_option("received")
    page.locator("form.filters button").first.click()
    assert "state=received" in page.url
    rows = page.locator("table tbody tr")
    assert rows.count() > 0
    rows.first.locator("a").first.click()
    assert page.locator("h1").count() == 1 and "/arman/jobs/" in page.url


@pytest.mark.parametrize("role", ["administrator", "finance_officer", "dealer_manager"])
def test_every_page_says_its_name_without_script(portal, page_as, role):
    page = page_as(role, width=390, script=False)
    for path in reachable(portal, role):
        assert page.goto(path).status == 200, path
        assert page.locator("h1").count() == 1, path
