"""The steps of the main journey, each as the person whose step it is takes it in his browser."""
import csv
import io
import re

from playwright.sync_api import expect
from portal import ROOT

FILES = ROOT / "Samples/arman"
DEALER, SHEBA = "AR125", "IR470169304003720288921325"
ROWS, CHOSEN = 60, 3


def number(text):
    """«۱٬۲۳۴» → 1234"""
    return int("".join(str(int(sign)) for sign in text if sign.isdecimal()))


def press(page, key):
    page.locator("main").get_by_role("button", name=page.say(key), exact=True).click()


def told(page, key):
    expect(page.locator("main .flash", has_text=page.say(key).split("{0}")[0].strip())).to_be_visible()


def first_requests():
    text = (FILES / "service_requests.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))[: ROWS + 1]
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return {"name": "service_requests.csv", "mimeType": "text/csv", "buffer": out.getvalue().encode()}


def import_file(page, kind, file):
    """Upload, preview, start; how many rows were read, imported, new and refused."""
    page.goto("/arman/imports")
    page.select_option("main select[name=kind]", kind)
    page.set_input_files("main input[type=file]", file)
    press(page, "imports.upload")
    expect(page.locator("ol.steps [aria-current=step]")).to_have_text(page.say("imports.step.preview"))
    press(page, "imports.start")
    expect(page.locator("ol.steps [aria-current=step]")).to_have_text(page.say("imports.step.result"))
    return [number(text) for text in page.locator("dl.figures dd").all_inner_texts()]


def activate_tariff(page, importer):
    for reader in (importer, page):
        reader.goto("/arman/tariffs")
        reader.locator("main tbody td.lead a").click()
    told(importer, "tariffs.same_person")
    press(page, "tariffs.activate")
    page.locator("dialog button[value=yes]").click()
    expect(page.locator("h1 .badge")).to_have_text(page.say("tariffs.state.active"))


def assign_jobs(page, city="بوشهر|Bushehr", dealer=DEALER, chosen=CHOSEN):
    """Several jobs of one city to one dealer; their numbers."""
    page.goto("/arman/board")
    page.locator(".cities a", has_text=re.compile(city)).click()
    jobs = page.locator("tbody tr")
    numbers = jobs.locator("td.lead").all_inner_texts()[:chosen]
    for row in range(chosen):
        jobs.nth(row).locator("input[name=job]").check()
    if chosen > 1:
        basis = page.say("dispatch.basis.many").split("{0}")[-1]
        expect(page.locator("[data-choices] small.push")).to_have_text(re.compile(f"[3۳]{basis}"))
    page.locator(".choice", has_text=dealer).locator("input[name=dealer]").check()
    # Asked for before the form is sent, where another dealer is proposed.
    if page.locator("[name=override]").is_visible():
        page.locator("[name=override]").fill("مشتری او را می‌شناسد")
    press(page, "dispatch.assign.do")
    told(page, "flash.dispatch.assigned")
    return numbers


def accept_and_agree(page, job, jobs=CHOSEN):
    page.goto("/arman/today")
    assert page.locator("article.task").count() == jobs
    card = page.locator("article.task", has=page.locator(f'a[href$="/{job}"]'))
    card.get_by_role("button", name=page.say("visits.do.accept"), exact=True).click()
    told(page, "flash.visits.accepted")
    page.goto(f"/arman/jobs/{job}")
    if page.locator("#appointment").get_attribute("open") is None:
        page.locator("#appointment summary").click()
    press(page, "visits.do.schedule")
    told(page, "flash.visits.scheduled")


def log_visit(page, job):
    """A finished job with a photo; what the company owes for it, in rials, as the dealer reads it at once."""
    photo = {"name": "unit.jpg", "mimeType": "image/jpeg", "buffer": page.screenshot(type="jpeg", quality=40)}
    page.goto(f"/arman/jobs/{job}/visits/new")
    page.locator("input[name=outcome][value=completed]").check(force=True)
    page.fill("input[name=minutes]", "45")
    page.fill("input[name=remedy]", "R05 تنظیم و راه‌اندازی")
    page.set_input_files("input[name=photos]", photo)
    expect(page.locator(".photos img")).to_have_count(1)
    page.locator(".actionbar button.primary").click()
    expect(page.locator("#summary li")).to_have_count(6)
    page.locator(".actionbar button[name=confirmed]").click()
    told(page, "flash.visits.finished")
    page.goto(f"/arman/jobs/{job}")
    picture = page.locator(".photos a").get_attribute("href")
    assert page.request.get(picture).headers["content-type"] == "image/jpeg"
    fee = page.get_by_role("region", name=page.say("jobs.fee"))
    reasons = fee.locator("tbody .why").all_inner_texts()
    assert reasons and all(reasons), "every line says how it came about"
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    return number(fee.locator("tfoot .num").inner_text())


def approve_claim(page, job):
    page.goto("/arman/claims")
    page.get_by_role("checkbox", name=job, exact=True).check()
    press(page, "claims.approve")
    told(page, "flash.claims.approve")


def make_payout(page):
    """Its address. Who made it is told that another must approve."""
    page.goto("/arman/payouts/new")
    press(page, "payouts.new.do")
    expect(page.locator("main .flash.info")).to_contain_text(page.say("payouts.denied.same"))
    assert page.locator("form[action$='/approval']").count() == 0
    return page.url


def approve_and_pay(page, payout, amount, sheba=SHEBA):
    page.goto(payout)
    for step in ("check", "approve"):
        press(page, f"payouts.{step}")
        told(page, f"flash.payouts.{'checked' if step == 'check' else 'approved'}")
    press(page, "banks.card.make")
    told(page, "flash.banks.files")
    with page.expect_download() as download:
        page.get_by_role("link", name=page.say("payouts.file.do")).click()
    rows = list(csv.reader(download.value.path().read_text(encoding="utf-8-sig").splitlines()))
    assert [row[1:3] for row in rows[1:]] == [[sheba, str(amount)]]
    press(page, "payouts.send")
    told(page, "flash.payouts.sent")
    assert page.locator("input[name=item]:checked").count() == 1, "what waits for the bank is chosen beforehand"
    page.fill("input[name=reference]", "TRX-14050902")
    press(page, "payouts.pay.do")
    told(page, "flash.payouts.settled")
    expect(page.locator("h1 .badge")).to_have_text(page.say("payouts.state.paid"))


def balance(page, dealer=DEALER):
    page.goto(f"/arman/dealers/{dealer}/account")
    return number(page.locator("dl.figures bdi").first.inner_text())


def read_statement(page, job, amount):
    page.goto(f"/arman/dealers/{DEALER}/account")
    page.locator("#months .row-actions a").first.click()
    page.wait_for_url("**/statements/*")
    text = page.locator("body").inner_text()
    assert job in text and "TRX-14050902" in text
    paid = page.locator("tr", has=page.locator("td.lead", has_text=job)).locator("td.num bdi")
    assert number(paid.inner_text()) == amount
    nothing = {"fa": "صفر", "en": "zero"}[page.get_attribute("html", "lang")]
    expect(page.locator("p", has_text=page.say("accounts.in_words"))).to_contain_text(nothing)
