"""The front door, by keyboard and by thumb."""
import pytest
from portal import PASSWORD


def test_a_person_signs_in_with_the_keyboard_alone(portal, page_as):
    mobile = portal.add_person("dispatcher")
    page = page_as()
    page.goto("/arman/jobs")
    assert page.url.endswith("/sign-in?back=%2Farman%2Fjobs")
    page.locator("input[name=mobile]").focus()
    page.keyboard.type(mobile)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/arman/jobs")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip", "the first stop leads past the menu"


@pytest.mark.parametrize("lang, label", [("fa", "شماره"), ("en", "Mobile")])
def test_a_wrong_password_keeps_the_number_and_says_so(page_as, lang, label):
    page = page_as(lang=lang, width=360)
    page.goto("/sign-in")
    assert label in page.locator("label[for=f-mobile]").inner_text()
    page.fill("input[name=mobile]", "۰۹۱۲ ۰۰۰ ۰۰۰۱")
    page.fill("input[name=password]", "not-the-password")
    page.click("main button.primary")
    page.wait_for_selector(".flash.error[role=alert]")
    assert page.input_value("input[name=mobile]") == "۰۹۱۲ ۰۰۰ ۰۰۰۱"
    assert page.input_value("input[name=password]") == ""


def test_the_language_is_chosen_before_signing_in(page_as):
    page = page_as()
    page.goto("/sign-in")
    assert page.get_attribute("html", "dir") == "rtl"
    page.click("footer button[value=en]")
    page.wait_for_selector("html[lang=en][dir=ltr]")
    page.click("footer button[value=fa]")
    page.wait_for_selector("html[lang=fa][dir=rtl]")
