"""An estimate from the desk to its customer's telephone: read, and approved by one touch on the smallest phone."""
import pytest
from test_pages import overflow, violations


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_a_customer_approves_an_estimate_on_a_small_phone(page_as, lang):
    desk = page_as("reception", lang=lang)
    desk.goto("/arman/jobs?state=received")
    desk.click("tbody tr:nth-child(%d) td.lead a" % (1 if lang == "fa" else 2))
    job = desk.url
    desk.click("#estimate header a")
    desk.fill("[name=labour1-price]", "2500000")
    desk.fill("[name=part1-text]", "کمپرسور یخچال فریزر دوقلوی ۲۸ فوت با روغن و گاز مخصوص")
    desk.fill("[name=part1-price]", "123456789000")
    desk.fill("[name=travel1-price]", "500000")
    assert overflow(desk) <= 0 and not violations(desk)
    desk.click(".actionbar button.primary")
    desk.wait_for_url(job + "*")
    link = desk.input_value("#job-link-approve")

    phone = page_as(lang=lang, width=360)
    answer = phone.goto(link)
    assert answer.status == 200 and len(answer.body()) < 20_000
    assert overflow(phone) <= 0 and not violations(phone)
    phone.click("button[value=approve]")
    phone.wait_for_selector("[role=status]")
    assert phone.locator("button[value=approve]").count() == 0 and overflow(phone) <= 0
    assert not violations(phone)

    desk.goto(job)
    assert desk.locator("#estimate .badge.done").count() == 1
    assert overflow(desk) <= 0 and not violations(desk)
