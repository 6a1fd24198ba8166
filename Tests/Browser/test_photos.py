"""Photos go up by themselves while the form is still being filled in."""
import zlib


def png(shade):
    """A picture of one grey dot."""
    def chunk(name, body):
        return len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")

    head = (1).to_bytes(4, "big") * 2 + bytes([8, 0, 0, 0, 0])
    dot = zlib.compress(bytes([0, shade]))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", dot) + chunk(b"IEND", b"")


def take(page, *shades):
    page.set_input_files("input[data-photos]", [
        {"name": f"{shade}.png", "mimeType": "image/png", "buffer": png(shade)} for shade in shades])


def fill_in(page, form):
    page.goto(form)
    page.check("[name=outcome][value=to_continue]", force=True)
    page.fill("[name=minutes]", "35")
    page.fill("[name=symptom]", "صدا می‌دهد")


def save(page):
    page.click("button.primary:visible")
    page.wait_for_url("**/arman/jobs/*")


def files_of_visits(portal):
    return portal.rows("SELECT count(*) FROM attachment WHERE subject = 'visit'")[0][0]


def test_a_photo_is_there_before_the_form_is_saved_and_saving_sends_none(portal, page_as):
    page = page_as("dealer_manager", width=390)
    fill_in(page, f"/arman/jobs/{portal.job_in_hand(3)}/visits/new")
    before = files_of_visits(portal)
    take(page, 10, 20)
    page.locator(".photos [name=kept]").nth(1).wait_for(state="attached")
    assert page.evaluate("document.querySelector('input[data-photos]').files.length") == 0
    sent = []
    page.on("request", lambda request: sent.append(request) if request.url.endswith("/visits") else None)
    save(page)
    assert len(sent[0].post_data_buffer) < 6_000
    assert files_of_visits(portal) == before + 2


def test_a_cut_line_is_taken_up_again_where_it_was_cut(portal, page_as):
    page = page_as("dealer_manager", width=390)
    fill_in(page, f"/arman/jobs/{portal.job_in_hand(4)}/visits/new")
    before = files_of_visits(portal)
    cuts, methods = [], []

    def cut(route):
        methods.append(route.request.method)
        if route.request.method == "PATCH" and not cuts:
            cuts.append(route)
            return route.abort()
        return route.continue_()

    page.route("**/files/arriving/*", cut)
    take(page, 30)
    page.wait_for_selector(".photos [name=kept]", state="attached")
    assert methods == ["PATCH", "HEAD", "PATCH"]
    save(page)
    assert files_of_visits(portal) == before + 1


def test_where_nothing_goes_up_by_itself_the_photo_goes_with_the_form(portal, page_as):
    page = page_as("dealer_manager", width=390)
    fill_in(page, f"/arman/jobs/{portal.job_in_hand(5)}/visits/new")
    before = files_of_visits(portal)
    page.route("**/files/arriving", lambda route: route.fulfill(status=400))
    take(page, 40)
    page.wait_for_selector(".photos .again")
    save(page)
    assert files_of_visits(portal) == before + 1


def test_a_photo_that_is_taken_away_again_is_not_saved(portal, page_as):
    page = page_as("dealer_manager", width=390)
    fill_in(page, f"/arman/jobs/{portal.job_in_hand(6)}/visits/new")
    before = files_of_visits(portal)
    take(page, 50, 60)
    page.locator(".photos [name=kept]").nth(1).wait_for(state="attached")
    page.click(".photos > div:first-child button")
    save(page)
    assert files_of_visits(portal) == before + 1


def test_photos_that_have_arrived_come_back_with_the_draft_and_are_not_taken_again(portal, page_as):
    page = page_as("dealer_manager", width=390)
    form = f"/arman/jobs/{portal.job_in_hand(7)}/visits/new"
    fill_in(page, form)
    before = files_of_visits(portal)
    take(page, 70)
    page.wait_for_selector(".photos [name=kept]", state="attached")

    page.goto(form)
    page.wait_for_selector(".photos [name=kept]", state="attached")
    assert page.input_value("[name=minutes]") == "35" and "70.png" in page.inner_text(".photos")
    save(page)
    assert files_of_visits(portal) == before + 1
