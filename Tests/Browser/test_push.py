"""A notice on a real browser's screen with the portal's pages closed: subscribed on its page, sealed and signed by the server,
opened by Chromium, which takes nothing that was not sealed for it. What stands between them is `push_service`."""
import shutil
import time
import urllib.parse

import pytest
from conftest import watch
from forms import form_to
from portal import Portal
from push_service import PushService


@pytest.fixture
def own(demo_data, tmp_path, monkeypatch):
    """A portal that may tell systems of this machine."""
    monkeypatch.setenv("KARDAN_HOOKS_ANYWHERE", "1")
    portal = Portal.copied(demo_data, tmp_path / "data")
    portal.start()
    yield portal
    portal.stop()
    portal.remove()


@pytest.fixture
def service(tmp_path):
    service = PushService(tmp_path)
    yield service
    service.stop()


@pytest.fixture
def browser(own, service, playwright, tmp_path):
    """A profile of its own: what is private to a window can subscribe to nothing. It finds nobody but this machine."""
    faults = []
    browser = playwright.chromium.launch_persistent_context(
        tmp_path / "profile", executable_path=shutil.which("chromium"), base_url=own.address,
        ignore_default_args=["--disable-background-networking"],
        args=["--no-sandbox", "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
              *service.flags])
    browser.grant_permissions(["notifications"])
    browser.on("page", lambda page: watch(page, faults))
    yield browser
    browser.close()
    assert not faults, "\n".join(faults)


def wait_until(is_so, why):
    give_up = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < give_up, why
        time.sleep(0.05)


def complain(portal, cookie):
    """What the service manager is told of."""
    page = portal.request("GET", "/arman/contacts/new", cookie=cookie)[2]
    form = form_to(page, "/arman/contacts")
    words = {"kind": "complaint", "channel": "phone", "subject": "تأخیر", "body": "کسی نیامد"}
    status, _, answer = portal.request("POST", form.action, form.fields | words, cookie)
    assert status == 303, f"{status}: {answer[-2000:]}"


def test_a_notice_shows_on_a_browser_whose_pages_are_closed(own, service, browser):
    manager, reception = own.add_person("service_manager"), own.session("reception")
    session = own.sign_in(manager)
    browser.add_cookies([{"name": "kardan_session", "value": session, "url": own.address}])
    page = browser.new_page()

    # Chromium calls Google's address what it has asked here; nobody else stands there in its place.
    def here(route):
        fields = dict(urllib.parse.parse_qsl(route.request.post_data, keep_blank_values=True))
        token = fields["endpoint"].rpartition("/")[2]
        route.continue_(post_data=urllib.parse.urlencode(fields | {"endpoint": f"{service.address}/send/{token}"}))

    page.route("**/messages/mine/devices", here)
    page.goto("/arman/messages/mine")
    assert "127.0.0.1" not in page.locator("aside").inner_text()
    page.locator("[data-push] button").click()
    page.wait_for_url("**/messages/mine")
    page.locator("aside li", has_text="127.0.0.1").wait_for()
    page.goto("about:blank")

    complain(own, f"kardan_session={reception}")
    wait_until(lambda: service.posted, "nothing was sent")
    head, _ = service.posted[0]
    assert head["Content-Encoding"] == "aes128gcm" and service.is_signed(head)
    page.goto("/arman")
    told = "navigator.serviceWorker.getRegistration().then((it) => it.getNotifications()).then((all) => all.map(" \
        "({ title, body, dir, lang, data }) => [title, body, dir, lang, data]))"
    wait_until(lambda: page.evaluate(told), "the browser shows nothing")
    [[title, body, direction, language, leads_to]] = page.evaluate(told)
    assert title == "آرمان" and body.startswith("شکایت") and (direction, language) == ("rtl", "fa")
    assert leads_to == "/arman/bell"

    # Who signs out gives the browser back: the service takes nothing for it any more, and it is forgotten.
    tokens = set(service.tokens)
    page.goto("/arman/bell")
    page.click(".account summary")
    page.click("[data-forget] button")
    page.wait_for_url("**/sign-in")
    wait_until(lambda: set(service.tokens) != tokens, "the browser still listens")
    complain(own, f"kardan_session={reception}")
    wait_until(
        lambda: own.rows("SELECT count(*) FROM push_device WHERE service = '127.0.0.1'") == [(0,)],
        "a browser that is gone is still told")
