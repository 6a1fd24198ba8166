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


def test_what_the_company_asks_comes_with_the_machine_and_keeps_what_was_typed(portal, page_as):
    fridges = [code for code, in portal.rows(
        "SELECT m.code FROM product_model m JOIN product_group g ON g.id = m.group_id WHERE g.code = 'fridge' ORDER BY m.id LIMIT 2")]
    other = portal.rows(
        "SELECT m.code FROM product_model m JOIN product_group g ON g.id = m.group_id WHERE g.code <> 'fridge' ORDER BY m.id LIMIT 1")[0][0]
    page = page_as("reception")
    page.goto("/arman/jobs/new")
    listed = page.locator("[name=listed]")
    page.locator("form[data-inquire] summary").click()
    expect(listed).to_have_count(0)
    model = page.locator("[name=model]")
    model.fill(fridges[0])
    model.press("Tab")
    expect(listed).to_be_visible()
    listed.select_option(index=1)
    own = page.locator("input[name^=own-]").first
    own.fill("3")
    model.fill(fridges[1])
    with page.expect_response(re.compile("/jobs/new")):
        model.press("Tab")
    expect(own).to_have_value("3")
    expect(listed.locator("option:checked")).not_to_have_attribute("value", "")
    model.fill(other)
    model.press("Tab")
    expect(listed).to_have_count(0)


def test_a_slip_and_a_label_go_on_the_paper_they_are_for(portal, page_as):
    number = portal.rows("SELECT j.number FROM job j WHERE j.way = 'carried_in' LIMIT 1")[0][0]
    papers = {"slip": (148, 210, 1), "slip?paper=80": (80, 297, 2), "label": (80, 50, 1), "order": (210, 297, 2)}
    for lang in ("fa", "en"):
        page = page_as("reception", lang)
        for path, (width, height, most) in papers.items():
            page.goto(f"/arman/jobs/{number}/{path}")
            expect(page.locator(".qr")).to_be_visible()
            boxes = re.findall(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]", page.pdf(prefer_css_page_size=True))
            sheets = {tuple(round(float(side) / 72 * 25.4) for side in box) for box in boxes}
            assert sheets == {(width, height)} and len(boxes) <= most, (lang, path, boxes)
