"""Where there is no line: the day and the forms of its visits are there, for whom they are, and for nobody after him."""
import re
import shutil
import signal
import socket
import tempfile
import threading

import pytest
from playwright.sync_api import expect
from portal import PASSWORD, ROOT, Portal, free_port

NO_LINE = "بدون اینترنت"
KEPT = "caches.keys().then((names) => names.filter((name) => name.startsWith('day ')))"


@pytest.fixture
def own(demo_data):
    portal = Portal.copied(demo_data, tempfile.mkdtemp(prefix="kardan-line-") + "/data")
    portal.dealer, portal.other = portal.busiest_dealers(2)
    portal.start()
    yield portal
    portal.remove()


@pytest.fixture
def day(own, page_as):
    """A manager's phone on which the day and its forms are kept."""
    page = page_as("dealer_manager", width=360, base=own, workers=True)
    keep_day(page)
    return page


def until(page, what):
    """The policy of our pages lets a browser's own waiting look once alone."""
    for _ in range(200):
        if page.evaluate(what):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never: {what}")


def keep_day(page):
    page.goto("/arman/today")
    until(page, "navigator.serviceWorker.controller !== null")
    page.goto("/arman/today")
    until(page, "caches.match('/arman/today/kept').then((forms) => forms && caches.match('/arman/today')).then(Boolean)")


def flashes(page):
    return "".join(page.locator(".flash").all_inner_texts())


def sign_out(page):
    page.click(".account summary")
    page.click("[data-forget] button")


def sign_in(page, mobile):
    page.goto("/sign-in")
    page.fill("[name=mobile]", mobile)
    page.fill("[name=password]", PASSWORD)
    page.click("main button.primary")
    page.wait_for_url(re.compile("/(arman|companies)"))


def test_a_day_is_read_without_a_line_until_its_reader_signs_out(own, day):
    card = day.locator("article.task").first.inner_text()
    own.stop()
    day.goto("/arman/today")
    assert day.locator("article.task").first.inner_text() == card
    assert NO_LINE in flashes(day) and re.search("ساعت [۰-۹]+:[۰-۹]+", flashes(day))
    day.goto("/arman/claims")
    assert day.locator("h1").inner_text() == "اینترنت نیست"
    day.click("a[href='/arman/today']")
    assert day.locator("article.task").first.inner_text() == card

    own.start()
    day.goto("/arman/today")
    assert NO_LINE not in flashes(day)
    sign_out(day)
    day.wait_for_url("**/sign-in")
    assert day.evaluate(KEPT) == []
    own.stop()
    day.goto("/arman/today")
    assert day.locator("h1").inner_text() == "اینترنت نیست"
    assert day.locator("a[href='/arman/today']").count() == 0


def test_the_forms_of_the_day_open_without_a_line_though_nobody_has_opened_them(day):
    form = day.locator("#today a[href$='/visits/new'], #late a[href$='/visits/new']").first.get_attribute("href")
    day.context.set_offline(True)
    day.goto(form)
    assert NO_LINE in flashes(day)
    key = day.input_value("[data-waits] [name=key]")
    assert day.locator("[name=minutes]").is_visible() and day.locator("a[href^='tel:']").count()
    assert day.evaluate("document.fonts.size") and day.evaluate(
        "[...document.styleSheets].some((sheet) => sheet.cssRules.length > 5)"), "style is there too"
    day.goto(form)
    assert day.input_value("[data-waits] [name=key]") != key, "what is kept is another form each time it is opened"


def test_a_line_that_does_not_answer_is_not_waited_for(own, day):
    own.server.send_signal(signal.SIGSTOP)
    try:
        day.goto("/arman/today")
        assert NO_LINE in flashes(day) and day.locator("article.task").count()
    finally:
        own.server.send_signal(signal.SIGCONT)


def test_what_was_kept_half_a_day_ago_is_shown_no_more_and_goes(own, day):
    day.evaluate("""(async () => { const [name] = (await caches.keys()).filter((one) => one.startsWith('day '));
        const place = await caches.open(name); const kept = await place.match('/arman/today');
        await place.put('/arman/today', new Response(await kept.text(), { headers: { Kept: Date.now() - 13 * 3600_000 } })); })()""")
    own.stop()
    day.goto("/arman/today")
    assert day.locator("h1").inner_text() == "اینترنت نیست" and day.evaluate(KEPT) == []
    own.start()
    keep_day(day)


def test_who_takes_the_phone_next_sees_nothing_of_whoever_had_it(own, day):
    name = day.locator("article.task h2").first.inner_text()
    # Gone without a line: the portal has not heard of it, and the phone has forgotten all the same.
    day.context.set_offline(True)
    sign_out(day)
    expect(day.locator("h1")).to_have_text("اینترنت نیست")
    assert day.evaluate(KEPT) == []
    day.goto("/arman/today")
    assert day.locator("article.task").count() == 0

    day.context.set_offline(False)
    day.context.clear_cookies()
    sign_in(day, own.add_person("dealer_manager", dealer=own.other))
    keep_day(day)
    assert len(day.evaluate(KEPT)) == 1
    day.context.set_offline(True)
    day.goto("/arman/today")
    assert NO_LINE in flashes(day) and name not in day.content()


def test_no_page_of_the_office_stays_on_a_phone(own, day):
    sign_out(day)
    day.wait_for_url("**/sign-in")
    sign_in(day, own.add_person("finance_officer"))
    job = own.rows("SELECT number FROM job ORDER BY id LIMIT 1")[0][0]
    for path in ("/arman", "/arman/claims", f"/arman/jobs/{job}", "/arman/jobs"):
        day.goto(path)
    kept = day.evaluate("""(async () => { const all = []; for (const name of await caches.keys())
        all.push(...(await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)); return all; })()""")
    assert kept and all(re.match("/(static/|no-line$)", path) for path in kept), kept


def test_a_new_version_of_the_worker_takes_over_and_throws_nothing_away(own, day, tmp_path, monkeypatch):
    for part in ("Public", "Templates", "Migrations", "Data", "docs"):
        shutil.copytree(ROOT / part, tmp_path / part)
    worker = tmp_path / "Public/worker.js"
    worker.write_text(worker.read_text() + "self.addEventListener('message', ({ data, ports }) => data.version && ports[0].postMessage(2));\n")
    script = tmp_path / "Public/js/70-line.js"
    script.write_text(script.read_text() + "document.documentElement.dataset.version = 2;\n")
    day.evaluate("caches.open('no line')")
    own.stop()
    monkeypatch.setenv("KARDAN_HOME", str(tmp_path))
    own.start()
    day.goto("/arman/today")
    assert day.evaluate("document.documentElement.dataset.version") == "2"
    version = """async () => { await (await navigator.serviceWorker.getRegistration()).update(); const { port1, port2 } = new MessageChannel();
        return Promise.race([new Promise((done) => { port1.onmessage = ({ data }) => done(data);
            navigator.serviceWorker.controller.postMessage({ version: true }, [port2]); }), new Promise((done) => setTimeout(done, 500))]); }"""
    for _ in range(20):
        if day.evaluate(version) == 2:
            break
    else:
        raise AssertionError("the old worker stays")
    until(day, "caches.keys().then((names) => !names.includes('no line'))")
    own.stop()
    day.goto("/arman/today")
    assert day.locator("article.task").count() and day.evaluate("document.documentElement.dataset.version") == "2"


class Counter:
    """Passes bytes on, and counts those that come to the browser."""

    def __init__(self, port):
        self.to, self.port, self.bytes, self.line = port, free_port(), 0, socket.socket()
        self.line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.line.bind(("127.0.0.1", self.port))
        self.line.listen(50)
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                caller, _ = self.line.accept()
            except OSError:
                return
            server = socket.create_connection(("127.0.0.1", self.to))
            threading.Thread(target=self.copy, args=(caller, server, False), daemon=True).start()
            threading.Thread(target=self.copy, args=(server, caller, True), daemon=True).start()

    def copy(self, source, target, counts):
        try:
            while piece := source.recv(65_536):
                self.bytes += len(piece) if counts else 0
                target.sendall(piece)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            pass


def test_a_first_visit_of_the_day_weighs_little_and_a_later_one_next_to_nothing(own, page_as):
    counter = Counter(own.port)
    page = page_as("dealer_manager", width=360, base=own, workers=True)
    here = f"http://127.0.0.1:{counter.port}"
    page.context.add_cookies([
        {"name": cookie["name"], "value": cookie["value"], "url": here} for cookie in page.context.cookies()])
    weights = []
    for _ in range(4):
        page.goto(f"{here}/arman/today", wait_until="networkidle")
        page.evaluate("navigator.serviceWorker.ready")
        page.wait_for_timeout(500)
        if not weights:
            page.evaluate("fetch('/arman/app')")
        weights.append(counter.bytes)
        counter.bytes = 0
    assert page.evaluate("caches.match('/arman/today/kept').then(Boolean)")
    counter.line.close()
    first, forms, *later = weights
    assert first <= 60_000 and max(later) <= 8_000, weights
    assert forms <= 20_000, "with the forms of the day, once a day"
