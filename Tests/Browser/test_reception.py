"""A job is taken down by keyboard alone, from the home page to the saved job: how many keys that takes, beside the words."""
import re

from playwright.sync_api import expect


class Keys:
    """Types as a person does and counts: every sign of what is typed and every key between."""

    def __init__(self, page):
        self.page, self.count = page, 0

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.count += 1

    def type(self, text):
        self.page.keyboard.type(text)
        self.count += len(text)


def test_a_known_customer_takes_twelve_keys(portal, page_as):
    rows = portal.rows(
        "SELECT mobile, count(*) FROM customer c WHERE (SELECT count(*) FROM unit u WHERE u.customer_id = c.id) = 1 "
        "AND NOT EXISTS (SELECT 1 FROM job j WHERE j.customer_id = c.id AND j.state NOT IN ('done', 'closed', 'returned', 'cancelled')) "
        "AND NOT EXISTS (SELECT 1 FROM job j WHERE j.customer_id = c.id AND j.completed_on > 0 AND j.service_type = 'inspect') "
        "AND c.erased_at IS NULL GROUP BY substr(mobile, -4) HAVING count(*) = 1 LIMIT 60")
    last = next(
        mobile[-4:] for mobile, _ in rows
        if portal.rows(f"SELECT count(DISTINCT customer_id) FROM customer_word WHERE word LIKE '{mobile[-4:]}%'")[0][0] == 1)
    page = page_as("reception")
    page.goto("/arman/")
    keys = Keys(page)
    keys.press("/")
    keys.type(last)
    expect(page.locator("[data-live] [data-found]")).to_be_visible()
    keys.press("Enter")
    page.wait_for_url(re.compile("/jobs/new"))
    expect(page.locator("[name=service]")).to_be_focused()
    keys.press("ArrowDown", "Enter")
    page.wait_for_load_state()
    if page.locator("[name=why]").count():
        keys.type("باز")
        keys.press("Enter")
    page.wait_for_url(re.compile(r"/jobs/\d{4}-\d+"))
    assert keys.count <= 12, keys.count


def test_an_unknown_caller_takes_twenty_five_keys_beside_his_words(portal, page_as):
    page = page_as("reception")
    page.goto("/arman/")
    model = portal.rows("SELECT code FROM product_model WHERE is_retired = 0 ORDER BY id LIMIT 1")[0][0]
    keys, words = Keys(page), 0

    def say(text):
        nonlocal words
        keys.type(text)
        words += len(text)

    keys.press("/")
    say("02144556677")
    keys.press("Enter")
    page.wait_for_url(re.compile("/jobs/new"))
    expect(page.locator("[name=mobile]")).to_have_value("02144556677")
    expect(page.locator("[name=name]")).to_be_focused()
    say("پروین سهرابی")
    keys.press("Tab", "ArrowDown", "Tab")
    say(model)
    keys.press("Tab", "Tab")
    say("تهران")
    keys.press("Tab")
    say("خیابان سهروردی، پلاک ۵")
    keys.press("Tab")
    say("صدا می‌دهد")
    keys.press("Tab", "Tab", "Enter")
    page.wait_for_url(re.compile(r"/jobs/\d{4}-\d+"))
    assert keys.count - words <= 25, keys.count - words
