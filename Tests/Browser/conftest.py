"""Real Chromium on a real server. `page_as(role, …)` opens a signed-in page, and every page that a test opens must stay
free of script errors, of breaches of the content policy and of answers that mean a fault of ours."""
import fcntl
import os
import re
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

from portal import Portal

HEIGHTS = {360: 740, 390: 844, 1440: 900}
DEALER_ROLES = ("dealer_manager", "dealer_technician")
DATABASE = os.environ.get("KARDAN_TEST_POSTGRES")


@pytest.fixture(scope="session")
def demo_data(tmp_path_factory, worker_id):
    """The demo companies, made once for all workers and served by nobody: each server gets a copy."""
    place = tmp_path_factory.getbasetemp()
    if worker_id != "master":
        place = place.parent
    with open(place / "demo.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (place / "demo").exists():
            half = Portal(place / "demo.half")
            half.command("demo")
            half.data.rename(place / "demo")
    return place / "demo"


@contextmanager
def server_in_use(how):
    """Holds the server of the tests beside others who use it (`fcntl.LOCK_SH`) or alone (`LOCK_EX`): one test restarts it."""
    with open(Path(tempfile.gettempdir()) / f"kardan-server-{urlsplit(DATABASE).port}.lock", "w") as lock:
        fcntl.flock(lock, how)
        yield


@pytest.fixture
def server_alone():
    with server_in_use(fcntl.LOCK_EX):
        yield


@pytest.fixture(params=["files", pytest.param("server", marks=pytest.mark.skipif(not DATABASE, reason="no server"))])
def installation(request, demo_data, tmp_path):
    """The demo companies for one test alone, in files and on a server, served by nobody."""
    files = Portal.copied(demo_data, tmp_path / "data")
    if request.param == "files":
        yield files
        files.remove()
        return
    with server_in_use(fcntl.LOCK_SH):
        portal = Portal(files.data, database=DATABASE)
        places = portal.environment()
        files.command("directory", "copy", "--to", places["KARDAN_DIRECTORY"])
        for company in ("arman", "pars"):
            portal.command("company", "move", company, "--to", places["KARDAN_STORES"])
        yield portal
        portal.remove()


@pytest.fixture(scope="session")
def portal(demo_data):
    portal = Portal.copied(demo_data, tempfile.mkdtemp(prefix="kardan-browser-") + "/data")
    portal.dealer = portal.busiest_dealers(1)[0]
    portal.start()
    yield portal
    portal.stop()
    portal.remove()


@pytest.fixture(scope="session")
def playwright():
    """One of each worker: it may be begun once alone."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(playwright):
    browser = playwright.chromium.launch(
        executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-dev-shm-usage"])
    yield browser
    browser.close()


@pytest.fixture
def page_as(portal, chromium):
    """`page_as(role=None, lang="fa", width=1440, scheme="light", script=True, workers=False, company="arman")`: nobody is signed in without
    a role."""
    contexts, faults = [], []

    def open_page(role=None, lang="fa", width=1440, scheme="light", script=True, base=portal, workers=False,
                  company="arman"):
        context = chromium.new_context(
            base_url=base.address, viewport={"width": width, "height": HEIGHTS[width]}, color_scheme=scheme,
            has_touch=width < 1000, java_script_enabled=script, accept_downloads=True,
            service_workers="allow" if workers else "block",
            # Phones stand where the companies do: their own clock says when a visit without a line was.
            timezone_id="Asia/Tehran")
        contexts.append(context)
        cookies = {"kardan_language": lang}
        if role:
            dealer = base.dealer if role in DEALER_ROLES else None
            cookies["kardan_session"] = base.session(role, lang, company=company, dealer=dealer)
        context.add_cookies([{"name": name, "value": value, "url": base.address} for name, value in cookies.items()])
        context.set_default_timeout(15_000)
        page = context.new_page()
        watch(page, faults)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not faults, "\n".join(faults)


def watch(page, faults):
    """Notes what a person would not see but must not happen. A refusal that a test asks for (4xx) is no fault."""

    def console(message):
        ours = not re.search("Failed to load resource|Service Worker registration blocked by Playwright", message.text)
        if message.type in ("error", "warning") and ours:
            faults.append(f"{page.url}: console: {message.text}")

    def answered(response):
        if response.status >= 500 or (response.status == 404 and not response.request.is_navigation_request()):
            faults.append(f"{response.status} {response.url}")

    def asked(request):
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https") and parts.hostname != "127.0.0.1":
            faults.append(f"{page.url} asks a stranger: {request.url}")

    page.on("console", console)
    page.on("pageerror", lambda error: faults.append(f"{page.url}: script: {error}"))
    page.on("response", answered)
    page.on("request", asked)
