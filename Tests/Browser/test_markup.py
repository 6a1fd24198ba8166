"""A parser that nobody here wrote (html5lib) reads one page of each kind that somebody in a role can reach by links."""
import html
import http.client
import re
from collections import deque
from urllib.parse import urlsplit

import html5lib
import pytest

ROLES = [
    "administrator", "finance_approver", "finance_officer", "reception", "dispatcher", "stock_manager", "workshop_manager", "survey_agent",
    "dealer_manager"]
MOST = 400


def kind(path):
    """A page is of one kind with all that differ from it by a number or code alone."""
    return re.sub(r"[^/]*\d[^/]*", "*", path)


def faults(text):
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parse(text)
    return [f"{code} at line {place[0]}" for place, code, _ in parser.errors]


def fetched(portal, path, cookie):
    """As it comes: a link may lead to a picture or a file."""
    connection = http.client.HTTPConnection("127.0.0.1", portal.port, timeout=30)
    try:
        connection.request("GET", path, headers={"Cookie": cookie})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def walk(portal, start, cookie):
    """Each kind of page that links lead to: its path and its faults."""
    waiting, seen = deque([start]), {kind(start)}
    while waiting:
        path = waiting.popleft()
        status, headers, body = fetched(portal, path, cookie)
        if status in (301, 302, 303):
            text = f'href="{html.escape(headers["Location"])}"'
        elif (headers.get("Content-Type") or "").startswith("text/html"):
            text = body.decode()
            yield path, faults(text)
        else:
            continue
        for link in re.findall(r'href="(/arman[^"#?]*)', text):
            place = urlsplit(html.unescape(link)).path
            if kind(place) not in seen and "export" not in place and len(seen) < MOST:
                seen.add(kind(place))
                waiting.append(place)


@pytest.mark.parametrize("role", ROLES)
def test_every_kind_of_page_of_a_role_is_read_without_a_fault(portal, role):
    dealer = portal.dealer if role.startswith("dealer") else None
    cookie = f"kardan_session={portal.session(role, dealer=dealer)}"
    read = list(walk(portal, "/arman", cookie))
    assert len(read) > 8, [path for path, _ in read]
    wrong = [f"{path}: {found[:3]}" for path, found in read if found]
    assert not wrong, "\n".join(wrong)


def test_public_pages_and_those_of_signing_in_are_read_without_a_fault(portal):
    places = ["/sign-in", "/arman/front", "/arman/front/fault", "/arman/front/guide", "/arman/front/check"]
    wrong = [f"{place}: {found[:3]}" for place in places if (found := faults(portal.request("GET", place)[2]))]
    assert not wrong, "\n".join(wrong)
