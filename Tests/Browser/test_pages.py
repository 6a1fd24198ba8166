"""Every page that a role can reach, seen as people see it: both languages, phone and desk, light and dark."""
import functools
import re
import time
import zlib
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import DEALER_ROLES
from portal import ROOT

OFFICE = (
    "administrator", "finance_approver", "finance_officer", "service_manager", "auditor", "reception", "dispatcher")
AXE = Axe()
# Files to save are no pages.
FILES = re.compile(r"/(export|bank-files|refused|rest|templates)\b|/files/\d")
OUTSIDE = ["/sign-in", "/companies", "/account"]


def kind(path):
    """`/arman/jobs/1405-000123` → `/arman/jobs/*`: one of each kind is looked at."""
    parts = urlsplit(path).path.split("/")
    return "/".join(part if re.fullmatch(r"[a-z-]*", part) else "*" for part in parts)


def links(path, html):
    for href in re.findall(r'<a\b[^>]*\shref="([^"]+)"', html):
        found = urlsplit(urljoin(path, href.replace("&amp;", "&")))
        if found.netloc == "" and found.path.startswith("/arman") and not FILES.search(found.path):
            yield found.path


class Made(NamedTuple):
    """What a page is made of: its elements, what it asks for besides itself, and its own bytes as they are packed for the line."""
    elements: set
    asks_for: frozenset
    packed: int

    @classmethod
    def of(cls, html):
        asked = re.findall(r'<(?:script|link|img|source|use)\b[^>]*\s(?:src|href)="([^"#]+)', html)
        return cls(elements(html), frozenset(asked), len(zlib.compress(html.encode(), 5)))


@functools.cache
def reachable(portal, role):
    """One path for each kind of page that this role's links lead to, starting at his first page: how it is made."""
    dealer = portal.dealer if role.startswith("dealer") else None
    cookie = "kardan_session=" + portal.session(role, "fa", dealer=dealer)
    kinds, found, ahead = set(), {}, ["/arman/today" if dealer else "/arman/jobs"]
    while ahead:
        path = ahead.pop(0)
        if kind(path) in kinds:
            continue
        kinds.add(kind(path))
        status, _, html = portal.request("GET", path, cookie=cookie)
        assert status in (200, 303), f"{path}: {status}"
        # A dealer's leads to his day.
        if path != "/arman" or status == 200:
            found[path] = Made.of(html)
        ahead += links(path, html)
    return dict(sorted(found.items()))


def violations(page, rules=None):
    """What axe finds, one line each, by some of its rules or by all."""
    options = {"resultTypes": ["violations"]} | ({"runOnly": {"type": "rule", "values": rules}} if rules else {})
    found = AXE.run(page, options=options).response["violations"]
    return [
        f"{page.url} {violation['id']}: {violation['help']}: {node['html'][:160]}"
        for violation in found for node in violation["nodes"][:3]]


def overflow(page):
    """How many pixels the page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def elements(html):
    """The kinds of elements of a page, without its texts, names and numbers."""
    return {
        (tag, *re.findall(r'\b(?:class|role|type|aria-[a-z]+|lang|dir)(?:="[^"\d]*")?', rest))
        for tag, rest in re.findall(r"<([a-z]+\d?)\b([^>]*)>", html)}


def each_once(portal, roles):
    """Every kind of page that these roles reach, with who sees it: again where it has something for him that it had not for others."""
    seen = {}
    for role in roles:
        for path, made in reachable(portal, role).items():
            if not made.elements <= seen.get(kind(path), set()):
                seen.setdefault(kind(path), set()).update(made.elements)
                yield role, path


@pytest.mark.parametrize("roles", [OFFICE, DEALER_ROLES], ids=["office", "dealer"])
def test_axe_finds_nothing_on_a_phone(portal, page_as, roles):
    pages, found = {}, []
    for role, path in each_once(portal, roles):
        page = pages.get(role) or pages.setdefault(role, page_as(role, width=390))
        assert page.goto(path).status == 200, path
        found += violations(page)
    assert not found, "\n".join(found)


# Persian on a phone by day is what each role is looked at in, above, page by page. These look again at what a page is made of, on
# one that has it; in the dark it is the same page in other colours.
LOOKS = [
    ("fa", 1440, "light"), ("en", 390, "light"), ("en", 1440, "light"), ("fa", 390, "dark"), ("en", 1440, "dark")]
COLOURS = ["color-contrast", "link-in-text-block"]


def styles(made):
    """What of a page's elements its sheets may dress in their own way."""
    return {(tag, *(said for said in rest if said.startswith("class"))) for tag, *rest in made.elements}


def fewest(portal, roles):
    """Pages that between them have each style, with who sees them: those that have most first."""
    pages = [
        (kind(path), role, path, styles(made)) for role in roles for path, made in reachable(portal, role).items()]
    seen = set()
    for _, role, path, own in sorted(pages, key=lambda page: (-len(page[3]), roles.index(page[1]), page[0])):
        if not own <= seen:
            seen |= own
            yield role, path


@pytest.mark.parametrize("lang, width, scheme", LOOKS)
def test_axe_finds_nothing_on_any_kind_of_page(portal, page_as, lang, width, scheme):
    rules, pages, found = COLOURS if scheme == "dark" else None, {}, []
    for role, path in fewest(portal, ["administrator", "finance_approver", "dispatcher", "dealer_manager"]):
        page = pages.get(role) or pages.setdefault(role, page_as(role, lang, width, scheme))
        page.goto(path)
        found += violations(page, rules)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("lang, width, scheme", [("fa", 390, "light"), *LOOKS])
def test_axe_finds_nothing_where_people_sign_in(page_as, lang, width, scheme):
    page = page_as(None, lang, width, scheme)
    page.goto("/sign-in")
    assert not violations(page, COLOURS if scheme == "dark" else None)


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_no_page_is_wider_than_the_smallest_phone(portal, page_as, lang):
    pages, wide = {}, {}
    reached = each_once(portal, ["administrator", "finance_approver", "dealer_manager"])
    for role, path in [*(("administrator", path) for path in OUTSIDE[1:]), *reached]:
        page = pages.get(role) or pages.setdefault(role, page_as(role, lang, width=360))
        page.goto(path)
        if overflow(page) > 0:
            wide[path] = overflow(page)
    assert not wide


def test_on_paper_a_total_stands_once_and_no_column_is_cut_off(portal, page_as):
    [(number,)] = portal.rows("SELECT number FROM payout ORDER BY id DESC LIMIT 1")
    page = page_as("finance_approver")
    page.goto(f"/arman/payouts/{number}/paper")
    hidden = "(box => box.scrollWidth - box.clientWidth)(document.querySelector('.table-wrap'))"
    assert page.evaluate(hidden) <= 0
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('tfoot')).display") == "table-row-group"


@pytest.mark.parametrize("role", ["administrator", "finance_officer", "dealer_manager"])
def test_pages_are_light(portal, page_as, role):
    """60 kB on a first visit and 20 kB after, with everything the page asks for. Of the pages that ask for the same, the largest is
    looked at: the others are less by what is written in them."""
    largest, heavy = {}, {}
    for path, made in sorted(reachable(portal, role).items(), key=lambda reached: reached[1].packed):
        largest[made.asks_for] = path
    for path in largest.values():
        page = page_as(role, width=390)
        first, again = transferred(page, path), transferred(page, path)
        if first > 60_000 or again > 20_000:
            heavy[path] = (first, again)
        page.context.close()
    assert not heavy, heavy


def transferred(page, path):
    """Bytes that came over the line for one visit, heads and bodies."""
    line = page.context.new_cdp_session(page)
    left = line.send("Page.getFrameTree")["frameTree"]["frame"]["loaderId"]
    under_way, sizes = {}, []

    def sent(event):
        # The page that is left may still ask for its icon while the next one is asked for; nobody is told how that ends.
        if event["loaderId"] != left:
            under_way[event["requestId"]] = event["request"]["url"]

    def ended(event):
        if under_way.pop(event["requestId"], None):
            sizes.append(event.get("encodedDataLength", 0))

    line.on("Network.requestWillBeSent", sent)
    line.on("Network.loadingFinished", ended)
    line.on("Network.loadingFailed", ended)
    line.send("Network.enable")
    page.goto(path, wait_until="load")
    give_up = time.monotonic() + 20
    while under_way:
        assert time.monotonic() < give_up, f"{path} waits for {list(under_way.values())}"
        page.evaluate("1")
    line.detach()
    return sum(sizes)


def test_prints_hold_the_persian_font_where_it_was_made(page_as):
    """Where `bin/setup` could not fetch it the pages do without, and there is nothing to see."""
    if not (ROOT / "Public/fonts/vazirmatn.woff2").exists():
        pytest.skip("no font was made here")
    page = page_as("finance_officer")
    page.goto("/arman")
    page.evaluate("document.fonts.ready")
    assert b"Vazirmatn" in page.pdf()
