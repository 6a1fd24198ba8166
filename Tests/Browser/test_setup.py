"""A new company sets itself up in the browser, from its first administrator to its first paid dealer: no file, no shell."""
import pytest
from journey import (
    accept_and_agree, activate_tariff, approve_and_pay, approve_claim, assign_jobs, balance, log_visit, make_payout,
    press, told)
from playwright.sync_api import expect
from portal import PASSWORD, Portal
from test_journey import words

DEALER, SHEBA, LABOUR = "D-1", "IR550570022080013447370101", 2_500_000


@pytest.fixture
def company(tmp_path):
    portal = Portal(tmp_path / "data")
    portal.command("company", "create", "arman", "--name-fa", "آرمان", "--name-en", "Arman")
    portal.start()
    yield portal
    portal.stop()


@pytest.fixture
def desk(company, page_as):
    """`desk(mobile, link=None, phone=False)`: a person who comes in by a link, or one whom the operator has added."""

    def sit_down(mobile, link=None, phone=False):
        page = page_as(None, "fa", 360 if phone else 1440, base=company)
        page.say = words("fa").__getitem__
        if link:
            page.goto(link)
            page.fill("input[name=password]", PASSWORD)
            page.fill("input[name=again]", PASSWORD)
            page.get_by_role("button", name=page.say("invitation.complete"), exact=True).click()
            page.wait_for_url("**/sign-in**")
        else:
            page.goto("/sign-in")
        page.fill("input[name=mobile]", mobile)
        page.fill("input[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/arman**")
        return page

    return sit_down


def fill(page, path, button, **fields):
    page.goto(f"/arman/{path}")
    for name, value in fields.items():
        field = page.locator(f"main form.form [name={name}]")
        if not field.is_visible():
            page.locator(f"main form.form details:has([name={name}]) > summary").click()
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    press(page, button)


def invite(page, mobile, name, *roles, dealer=""):
    """The link that its person is handed."""
    page.goto("/arman/people")
    for role in roles:
        page.locator(f"#invite input[name=role][value={role}]").check(force=True)
    for field, value in (("mobile", mobile), ("name", name), ("dealer", dealer)):
        page.fill(f"#invite input[name={field}]", value)
    press(page, "people.invite.do")
    return page.locator("#link-title ~ * input, section[aria-labelledby=link-title] input").first.input_value()


def set_up(page):
    page.goto("/arman")
    steps = page.locator("section", has=page.get_by_role("heading", name=page.say("setup.title")))
    steps.get_by_role("link", name=page.say("setup.group"), exact=True).click()
    page.wait_for_url("**/products/groups")
    fill(page, "products/groups", "products.group.add.do", name_fa="یخچال", name_en="Refrigerator", code="fridge")
    told(page, "flash.products.group_added")
    fill(page, "products/new", "products.save", code="FR-1", name="یخچال یک", group="1", warranty_from="sale",
         warranty_months="۲۴")
    told(page, "flash.products.added")
    page.goto("/arman/dealers/new")
    page.locator("main input[name=group]").check(force=True)
    for name, value in (
        ("code", DEALER), ("name", "خدمات رضایی"), ("manager", "رضا رضایی"), ("mobile", "09131234567"),
        ("national_id", "0499370899"), ("sheba", SHEBA), ("city", "گرگان"), ("daily_capacity", "۵"),
        ("contract_from", "1404/01/01"), ("contract_to", "1410/12/29"),
    ):
        page.fill(f"main input[name={name}]", value)
    page.select_option("main select[name=grade]", "A")
    press(page, "dealers.save")
    told(page, "flash.dealers.added")
    fill(page, "settings/company", "settings.save", address="تهران، خیابان آزادی", postal_code="1458889694",
         phones="021-66000000")
    told(page, "flash.settings.saved")
    square = {"x": 0, "y": 0, "width": 96, "height": 96}
    picture = page.screenshot(type="jpeg", quality=40, clip=square)
    page.set_input_files("main input[name=photos]", {"name": "logo.jpg", "mimeType": "image/jpeg", "buffer": picture})
    expect(page.locator(".photos img")).to_have_count(1)
    press(page, "settings.logo.save")
    told(page, "flash.settings.saved")
    mark = page.locator("a.brand img.mark")
    assert mark.evaluate("mark => mark.decode().then(() => mark.naturalWidth)") == 96


def write_tariff(page):
    fill(page, "tariffs/new", "tariffs.save", name="تعرفهٔ نخست", **{"from": "1404/01/01"})
    page.get_by_role("link", name=page.say("tariffs.rule.new"), exact=True).click()
    page.fill("main input[name=code]", "labour")
    page.select_option("main select[name=component]", "labour")
    page.select_option("main select[name=method]", "fixed")
    page.fill("main input[name=amount]", str(LABOUR))
    press(page, "tariffs.rule.save")


def receive_job(page):
    fill(page, "jobs/new", "jobs.new.save", mobile="09351234567", name="مینا کاظمی", serial="FR-900", model="FR-1",
         purchased="1405/01/15", service="repair", city="گرگان", address="خیابان آزادی، پلاک ۷", fault="سرد نمی‌کند")
    told(page, "flash.jobs.added")


def test_from_a_lone_administrator_to_a_paid_dealer(company, desk):
    administrator = desk(company.add_person("administrator"))
    set_up(administrator)
    write_tariff(administrator)
    roles = ("service_manager", "finance_officer", "finance_approver")
    manager = desk("09121110001", invite(administrator, "09121110001", "مدیر خدمات", *roles))
    approver = desk("09121110003", invite(administrator, "09121110003", "مدیر مالی", "finance_approver"))
    link = invite(administrator, "09121110002", "رضا رضایی", "dealer_manager", dealer=DEALER)
    dealer = desk("09121110002", link, phone=True)
    activate_tariff(manager, importer=administrator)
    receive_job(administrator)

    job = assign_jobs(administrator, city="گرگان", dealer=DEALER, chosen=1)[0]
    accept_and_agree(dealer, job, jobs=1)
    amount = log_visit(dealer, job)
    assert amount == LABOUR and balance(dealer, DEALER) == 0
    approve_claim(manager, job)
    assert balance(dealer, DEALER) == amount
    approve_and_pay(approver, make_payout(manager), amount, SHEBA)
    assert balance(dealer, DEALER) == 0

    administrator.goto("/arman")
    steps = administrator.locator("main section", has_text=administrator.say("setup.title"))
    expect(steps).to_have_count(0)
