"""What a customer pays, from the job to the credit note: a draft is written, issued and paid, a line of it is taken back by two
people, in Persian."""
import re
import sqlite3
import tempfile

import pytest
from playwright.sync_api import expect
from portal import Portal
from test_pages import overflow, violations


@pytest.fixture
def own(demo_data):
    portal = Portal.copied(demo_data, tempfile.mkdtemp(prefix="kardan-books-") + "/data")
    portal.dealer = None
    portal.start()
    yield portal
    portal.stop()
    portal.remove()


def unbilled(portal):
    """The number of a job that a customer of pars can be billed for."""
    with sqlite3.connect(portal.data / "companies/pars/store.sqlite") as store:
        [(number,)] = store.execute(
            "SELECT number FROM job j WHERE state = 'done' AND NOT EXISTS (SELECT 1 FROM billed_job b WHERE b.job_id = j.id) "
            "ORDER BY id DESC LIMIT 1").fetchall()
    return number


def fine(page):
    assert overflow(page) <= 0 and not violations(page)


def sure(page):
    page.locator("dialog button[value=yes]").click()


def test_a_job_is_billed_paid_and_a_line_of_it_taken_back(own, page_as):
    desk = page_as("reception", width=390, base=own, company="pars")
    desk.goto(f"/pars/jobs/{unbilled(own)}")
    desk.click("form[action$='/bill'] button")
    desk.wait_for_url("**/bill-drafts/*")
    desk.fill("[name=text1]", "اجرت تعمیر")
    desk.fill("[name=price1]", "۴٬۰۰۰٬۰۰۰")
    desk.select_option("[name=bearer1]", "customer")
    place = 1 + len([1 for cell in desk.locator("[name^=text]").all() if cell.input_value()])
    desk.fill(f"[name=text{place}]", "شیر برقی")
    desk.fill(f"[name=price{place}]", "۱٬۵۰۰٬۰۰۰")
    desk.select_option(f"[name=kind{place}]", "part")
    fine(desk)
    desk.click("button[name=issue]")
    sure(desk)
    desk.wait_for_url(re.compile(r"/pars/bills/S\d+-\d+$"))
    bill = desk.url
    expect(desk.locator("h1 .badge")).to_have_text("پرداخت‌نشده")
    fine(desk)

    desk.click(".actions a.primary")
    expect(desk.locator("[name=bill]").first).to_be_visible()
    desk.select_option("[name=way]", "card")
    desk.fill("[name=reference]", "۴۵۸۸۱۲")
    fine(desk)
    desk.click(".actionbar button.primary")
    desk.wait_for_url(re.compile(r"/pars/receipts/Q\d+-\d+$"))
    desk.goto(bill)
    expect(desk.locator("h1 .badge")).to_have_text("پرداخت‌شده")

    officer = page_as("finance_officer", base=own, company="pars")
    officer.goto(bill)
    officer.click("details summary:has-text('برگشت از فروش')")
    for box in officer.locator("[name=line]").all():
        box.uncheck()
    officer.locator("label:has-text('شیر برقی') [name=line]").check()
    officer.fill("form[action$='/credit'] [name=reason]", "قطعه برگشت داده شد")
    officer.click("form[action$='/credit'] button.danger")
    expect(officer.locator("main .flash").first).to_be_visible()

    approver = page_as("finance_approver", base=own, company="pars")
    approver.goto("/pars/proposals")
    approver.click("form[action$='/confirmation'] button")
    sure(approver)
    expect(approver.locator("main .flash").first).to_be_visible()
    approver.goto("/pars/bills?tab=credit")
    approver.locator("tbody td.lead a").first.click()
    expect(approver.locator("h1")).to_contain_text("برگشت از فروش")
    expect(approver.locator("dl.figures")).to_contain_text("۱٬۵۰۰٬۰۰۰")
    fine(approver)
    approver.goto(bill)
    expect(approver.locator("tr", has_text="شیر برقی").first).to_contain_text("برگشت داده‌شده")
