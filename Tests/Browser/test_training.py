"""A course is written down, learnt on a phone and shown in an exam; then the work that asks for it may be given."""
from playwright.sync_api import expect

TITLE = "دوره آزمایشی"


def unasked_work(portal):
    """A group and a service of which no job waits, so that no other test meets a dealer who lacks it."""
    return portal.rows(
        "SELECT g.id, s.code FROM product_group g CROSS JOIN service_type s WHERE NOT EXISTS (SELECT 1 FROM job j "
        "WHERE j.group_id = g.id AND j.service_type = s.code AND j.completed_at IS NULL) ORDER BY g.id DESC, s.code LIMIT 1")[0]


def write_course(page, group, service):
    page.goto("/arman/training/new")
    page.fill("[name=code]", "TRIAL-1")
    page.fill("[name=title_fa]", TITLE)
    page.select_option("[name=kind]", "reading")
    page.fill("[name=link]", "https://text.example/1")
    page.fill("[name=asked]", "۲")
    page.click(".actionbar button.primary")
    page.get_by_role("link", name=TITLE).click()
    for number in (1, 2):
        page.fill("[name=text]", f"پرسش {number}")
        page.fill("[name=choices]", "نادرست\n* درست")
        page.click("form[action$='/questions'] .actions button")
        expect(page.get_by_text(f"پرسش {number}", exact=True)).to_be_visible()
    page.select_option("[name=group]", str(group))
    page.select_option("[name=service]", service)
    page.fill("[name=from_on]", "1405/01/01")
    page.click("form[action$='/needs'] .actions button")
    expect(page.locator("form[action*='/training/needs/']").first).to_be_visible()


def sit(page, right):
    """Right answers to so many questions."""
    page.goto("/arman/learning")
    page.locator("section.card", has_text=TITLE).locator("form button").click()
    page.wait_for_url("**/learning/exams/*")
    for place, question in enumerate(page.locator("fieldset").all()):
        question.get_by_label("درست", exact=True).check()
        if place >= right:
            question.get_by_label("نادرست", exact=True).check()
    page.click(".actionbar button.primary")
    page.locator("dialog button[value=yes]").click()
    return page.locator("p.flash")


def test_a_course_is_learnt_on_a_phone_and_opens_the_work_that_asks_for_it(portal, page_as):
    group, service = unasked_work(portal)
    office, phone = page_as("service_manager"), page_as("dealer_manager", width=360)
    write_course(office, group, service)
    office.goto(f"/arman/dealers/{portal.dealer}")
    lack = office.get_by_text("برای این کارها هیچ‌کس در این نمایندگی گواهینامه معتبر ندارد")
    expect(lack).to_be_visible()

    expect(sit(phone, right=1)).to_contain_text("قبول نشدید")
    phone.goto("/arman/learning")
    expect(phone.locator("section.card", has_text=TITLE).locator("form")).to_have_count(0)
    with portal.store() as store:
        store.execute("UPDATE exam SET ended_on = ended_on - 1")
    expect(sit(phone, right=2)).to_contain_text("قبول شدید")
    office.reload()
    expect(lack).to_have_count(0)
    office.goto("/arman/certificates")
    expect(office.get_by_text(TITLE).first).to_be_visible()
