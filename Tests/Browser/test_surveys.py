"""The call after a job: twenty customers by keyboard alone, and a bad score that becomes a complaint and holds the claim."""
import re
import tempfile
import time

import pytest

from portal import Portal

SETTINGS = {"from": 0, "to": 1_439}
CALLS = 20
UNPAID = """
    SELECT s.id, c.id, s.job_id FROM survey s JOIN claim c ON c.job_id = s.job_id AND c.dealer_id = s.dealer_id
    JOIN ledger_entry e ON e.claim_id = c.id JOIN open_entry o ON o.entry_id = e.id
    WHERE s.state = 'waiting' AND c.state = 'approved' GROUP BY s.id, c.id, s.job_id HAVING sum(o.amount) > 0 ORDER BY s.id LIMIT 1
"""


@pytest.fixture(scope="module")
def calling(demo_data):
    """A company that calls at any hour about all of its jobs."""
    portal = Portal.copied(demo_data, tempfile.mkdtemp(prefix="kardan-surveys-") + "/data")
    portal.dealer = portal.busiest_dealers(1)[0]
    with portal.store() as store:
        for name, value in SETTINGS.items():
            store.execute(
                "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (f"survey_{name}", str(value)))
        # Whom the sample has left out is called too.
        store.execute(
            "UPDATE survey SET state = 'waiting', omission = NULL, call_at = 1, until_at = ? WHERE omission = 'sampled'",
            (int(time.time()) + 9 * 86_400,))
    portal.start()
    try:
        yield portal
    finally:
        portal.remove()


def name_in_focus(page):
    return page.evaluate("document.activeElement.name || ''")


def tab_to(page, name):
    for _ in range(12):
        page.keyboard.press("Tab")
        if name_in_focus(page) == name:
            return
    raise AssertionError(f"Tab does not lead to {name}")


def answer(page, work):
    """All questions by keyboard, from the one in focus on; and what came of the call."""
    tab_to(page, "q1")
    page.keyboard.press("Space")
    tab_to(page, "q2")
    page.keyboard.type(work)
    # Enter leads on, as Tab does.
    page.keyboard.press("Enter")
    assert name_in_focus(page) == "q3"
    page.keyboard.type(work)
    tab_to(page, "q4")
    page.keyboard.press("Space")
    tab_to(page, "q5")
    page.keyboard.press("ArrowDown")
    tab_to(page, "q7")
    page.keyboard.type("۹")
    tab_to(page, "words")
    page.keyboard.type("گفت: همه چیز روشن بود")
    tab_to(page, "result")
    page.keyboard.press("Space")
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('button.primary')"):
            return page.keyboard.press("Enter")
    raise AssertionError("Tab does not lead to the button")


def done(portal):
    return portal.rows("SELECT count(*) FROM survey_call c JOIN survey s ON s.id = c.survey_id WHERE s.state = 'done'")[0][0]


def test_twenty_customers_are_called_by_keyboard_alone(calling, page_as):
    before = done(calling)
    page = page_as("survey_agent", "fa", 1440, base=calling)
    page.goto("/arman/surveys")
    for number in range(CALLS):
        # The way to the next call has the focus, and on its page the customer's number.
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/surveys/calls/\d+$"))
        assert page.evaluate("document.activeElement.href").startswith("tel:")
        answer(page, "۵" if number % 2 else "4")
        page.wait_for_url(re.compile("/arman/surveys$"))
        page.wait_for_selector(".flash.done")
    assert done(calling) - before == CALLS
    scores = calling.rows("SELECT score FROM survey WHERE way = 'call' ORDER BY ended_at DESC, id DESC LIMIT ?", CALLS)
    assert all(score and score >= 40 for (score,) in scores)


def test_a_bad_score_is_a_complaint_and_holds_the_claim(calling, page_as):
    manager = page_as("service_manager", "fa", 1440, base=calling)
    manager.goto("/arman/surveys/settings")
    manager.check("[name=hold_bad]")
    manager.click("main form .primary")
    manager.wait_for_selector(".flash.done")
    survey, claim, _ = calling.rows(UNPAID)[0]
    with calling.store() as store:
        store.execute("UPDATE survey SET call_at = 0 WHERE id = ?", (survey,))

    agent = page_as("survey_agent", "fa", 390, base=calling)
    agent.goto("/arman/surveys")
    agent.click("form[action$='/surveys/next'] button")
    agent.wait_for_url(re.compile(f"/surveys/calls/{survey}$"))
    assert "ریال" not in agent.locator("main").inner_text().replace("سریال", "")
    agent.check("[name=q1][value=yes]")
    for question, said in (("q2", "۱"), ("q3", "2")):
        agent.fill(f"[name={question}]", said)
    agent.check("[name=q5][value=no]")
    agent.fill("[name=words]", "دو بار آمد و درست نشد")
    agent.check("[name=result][value=complete]")
    agent.click("form[action$='/calls/%d'] .primary" % survey)
    agent.wait_for_selector(".flash.done")

    number = calling.rows("SELECT complaint FROM survey WHERE id = ?", survey)[0][0]
    assert number, "no complaint was made"
    manager.goto(f"/arman/contacts/{number}")
    assert "دو بار آمد و درست نشد" in manager.content()
    finance = page_as("finance_officer", "fa", 1440, base=calling)
    finance.goto(f"/arman/claims/{claim}")
    assert re.search(f"در انتظار رسیدگی به شکایت .*{number}", finance.locator("main").inner_text())
