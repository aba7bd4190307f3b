"""Tables: what people wrote stays text in them, whatever it looks like."""

import csv
import io

import openpyxl
import pytest

from bot import pictures
from bot.pictures import sheets, workbooks

WRITTEN = [
    "Әсел Ким",
    '=HYPERLINK("http://e.kz")',
    "+77010000000",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "https://e.kz",
    "mailto:a@e.kz",
    "007",
    "",
    'two\nlines, "quoted"; \'n',
    "<b>&amp;",
    "😀",
]
ROWS = [[number, text, 1.5, None] for number, text in enumerate(WRITTEN)]
HEAD = ["№", "Аты-жөні", "Сағат", "=1+1"]


def kept(text: str) -> str:
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def test_csv_is_read_by_excel_and_runs_nothing() -> None:
    content = sheets.csv(HEAD, ROWS)
    assert content.encode().startswith(b"\xef\xbb\xbf")
    assert content.endswith("\r\n")
    head, *rows = csv.reader(io.StringIO(content.removeprefix("\ufeff"), newline=""))
    assert head == [*HEAD[:3], "'=1+1"]
    assert [row[1] for row in rows] == [kept(text) for text in WRITTEN]
    assert rows[3][0] == "3"


def test_xlsx_is_read_and_runs_nothing() -> None:
    content = pictures.render(
        "sheet", {"title": "Қатысушылар", "head": HEAD, "rows": ROWS, "widths": [5, 30, 8, 8]}
    )
    book = openpyxl.load_workbook(io.BytesIO(content))
    (sheet,) = book.worksheets
    assert sheet.title == "Қатысушылар"
    head, *rows = sheet.iter_rows()
    assert [cell.value for cell in head] == [*HEAD[:3], "'=1+1"]
    assert all(cell.font.bold for cell in head)
    for text, (number, cell, hours, empty) in zip(WRITTEN, rows, strict=True):
        assert str(cell.value or "").replace("_x000D_", "\r").replace("\r", "") == kept(text).replace(
            "\r", ""
        )
        assert cell.data_type in ("s", "n" if not text else "s", "inlineStr")
        assert cell.hyperlink is None
        assert (number.data_type, hours.value, empty.value) == ("n", 1.5, None)
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:D{len(ROWS) + 1}"
    assert sheet.column_dimensions["B"].width == pytest.approx(30, abs=1)


@pytest.mark.parametrize(
    ("wanted", "title"),
    [
        ("a/b\\c?d*e[f]g:h", "a b c d e f g h"),
        ("Есентай өзенінің жағасын тазалау күні", "Есентай өзенінің жағасын тазала"),
        ("'quoted'", "quoted"),
        ("History", "Sheet"),
        ("", "Sheet"),
        ("😀" * 20, "😀" * 15),
    ],
)
def test_a_title_that_excel_takes(wanted: str, title: str) -> None:
    content = workbooks.xlsx(wanted, ["a"], [])
    assert openpyxl.load_workbook(io.BytesIO(content)).sheetnames == [title]


def test_equal_tables_are_equal_files() -> None:
    assert workbooks.xlsx("a", HEAD, ROWS) == workbooks.xlsx("a", HEAD, ROWS)


def test_letters_that_xml_cannot_have_vanish() -> None:
    content = workbooks.xlsx("a", ["a\x00"], [["\x0bx\ud800\uffff" + "y" * 40_000]])
    cell = openpyxl.load_workbook(io.BytesIO(content)).active["A2"]  # type: ignore[index]
    assert cell.value.startswith("xyy")
    assert len(cell.value) == 32_767
