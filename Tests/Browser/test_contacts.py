"""A call is written down while the caller speaks: by the keyboard alone, from the first page on."""
import re


def test_a_call_is_written_down_by_the_keyboard_alone(portal, page_as):
    page = page_as("reception", "fa", 1440)
    page.goto("/arman")
    page.locator("header .actions a[href$='/contacts/new']").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/contacts/new")
    keys = 1

    def write(text):
        nonlocal keys
        page.keyboard.type(text)
        keys += len(text)

    def press(key, times=1):
        nonlocal keys
        for _ in range(times):
            page.keyboard.press(key)
        keys += times

    def reach(name):
        while page.evaluate("document.activeElement.name") != name:
            assert keys < 400, name
            press("Tab")

    assert page.evaluate("document.activeElement.name") == "phone", "the caller's number comes first"
    write("09125550101")
    reach("subject")
    subject, body = "صدای یخچال", "از دیشب صدا می‌دهد."
    write(subject)
    reach("body")
    write(body)
    while not page.evaluate("document.activeElement.matches('.actionbar .primary')"):
        assert keys < 400, "the button is reached"
        press("Tab")
    press("Enter")
    page.wait_for_url(re.compile(r"/contacts/[^/]*\d$"))
    assert subject in page.content()
    assert keys - len("09125550101" + subject + body) <= 20, "the way between the fields is short"
