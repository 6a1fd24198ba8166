"""The board is given to dealers: as it is proposed, in a few clicks, and with a reason asked before another one is chosen."""
from playwright.sync_api import expect


class Clicks:
    def __init__(self):
        self.count = 0

    def __call__(self, target):
        target.click()
        self.count += 1


def waiting(portal):
    return portal.rows("SELECT count(*) FROM job WHERE state = 'received'")[0][0]


def every_dealer_works(portal):
    """In the demo most contracts have ended, so that a board has something to say; here each dealer may get what lies in his cities."""
    with portal.store() as store:
        store.execute("UPDATE dealer SET state = 'active', daily_capacity = 60, contract_to = contract_to + 3000")
        store.execute(
            "INSERT INTO dealer_group (dealer_id, group_id) SELECT d.id, g.id FROM dealer d CROSS JOIN product_group g "
            "WHERE NOT EXISTS (SELECT 1 FROM dealer_group x WHERE x.dealer_id = d.id AND x.group_id = g.id)")


def test_twenty_one_jobs_of_the_board_take_twelve_clicks(installation, page_as):
    """As many as the office's trial had, with one dealer changed by hand; in a company that no other test shares."""
    every_dealer_works(installation)
    installation.start()
    before = waiting(installation)
    page, click = page_as("dispatcher", base=installation), Clicks()
    page.goto("/arman/")
    click(page.locator("nav a[href$='/board']").first)
    click(page.locator("a[href*='/board/round']"))
    rows = page.locator("input[name=job]")
    assert rows.count() >= 21
    ticked = page.locator("input[name=job]:checked").count()
    choice = next(select for select in page.locator("select[name^=dealer_]").all() if select.locator("option").count() > 1)
    click(choice)
    choice.select_option(index=1)
    click(page.locator("[name=override]"))
    page.keyboard.type("مشتری او را می‌شناسد")
    click(page.locator("[data-bulk] button.primary"))
    page.wait_for_url("**/board/rounds/*")
    assert before - waiting(installation) == ticked >= 21
    assert click.count <= 12, click.count


def test_a_reason_is_asked_before_another_dealer_is_sent(portal, page_as):
    city = portal.rows(
        "SELECT c.city_id FROM dealer_city c JOIN dealer d ON d.id = c.dealer_id "
        "WHERE EXISTS (SELECT 1 FROM job j WHERE j.city_id = c.city_id AND j.state = 'received') GROUP BY c.city_id "
        "ORDER BY count(*) DESC LIMIT 1")[0][0]
    page = page_as("dispatcher")
    page.goto(f"/arman/board/{city}")
    reason, chosen = page.locator("[name=override]"), page.locator("input[data-proposed]")
    if chosen.count():
        expect(reason).to_be_hidden()
    page.locator("details:has(.choice) > summary").first.click()
    page.locator("details .choice input[name=dealer]").first.check()
    expect(reason).to_be_visible()
