"""The main journey, from the files of a new company to a paid dealer, each step by the person whose step it is."""
import json

import pytest
from journey import (
    DEALER, FILES, ROWS, accept_and_agree, activate_tariff, approve_and_pay, approve_claim, assign_jobs, balance,
    first_requests, import_file, log_visit, make_payout, read_statement)
from portal import ROOT, Portal


@pytest.fixture
def company(tmp_path):
    """A company with nothing in it but its people."""
    portal = Portal(tmp_path / "data")
    portal.command("company", "create", "arman", "--name-fa", "آرمان", "--name-en", "Arman")
    portal.start()
    yield portal
    portal.stop()


@pytest.fixture(params=["fa", "en"])
def desk(request, company, page_as):
    """`desk(*roles, dealer=None)`: a person of his own at his screen; a dealer's is the smallest phone."""

    def sit_down(*roles, dealer=None):
        page = page_as(None, request.param, 360 if dealer else 1440, base=company)
        session = company.sign_in(company.add_person(*roles, dealer=dealer), request.param)
        page.context.add_cookies([{"name": "kardan_session", "value": session, "url": company.address}])
        page.say = words(request.param).__getitem__
        return page

    return sit_down


def words(language):
    files = (ROOT / "Templates/words" / language).glob("*.json")
    return {key: text for file in files for key, text in json.loads(file.read_text()).items()}


def test_from_the_files_of_a_new_company_to_a_paid_dealer(desk):
    intake = desk("administrator")
    assert import_file(intake, "products", FILES / "products.csv") == [44, 44, 44, 0]
    assert import_file(intake, "dealers", FILES / "dealers.csv") == [54, 50, 50, 4]
    assert import_file(intake, "requests", first_requests()) == [ROWS, ROWS, ROWS, 0]
    read, taken, _, refused = import_file(intake, "tariff", FILES / "tariff.csv")
    assert read == taken > 0 and refused == 0
    activate_tariff(desk("service_manager"), importer=intake)

    job = assign_jobs(desk("dispatcher"))[0]
    dealer = desk("dealer_manager", dealer=DEALER)
    accept_and_agree(dealer, job)
    amount = log_visit(dealer, job)
    assert amount > 0 and balance(dealer) == 0, "nothing is owed before the claim is approved"

    maker = desk("finance_officer", "finance_approver")
    approve_claim(maker, job)
    assert balance(dealer) == amount
    payout = make_payout(maker)
    approve_and_pay(desk("finance_approver"), payout, amount)
    assert balance(dealer) == 0
    read_statement(dealer, job, amount)
