"""What was typed and not sent comes back on the same device."""
from portal import IN_HAND


def test_a_draft_comes_back_with_all_its_rows_and_what_stands_below_them(portal, page_as):
    page = page_as("dealer_manager", width=360)
    (number,) = portal.rows(
        f"SELECT j.number FROM job j JOIN dealer d ON d.id = j.dealer_id WHERE d.code = ? AND j.state IN {IN_HAND} "
        "ORDER BY j.id LIMIT 1", portal.dealer)[0]
    form = f"/arman/jobs/{number}/visits/new"
    page.goto(form)
    page.fill("[name=part1]", "P-1")
    page.click("[name=more]")
    page.fill("[name=part7]", "P-7")
    page.fill("[name=quantity7]", "3")
    page.fill("[name=note]", "کلید دست همسایه است")

    page.goto(form)
    typed = {name: page.input_value(f"[name={name}]") for name in ("part1", "part7", "quantity7", "note")}
    assert typed == {"part1": "P-1", "part7": "P-7", "quantity7": "3", "note": "کلید دست همسایه است"}
    assert page.locator("[name=rows]").input_value() == "7", "the server must read the rows that came back"
