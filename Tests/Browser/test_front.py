"""A company's own pages on the smallest phone, for whoever has no account: from a fault to the day of the visit."""
import re

import pytest
from test_pages import overflow, violations

PAGES = ["", "/fault", "/ask", "/opinion", "/register", "/follow", "/check", "/track/none", "/sent/1405-000001"]
MOST_BYTES = 20_000


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_every_public_page_fits_a_small_phone_and_can_be_read_by_all(page_as, lang):
    page = page_as(lang=lang, width=360)
    found = []
    for place in PAGES:
        answer = page.goto(f"/arman/front{place}")
        assert answer.status == (404 if "track" in place else 200), place
        assert len(answer.body()) < MOST_BYTES, place
        assert overflow(page) <= 0, place
        found += violations(page)
    assert not found, "\n".join(found)


def fill_fault(page, mobile):
    page.goto("/arman/front/fault")
    page.fill("[name=name]", "زهرا کریمی")
    page.fill("[name=mobile]", mobile)
    page.fill("[name=city]", "تهران")
    page.fill("[name=serial]", "front-1")
    page.fill("[name=body]", "سرد نمی‌کند")


def test_a_fault_from_a_phone_becomes_a_job_that_its_customer_follows(page_as):
    phone = page_as(width=360)
    fill_fault(phone, "09350001122")
    phone.click("main button.primary")
    phone.wait_for_url("**/arman/front/sent/*")
    number = phone.url.rsplit("/", 1)[1]

    desk = page_as("administrator")
    desk.goto(f"/arman/contacts/{number}")
    assert "FRONT-1" in desk.content()
    desk.click("header .actions a.primary")
    assert desk.input_value("[name=mobile]") == "09350001122"
    model = desk.locator("datalist option").first.get_attribute("value")
    desk.fill("[name=model]", model)
    desk.select_option("[name=service]", index=1)
    desk.fill("[name=address]", "خیابان آزادی")
    desk.click(".actionbar button.primary")
    desk.wait_for_url(re.compile(r"/arman/jobs/[^/?]*\d$"))
    assert desk.locator(f"a[href='/arman/contacts/{number}']").count() == 1
    desk.click("form[action$='/link'] button")
    link = desk.input_value("#job-link")

    assert phone.goto(link).status == 200
    assert overflow(phone) <= 0 and not violations(phone)
    assert "درخواست ثبت شد" in phone.content() and "خیابان آزادی" not in phone.content()


def test_without_a_script_its_person_is_told_to_wait_and_loses_nothing(page_as):
    phone = page_as(width=360, script=False)
    fill_fault(phone, "09350001133")
    phone.click("main button.primary")
    assert phone.locator("[role=alert]").count() == 1 and overflow(phone) <= 0
    assert phone.input_value("[name=body]") == "سرد نمی‌کند"
