"""Two customers that are one: put together at the desk, and taken apart again."""
import re

import pytest


@pytest.mark.parametrize("lang, width", [("fa", 390), ("en", 1440)])
def test_two_customers_are_merged_and_parted_again(portal, page_as, lang, width):
    (kept, _, _), (gone, name, mobile) = portal.rows(
        "SELECT id, name, mobile FROM customer c WHERE erased_at IS NULL AND merged_into IS NULL "
        "AND EXISTS (SELECT 1 FROM job j WHERE j.customer_id = c.id) ORDER BY id DESC LIMIT 2")

    def jobs():
        return portal.rows(
            "SELECT customer_id, count(*) FROM job WHERE customer_id IN (?, ?) GROUP BY customer_id ORDER BY customer_id", kept, gone)

    before = jobs()
    page = page_as("reception", lang, width)
    page.goto(f"/arman/customers/{kept}")
    page.click("a[href$='/merge']")
    page.fill("[name=number]", "0" + mobile[3:] if mobile.startswith("+98") else mobile)
    page.keyboard.press("Enter")
    page.wait_for_selector("[name=reason]")
    assert page.locator("section.card h2 bdi").all_inner_texts()[1] == name
    page.fill("[name=reason]", "شماره خانه همان مشتری")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"/customers/{kept}$"))
    assert jobs() == [(kept, sum(count for _, count in before))]
    page.goto(f"/arman/customers/{gone}")
    assert page.locator(f"[role=status] a[href$='/customers/{kept}']").count() == 1
    page.goto(f"/arman/customers/{kept}")
    page.click("form[action*='/merges/'] button")
    page.wait_for_load_state()
    assert jobs() == before
    page.goto(f"/arman/customers/{gone}")
    assert page.locator("h1").inner_text() == name
    assert page.locator("a[href$='/merge']").count() == 1
