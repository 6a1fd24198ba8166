"""A visit that is logged where there is no line waits on the phone with its photos, and goes up by itself, in order and once."""
import re
import tempfile

import pytest
from playwright.sync_api import expect
from portal import IN_HAND, PASSWORD, Portal
from test_drafts import drafts
from test_line import keep_day, sign_in, sign_out, until
from test_pages import overflow, violations
from test_photos import take

NOTE = "کلید دست همسایه است"


@pytest.fixture
def own(demo_data):
    portal = Portal.copied(demo_data, tempfile.mkdtemp(prefix="kardan-waiting-") + "/data")
    portal.dealer, portal.other = portal.busiest_dealers(2)
    portal.start()
    yield portal
    portal.remove()


@pytest.fixture
def phone(own, page_as):
    page = page_as("dealer_manager", width=360, base=own, workers=True)
    keep_day(page)
    return page


def repair(portal, place=0):
    """The number of a job of the dealer that asks for nothing but what every visit asks for."""
    return portal.rows(
        "SELECT j.number FROM job j JOIN dealer d ON d.id = j.dealer_id "
        f"WHERE d.code = ? AND j.service_type = 'repair' AND j.state IN {IN_HAND} ORDER BY j.id LIMIT 1 OFFSET {place}",
        portal.dealer)[0][0]


def open_form(page, job):
    page.goto(f"/arman/jobs/{job}/visits/new")
    until(page, "caches.match(location.pathname).then(Boolean)")


def fill_in(page, outcome="to_continue", minutes="35"):
    page.check(f"[name=outcome][value={outcome}]", force=True)
    page.fill("[name=minutes]", minutes)
    page.fill("[name=note]", NOTE)


def hold(page):
    """Saves where there is no line, and says yes to what is asked then."""
    page.click(".actionbar .primary")
    page.click("dialog button[value=yes]")
    page.locator("#waits li").first.wait_for()


def visits(portal, job):
    return portal.rows(
        "SELECT v.minutes, (SELECT count(*) FROM attachment a WHERE a.subject = 'visit' AND a.subject_id = v.id) "
        "FROM visit v JOIN job j ON j.id = v.job_id WHERE j.number = ? AND v.note = ?", job, NOTE)


def waits(page, count):
    expect(page.locator("#waits li")).to_have_count(count)


def gone_up(page, job):
    page.locator(f".flash.done a[href='/arman/jobs/{job}']").wait_for()
    expect(page.locator("#waits")).to_have_count(0)


def test_a_visit_logged_in_the_air_waits_with_its_photos_and_goes_up_by_itself(own, phone):
    job = repair(own)
    phone.add_init_script("StorageManager.prototype.persist = async () => { sessionStorage.safe = 'asked for'; }")
    open_form(phone, job)
    fill_in(phone, "completed")
    phone.context.set_offline(True)
    take(phone, 10, 20)
    hold(phone)
    assert phone.url.endswith("/arman/today") and "بدون اینترنت" in phone.inner_text("main")
    assert job in phone.inner_text("#waits") and phone.locator(".side .count").inner_text() == "۱"
    assert phone.evaluate("sessionStorage.safe") == "asked for"
    phone.goto("/arman/claims")
    assert phone.locator("h1").inner_text() == "اینترنت نیست"
    waits(phone, 1)
    phone.goto("/arman/today")
    waits(phone, 1)
    assert not visits(own, job) and not drafts(phone)
    phone.context.set_offline(False)
    gone_up(phone, job)
    assert visits(own, job) == [(35, 2)]
    assert own.rows("SELECT state FROM job WHERE number = ?", job) == [("done",)]
    phone.goto("/arman/today")
    waits(phone, 0)
    assert visits(own, job) == [(35, 2)]


def sign(page):
    canvas = page.locator("[data-signature] canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 60, steps=5)
    page.mouse.up()


def test_a_signature_drawn_in_the_air_waits_with_its_visit(own, phone):
    job = repair(own)
    open_form(phone, job)
    fill_in(phone)
    phone.context.set_offline(True)
    sign(phone)
    assert phone.input_value("[name=signature]").startswith("data:image/png;base64,")
    phone.click("[data-signature] button")
    assert phone.input_value("[name=signature]") == "", "it is taken back by a touch"
    sign(phone)
    hold(phone)
    phone.context.set_offline(False)
    gone_up(phone, job)
    assert own.rows(
        "SELECT count(*) FROM attachment a JOIN visit v ON v.id = a.subject_id "
        "WHERE a.subject = 'visit_signature' AND v.note = ?", NOTE) == [(1,)]


def test_what_waits_goes_up_in_order_after_the_server_was_killed(own, phone):
    jobs = [repair(own, place) for place in range(3)]
    for job in jobs:
        open_form(phone, job)
    own.kill()
    for place, job in enumerate(jobs):
        phone.goto(f"/arman/jobs/{job}/visits/new")
        fill_in(phone, minutes=str(20 + place))
        hold(phone)
    waits(phone, 3)
    own.start()
    phone.locator("#waits button").first.click()
    gone_up(phone, jobs[-1])
    stored = own.rows("SELECT minutes FROM visit WHERE note = ? ORDER BY id", NOTE)
    assert stored == [(20,), (21,), (22,)]


def test_what_was_stored_though_its_answer_was_lost_is_stored_once(own, page_as):
    page = page_as("dealer_manager", width=360, base=own)
    job = repair(own)
    page.goto(f"/arman/jobs/{job}/visits/new")
    fill_in(page)
    page.route("**/visits", lambda route: (route.fetch(max_redirects=0), route.abort()))
    with page.expect_event("requestfailed", lambda request: request.url.endswith("/visits")):
        page.click(".actionbar .primary")
    page.unroute_all(behavior="wait")
    assert len(visits(own, job)) == 1
    page.goto("/arman/today")
    expect(page.locator("#waits")).to_have_count(0)
    assert len(visits(own, job)) == 1


def test_whoever_is_signed_out_meanwhile_is_asked_to_sign_in_and_loses_nothing(own, page_as):
    mobile = own.add_person("dealer_manager", dealer=own.dealer)
    page = page_as(width=360, base=own)
    sign_in(page, mobile)
    job = repair(own)
    page.goto(f"/arman/jobs/{job}/visits/new")
    fill_in(page, "completed")
    take(page, 30)
    page.wait_for_selector(".photos [name=kept]", state="attached")
    page.context.clear_cookies(name="kardan_session")
    page.click(".actionbar .primary")
    expect(page.locator("dialog")).to_contain_text("خارج شده‌اید")
    page.click("dialog button[value=yes]")
    page.wait_for_url("**/sign-in?back=*")
    page.fill("[name=mobile]", mobile)
    page.fill("[name=password]", PASSWORD)
    page.click("main button.primary")
    page.wait_for_url("**/arman/today")
    gone_up(page, job)
    assert visits(own, job) == [(35, 1)]


def held(own, page_as, job, lang="fa"):
    """A page on which a visit waits, and there is a line again: whoever is asked by it says nothing yet."""
    page = page_as("dealer_manager", lang, width=360, base=own)
    page.goto(f"/arman/jobs/{job}/visits/new")
    fill_in(page)
    page.context.route("**/arman/line", lambda route: route.abort())
    page.click(".actionbar .primary")
    page.click("dialog button[value=yes]")
    page.wait_for_url("**/today")
    page.locator("#waits li").wait_for()
    return page


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_what_waits_stands_on_a_small_phone_and_can_be_read_by_all(own, page_as, lang):
    page = held(own, page_as, repair(own), lang)
    for path in ("/arman/today", "/arman/jobs"):
        page.goto(path)
        waits(page, 1)
        page.locator("#waits").evaluate("(box) => { box.open = true; }")
        assert overflow(page) <= 0 and not violations(page)


def test_two_tabs_that_send_at_once_make_one_record(own, page_as):
    job = repair(own)
    page = held(own, page_as, job)
    tabs = [page, page.context.new_page()]
    for tab in tabs:
        # Of tabs that know of each other one sends.
        tab.add_init_script("Object.defineProperty(Navigator.prototype, 'locks', { value: undefined })")
        tab.goto("/arman/today")
        tab.locator("#waits li", has_text="منتظر اینترنت").wait_for()
    sent = []

    def both(route):
        sent.append(route)
        if len(sent) == 2:
            for one in sent:
                one.continue_()

    page.context.route("**/visits", both)
    page.context.unroute("**/arman/line")
    for tab in tabs:
        tab.evaluate("document.querySelector('#waits p button').click()")
    for tab in tabs:
        expect(tab.locator("#waits")).to_have_count(0)
    assert len(sent) == 2 and len(visits(own, job)) == 1


def test_what_the_server_cannot_take_now_is_not_taken_for_sent(own, page_as):
    job = repair(own)
    page = held(own, page_as, job)
    # Not watched for faults: this one has them on purpose.
    ill = page.context.new_page()
    ill.set_default_timeout(15_000)
    ill.route("**/visits", lambda route: route.fulfill(status=500))
    page.context.unroute("**/arman/line")
    ill.goto("/arman/today")
    expect(ill.locator("#waits li")).to_contain_text("منتظر اینترنت")
    ill.unroute("**/visits")
    ill.route("**/visits", lambda route: route.fulfill(status=403))
    ill.click("#waits p button")
    expect(ill.locator("#waits li")).to_contain_text("پذیرفته نشد")
    ill.unroute("**/visits")
    assert not visits(own, job)
    ill.goto("/arman/today")
    waits(ill, 1)
    ill.get_by_role("button", name="باز کردن").click()
    ill.wait_for_url(re.compile("/jobs/[^/]+$"))
    assert len(visits(own, job)) == 1
    ill.goto("/arman/today")
    waits(ill, 0)


def test_what_was_overtaken_meanwhile_is_shown_with_all_that_was_written(own, page_as):
    job = repair(own)
    page = held(own, page_as, job)
    with own.store() as store:
        store.execute("UPDATE job SET version = version + 1 WHERE number = ?", [job])
    page.context.unroute("**/arman/line")
    page.goto("/arman/today")
    expect(page.locator("#waits li")).to_contain_text("پذیرفته نشد")
    page.get_by_role("button", name="باز کردن").click()
    page.locator(".errors").wait_for()
    assert page.input_value("[name=note]") == NOTE and page.input_value("[name=minutes]") in ("35", "۳۵")
    expect(page.locator("#waits")).to_have_count(0)
    assert drafts(page), "whoever leaves it now finds it again"
    page.click(".actionbar .primary")
    page.wait_for_url(re.compile(f"/jobs/{job}$"))
    assert len(visits(own, job)) == 1 and not drafts(page)


def test_what_is_gone_for_good_stays_on_the_phone_until_its_writer_throws_it_away(own, page_as):
    job = repair(own)
    page = held(own, page_as, job)
    with own.store() as store:
        store.execute("UPDATE job SET state = 'cancelled', version = version + 1 WHERE number = ?", [job])
    page.context.unroute("**/arman/line")
    page.goto("/arman/today")
    page.get_by_role("button", name="باز کردن").click()
    page.locator(".errors").wait_for()
    assert page.input_value("[name=note]") == NOTE
    expect(page.locator("#waits li")).to_contain_text("پذیرفته نشد")
    page.get_by_role("button", name="حذف").click()
    page.click("dialog button[value=yes]")
    expect(page.locator("#waits")).to_have_count(0)
    assert not visits(own, job)


def test_signing_out_warns_and_who_comes_next_neither_sees_nor_sends_it(own, page_as):
    job = repair(own)
    mobile = own.add_person("dealer_manager", dealer=own.dealer)
    page = page_as(width=360, base=own)
    sign_in(page, mobile)
    page.goto(f"/arman/jobs/{job}/visits/new")
    fill_in(page)
    page.context.route("**/arman/line", lambda route: route.abort())
    hold(page)
    sign_out(page)
    expect(page.locator("dialog")).to_contain_text("مراجعه‌های ارسال‌نشده: ۱")
    page.click("dialog button[value='']")
    assert page.url.endswith("/today")
    sign_out(page)
    page.click("dialog button[value=yes]")
    page.wait_for_url("**/sign-in")

    page.context.unroute("**/arman/line")
    for dealer in (own.dealer, own.other):
        sign_in(page, own.add_person("dealer_manager", dealer=dealer))
        page.goto("/arman/today")
        page.wait_for_timeout(500)
        waits(page, 0)
        assert page.locator(".side .count").count() == 0 and not visits(own, job)
        sign_out(page)
        page.wait_for_url("**/sign-in")
    sign_in(page, mobile)
    # It goes up from the first page that he sees.
    for _ in range(100):
        if visits(own, job):
            break
        page.wait_for_timeout(50)
    page.goto("/arman/today")
    expect(page.locator("#waits")).to_have_count(0)
    assert len(visits(own, job)) == 1


def test_what_is_not_filled_in_is_said_before_anything_is_kept(own, page_as):
    page = page_as("dealer_manager", "en", width=360, base=own)
    page.goto(f"/arman/jobs/{repair(own)}/visits/new")
    page.context.set_offline(True)
    page.click(".actionbar .primary")
    expect(page.locator("form p[data-lacks]")).to_contain_text("Without a connection")
    page.check("[name=outcome][value=completed]", force=True)
    page.click(".actionbar .primary")
    assert page.evaluate("document.activeElement.name") == "minutes"
    page.fill("[name=minutes]", "10")
    page.click(".actionbar .primary")
    expect(page.locator("dialog")).to_contain_text("No connection.")


def test_where_nothing_may_be_stored_a_visit_goes_as_it_always_did(own, page_as):
    page = page_as("dealer_manager", width=360, base=own)
    page.add_init_script("Object.defineProperty(window, 'indexedDB', { value: { open() { throw new Error('no') } } })")
    job = repair(own)
    page.goto(f"/arman/jobs/{job}/visits/new")
    fill_in(page)
    page.click(".actionbar .primary")
    page.wait_for_url(re.compile(f"/jobs/{job}$"))
    assert len(visits(own, job)) == 1
