"""What was typed and not sent comes back on the same device."""


def test_a_draft_comes_back_with_all_its_rows_and_what_stands_below_them(portal, page_as):
    page = page_as("dealer_manager", width=360)
    form = f"/arman/jobs/{portal.job_in_hand(0)}/visits/new"
    page.goto(form)
    page.fill("[name=part1]", "P-1")
    page.click("[name=more]")
    page.fill("[name=part6]", "P-7")
    page.fill("[name=quantity6]", "3")
    page.fill("[name=note]", "کلید دست همسایه است")

    page.goto(form)
    typed = {name: page.input_value(f"[name={name}]") for name in ("part1", "part6", "quantity6", "note")}
    assert typed == {"part1": "P-1", "part6": "P-7", "quantity6": "3", "note": "کلید دست همسایه است"}
    assert page.locator("[name=rows]").input_value() == "6", "the server must read the rows that came back"


def drafts(page):
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft '))")


def test_a_draft_goes_only_when_the_server_says_that_the_form_is_stored(portal, page_as):
    page = page_as("dealer_manager", width=390)
    # A visit waits on its phone otherwise: test_waiting.py.
    page.add_init_script("Object.defineProperty(window, 'indexedDB', { value: undefined })")
    form = f"/arman/jobs/{portal.job_in_hand(1)}/visits/new"
    page.goto(form)
    page.select_option("[name=outcome]", "to_continue") if page.locator("select[name=outcome]").count() else page.check(
        "[name=outcome][value=to_continue]", force=True)
    page.fill("[name=minutes]", "35")
    page.fill("[name=symptom]", "صدا می‌دهد")
    page.fill("[name=note]", "زنگ دوم")
    page.route("**/visits", lambda route: route.abort())
    page.click("button.primary:visible")
    page.wait_for_timeout(300)
    page.unroute("**/visits")
    page.goto("/arman/today")
    assert drafts(page), "no answer has come: the draft stays"
    page.goto(form)
    assert page.input_value("[name=minutes]") == "35" and page.input_value("[name=note]") == "زنگ دوم"
    page.click("button.primary:visible")
    page.wait_for_url("**/arman/jobs/*")
    assert not drafts(page)


def test_enter_goes_to_the_next_field_of_a_long_form(portal, page_as):
    page = page_as("dealer_manager", width=390)
    form = f"/arman/jobs/{portal.job_in_hand(2)}/visits/new"
    page.goto(form)
    page.fill("[name=minutes]", "20")
    assert page.evaluate("document.querySelector('[name=minutes]').enterKeyHint") == "next"
    page.press("[name=minutes]", "Enter")
    assert page.url.endswith(form)
    assert page.evaluate("document.activeElement.name") == "km"


def test_what_was_typed_of_one_call_comes_into_the_next_only_when_asked_for(portal, page_as):
    page = page_as("reception", width=1440)
    page.goto("/arman/jobs/new")
    page.fill("[name=name]", "مینا صادقی")
    page.fill("[name=fault]", "یخ نمی‌زند")
    [name] = drafts(page)
    assert name.split(" ")[2] == "arman", "of this company: a person of two gets none of its words into the other's form"

    page.goto("/arman/jobs/new")
    assert page.input_value("[name=fault]") == "", "another call must not get the words of the last one"
    page.click("form[data-offer] .flash button >> nth=0")
    assert page.input_value("[name=fault]") == "یخ نمی‌زند" and page.input_value("[name=name]") == "مینا صادقی"
    page.click("form[data-offer] .flash button")
    assert not drafts(page)


def test_a_contact_that_was_not_saved_is_offered_and_not_filled_into_the_next(page_as):
    page = page_as("reception", width=390)
    page.goto("/arman/contacts/new")
    page.fill("[name=party]", "مینا صادقی")
    page.goto("/arman/contacts/new")
    assert page.input_value("[name=party]") == ""
    page.click("form[data-offer] .flash button >> nth=0")
    assert page.input_value("[name=party]") == "مینا صادقی"
