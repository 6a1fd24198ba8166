"""What the warranty says of a job: a table of things with their reasons, and what a manager decides instead."""
import re

import pytest
from test_photos import png


@pytest.mark.parametrize("lang, width", [("fa", 390), ("en", 1440)])
def test_the_verdict_has_a_line_with_its_reason_for_each_thing_and_a_manager_decides_otherwise(portal, page_as, lang, width):
    [(number, *_)] = portal.rows(
        "SELECT j.number FROM job j JOIN job_cover c ON c.job_id = j.id WHERE j.state NOT IN ('done', 'closed', 'returned', 'cancelled') "
        "GROUP BY j.number HAVING count(*) = 1 ORDER BY j.number LIMIT 1")
    page = page_as("service_manager", lang, width)
    page.goto(f"/arman/jobs/{number}")

    decide = f"a[href$='/{number}/warranty']"

    def table():
        rows = page.locator(f"section:has(+ p {decide}) tbody tr")
        return [(row.locator(".lead").inner_text(), row.locator(".state").inner_text(), row.locator(".line").inner_text())
                for row in rows.all()]

    before = table()
    assert len(before) >= 3 and len({subject for subject, _, _ in before}) == len(before)
    assert all(verdict.strip() and why.strip() for _, verdict, why in before)
    page.click(decide)
    page.select_option("[name=verdict]", "out")
    page.fill("[name=reason]", "پلمب شکسته است")
    page.set_input_files("[name=photos]", {"name": "seal.png", "mimeType": "image/png", "buffer": png(7)})
    page.click(".actionbar .primary")
    page.wait_for_url(re.compile(rf"/jobs/{number}$"))
    after = table()
    assert after != before and any("پلمب شکسته است" in why for _, _, why in after)
    assert portal.rows(
        "SELECT occasion FROM job_cover c JOIN job j ON j.id = c.job_id WHERE j.number = ? ORDER BY c.id", number)[-1] == ("decision",)
