"""A day is typed, or chosen in a calendar by keyboard and thumb."""
from playwright.sync_api import expect
from portal import ROOT
from test_pages import violations


def new_years():
    lines = (ROOT / "Tests/Fixtures/new-years.tsv").read_text().splitlines()
    return [tuple(map(int, line.split("\t"))) for line in lines if not line.startswith("#")]


def test_the_script_counts_the_days_as_the_server_does(page_as):
    """Every day of two hundred years, against the table that the server's own calendar is held to."""
    script = (ROOT / "Public/js/27-days.js").read_text()
    days = page_as(None).evaluate(
        "([script, from, to]) => { const { calendars, dayText, dayOf } = new Function(`${script}; return { calendars, dayText, dayOf }`)();"
        "const all = []; for (let day = from; day < to; day++) {"
        "const [own, civil] = [dayText(calendars.jalali, day), dayText(calendars.gregorian, day)];"
        "if (dayOf(own) !== day || dayOf(civil) !== day || civil !== new Date(day * 864e5).toISOString().slice(0, 10)) throw day;"
        "all.push(own); } return all; }", [script, new_years()[0][1], new_years()[-1][1]])
    expected = []
    for (year, day), (_, end) in zip(new_years(), new_years()[1:]):
        lengths = [31] * 6 + [30] * 5 + [end - day - 336]
        expected += [f"{year}/{month:02}/{date:02}" for month, length in enumerate(lengths, 1) for date in range(1, length + 1)]
    assert days == expected


def visit_form(portal, page_as, **options):
    number = portal.job_in_hand(0)
    page = page_as("dealer_manager", **options)
    page.goto(f"/arman/jobs/{number}/visits/new")
    return page


def test_a_day_is_chosen_by_the_keyboard(portal, page_as):
    page = visit_form(portal, page_as)
    page.fill("[name=day]", "1405/06/30")
    page.click("[name=day] + button")
    page.wait_for_selector("dialog [role=grid]")
    at = page.locator("dialog [role=grid] [tabindex='0']")
    keys = [
        ("ArrowLeft", "1405/06/31"), ("ArrowLeft", "1405/07/01"), ("ArrowRight", "1405/06/31"), ("PageUp", "1405/05/31"),
        ("Shift+PageUp", "1404/05/31"), ("PageDown", "1404/06/31"), ("PageDown", "1404/07/30"), ("ArrowUp", "1404/07/23"),
        ("Home", "1404/07/19"), ("End", "1404/07/25"), ("ArrowDown", "1404/08/02")]
    for key, expected in keys:
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.matches('[role=gridcell]')"), key
        year, month, date = map(int, expected.split("/"))
        first = dict(new_years())[year] + (min(month - 1, 6) * 31 + max(month - 7, 0) * 30) + date - 1
        assert at.get_attribute("data-day") == str(first), key
    assert "شنبه" in at.get_attribute("aria-label") or "جمعه" in at.get_attribute("aria-label")
    page.keyboard.press("Escape")
    # A dialog tells of its end in a task of its own, after the key.
    expect(page.locator("dialog")).to_have_count(0)
    assert page.input_value("[name=day]") == "1405/06/30"
    assert page.evaluate("document.activeElement.matches('[name=day] + button')"), "Esc leads back to where it was opened"
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    assert page.input_value("[name=day]") == "1405/06/23"


def test_a_day_is_chosen_by_a_thumb_and_never_one_to_come(portal, page_as):
    for scheme in ("light", "dark"):
        page = visit_form(portal, page_as, width=360, scheme=scheme)
        page.tap("[name=day] + button")
        cells = page.locator("dialog [role=gridcell]")
        box = cells.first.bounding_box()
        assert box["width"] >= 44 and box["height"] >= 44
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        assert not violations(page)
        today = page.locator("dialog [aria-current=date]")
        page.locator("dialog header button").nth(2).tap()
        assert today.count() == 1, "the month to come is not entered"
        page.locator("dialog header button").nth(1).tap()
        cells.nth(4).tap()
        expect(page.locator("dialog")).to_have_count(0)
        assert page.input_value("[name=day]").endswith("/05")


def test_without_script_a_day_is_typed(portal, page_as):
    page = visit_form(portal, page_as, script=False)
    assert page.locator("[name=day]").is_visible() and not page.locator("[name=day] + button").is_visible()
