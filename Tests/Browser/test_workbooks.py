"""Excel workbooks in many shapes, written by openpyxl, and what `kardan table` reads of them against what openpyxl does."""
import csv
import datetime
import decimal
import http.client
import io
import random
import resource
import subprocess
import zipfile

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from portal import PROGRAM, ROOT

HEADS = ["کد", "نام", "مبلغ", "روز", "ساعت", "درصد", "یادداشت"]


def read(path, *options):
    """The table that Kardan reads, its head first; a refusal is the sentence."""
    done = subprocess.run(
        [PROGRAM, "table", path, "--lang", "en", *options], cwd=ROOT, capture_output=True, text=True, timeout=60)
    if done.returncode:
        return done.stderr
    return list(csv.reader(io.StringIO(done.stdout)))


def shown(cell):
    """A cell's value as openpyxl reads it, in the words of a table."""
    value, form = cell.value, cell.number_format
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime):
        bare = form.split("]")[-1].lower()
        if "h" not in bare:
            return value.date().isoformat()
        return value.strftime("%Y-%m-%d %H:%M:%S").removesuffix(":00")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, datetime.time):
        return value.strftime("%H:%M:%S").removesuffix(":00")
    if isinstance(value, (int, float)):
        exact = decimal.Decimal(repr(value))
        if isinstance(value, float):
            exact = decimal.Context(prec=15, rounding=decimal.ROUND_HALF_UP).plus(exact)
        if "%" in form:
            exact *= 100
        text = format(exact, "f")
        text = text.rstrip("0").rstrip(".") if "." in text else text
        text = "0" if text == "-0" else text
        if set(form) == {"0"} and len(form) > 1 and "." not in text:
            text = text.rjust(len(form), "0")
        return text + ("%" if "%" in form else "")
    return str(value)


def as_openpyxl(path, sheet=None):
    book = openpyxl.load_workbook(path, data_only=True)
    rows = (book[sheet] if sheet else book.worksheets[0]).iter_rows()
    table = [[shown(cell) for cell in row] for row in rows]
    return [row for row in table if any(text.strip() for text in row)]


def random_row(dice, place):
    day = datetime.datetime(1950, 1, 1) + datetime.timedelta(days=dice.randrange(40_000))
    return [
        (dice.randrange(1, 99_999), "00000"),
        (dice.choice(["کاظمی‌نژاد", " يزد ", "a & b <c>", "=1+1", "سطر\nدوم", "O'Brien", "𝟚🙂"]), "General"),
        (dice.choice([dice.randrange(10**12), -dice.randrange(10**9), round(dice.random() * 10**6, 2), 1.5e7, 0,
                      dice.random(), 123456789012345]), "#,##0"),
        (day, dice.choice(["yyyy/mm/dd", "[$-fa-IR,16]yyyy/mm/dd;@", "d mmmm yyyy"])),
        (day + datetime.timedelta(minutes=dice.randrange(1440)), "yyyy-mm-dd hh:mm"),
        (dice.choice([0.25, 0.075, 1, 0]), "0.0%"),
        (dice.choice([None, True, False, f"ردیف {place}"]), "General"),
    ]


@pytest.mark.parametrize("seed", range(6))
def test_random_cells_are_read_as_openpyxl_reads_them(tmp_path, seed):
    dice = random.Random(seed)
    book = openpyxl.Workbook()
    if seed % 2:
        book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    sheet.sheet_view.rightToLeft = True
    sheet.append(HEADS)
    for place in range(2, 302):
        for column, (value, form) in enumerate(random_row(dice, place), 1):
            cell = sheet.cell(place, column, value)
            if isinstance(value, str):
                cell.data_type = "s"
            cell.number_format = form
    path = tmp_path / "random.xlsx"
    book.save(path)
    ours, theirs = read(path), as_openpyxl(path)
    assert len(ours) == len(theirs) == 301
    for our, their in zip(ours, theirs):
        assert [text.replace("\r\n", "\n") for text in our] == their


def test_days_around_the_leap_year_that_never_was(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["روز", "شماره"])
    for serial in (1, 2, 58, 59, 61, 62, 366, 20_000, 46_349, 2_958_465):
        book.active.append([serial, serial])
    for row in book.active.iter_rows(min_row=2, max_col=1):
        row[0].number_format = "yyyy-mm-dd"
    path = tmp_path / "days.xlsx"
    book.save(path)
    for ours, theirs in zip(read(path)[1:], as_openpyxl(path)[1:]):
        assert ours == theirs


def test_rich_texts_written_row_by_row_and_gaps(tmp_path):
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("یک")
    sheet.append(["الف", "ب", "پ", "ت"])
    bold = TextBlock(InlineFont(b=True), "پررنگ")
    sheet.append([CellRichText("ساده و ", bold), None, "  با فاصله  ", 1])
    sheet.append([])
    sheet.append([None, None, None, 2])
    path = tmp_path / "rows.xlsx"
    book.save(path)
    assert read(path) == [
        ["الف", "ب", "پ", "ت"], ["ساده و پررنگ", "", "  با فاصله  ", "1"], ["", "", "", "2"]]


def test_title_merged_heads_and_hidden_sheets(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "پنهان"
    book.active.append(["نباید", "دیده", "شود"])
    book.active.sheet_state = "hidden"
    book.create_sheet("خالی")
    sheet = book.create_sheet("نمایندگان")
    book.create_sheet("دیگر").append(["دیگر", "برگه"])
    sheet["A1"] = "فهرست نمایندگان ۱۴۰۵"
    sheet.merge_cells("A1:E1")
    for place, text in {"A3": "کد", "B3": "قرارداد", "D3": "شهر", "E3": "درجه", "B4": "شروع", "C4": "پایان"}.items():
        sheet[place] = text
        sheet[place].font = Font(bold=True)
    for area in ("A3:A4", "B3:C3", "D3:D4", "E3:E4"):
        sheet.merge_cells(area)
    sheet.append(["D1", "1405/01/01", "1405/12/29", "یزد", "A"])
    path = tmp_path / "heads.xlsx"
    book.save(path)
    assert read(path) == [
        ["کد", "قرارداد شروع", "قرارداد پایان", "شهر", "درجه"], ["D1", "1405/01/01", "1405/12/29", "یزد", "A"]]
    assert read(path, "--sheet", "3") == [["دیگر", "برگه"]]


def test_a_workbook_of_ours_comes_back(portal, tmp_path):
    """The list of customers as an Excel file, in both ways."""
    cookie = "kardan_session=" + portal.session("service_manager")
    files = {}
    for kind in ("xlsx", "csv"):
        connection = http.client.HTTPConnection("127.0.0.1", portal.port, timeout=60)
        connection.request("GET", f"/arman/customers/export?format={kind}", headers={"Cookie": cookie})
        files[kind] = tmp_path / f"list.{kind}"
        files[kind].write_bytes(connection.getresponse().read())
    ours = read(files["xlsx"])
    assert len(ours) > 100
    assert ours == read(files["csv"])


def test_days_in_our_workbooks_are_dates(portal, tmp_path):
    """What a spreadsheet sorts by and reckons with stands beside the Jalali day."""
    connection = http.client.HTTPConnection("127.0.0.1", portal.port, timeout=60)
    cookie = "kardan_session=" + portal.session("service_manager")
    connection.request("GET", "/arman/jobs/export?format=xlsx", headers={"Cookie": cookie})
    (tmp_path / "jobs.xlsx").write_bytes(connection.getresponse().read())
    heads, *rows = openpyxl.load_workbook(tmp_path / "jobs.xlsx").active.iter_rows(values_only=True)
    places = [place for place, head in enumerate(heads) if "میلادی" in head]
    assert places and rows
    for place in places:
        assert {type(row[place]) for row in rows if row[place] not in (None, "")} <= {datetime.datetime}
    assert any(row[places[0]] for row in rows)


def bomb(path, head, filling, times, tail):
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    book.save(path)
    with zipfile.ZipFile(path) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made:
        for name, content in parts.items():
            if name != SHEET:
                made.writestr(name, content)
        with made.open(SHEET, "w", force_zip64=True) as out:
            out.write(head)
            for _ in range(times):
                out.write(filling)
            out.write(tail)


SHEET = "xl/worksheets/sheet1.xml"
START = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
END = b"</sheetData></worksheet>"


# What follows the head, how often, the end, and a part of the answer.
BOMBS = {
    "spaces": (START, b" " * 2**20, 300, END, "too large"),
    "cells": (START + b"<row>", b"<c><v>1</v></c>" * 2**16, 4, b"</row>" + END, "500 columns"),
    "a million rows": (START, b"<row></row>" * 2**20, 1, END, "empty"),
    "attribute": (START + b'<row a="', b"x" * 2**20, 16, b'"/>' + END, "damaged"),
    "depth": (START, b"<row>" * 2**16, 4, END, "damaged"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_in_words_soon(tmp_path, name):
    head, filling, times, tail, sentence = BOMBS[name]
    path = tmp_path / "bomb.xlsx"
    bomb(path, head, filling, times, tail)
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    answer = read(path)
    assert isinstance(answer, str) and sentence in answer, answer
    # Of the processor, and without optimisation: built for use it takes a tenth of that.
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before < 30
