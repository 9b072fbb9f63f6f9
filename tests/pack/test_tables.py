from __future__ import annotations

import csv
import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analyser.chat import read_export
from analyser.errors import AnalyserError
from analyser.pack.tables import safe_cells, write_table
from analyser.schema import ANNOTATIONS, DECISIONS, MESSAGES, conform, empty
from tests.hazards import TEXTS, export

HOSTILE = [
    '=HYPERLINK("http://example.invalid";"press")',
    "+44 7700 900123",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "'already quoted",
    "\uff1d1+1",
    'a "quoted", word; and = inside',
    "two\nlines",
    "\u202eoverride",
    "\x00\x07",
    "👩‍👩‍👧‍👦 ਪੰਜਾਬੀ",
    "",
    "7 is not a number here",
]


def table(texts: list[str]) -> pd.DataFrame:
    rows = pd.DataFrame({"message_id": range(1, len(texts) + 1), "text": texts, "edited": False})
    rows = rows.assign(source="0" * 64, sent_at=pd.Timestamp("2025-09-01 18:12"), kind="text", first_line=-3)
    return conform(rows.assign(last_line=1, first_byte=0, last_byte=1), MESSAGES)


def cells(path: Path, column: str) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return [row[column] for row in csv.DictReader(lines)]


def test_no_text_cell_of_a_csv_comes_alive_in_a_spreadsheet(tmp_path: Path) -> None:
    write_table(table(HOSTILE), tmp_path / "messages.csv")
    texts = cells(tmp_path / "messages.csv", "text")
    assert not [text for text in texts if text.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d"))]
    assert [text.removeprefix("'") for text in texts] == HOSTILE


def test_numbers_and_dates_of_a_csv_stay_as_they_are(tmp_path: Path) -> None:
    write_table(table(["hello"]), tmp_path / "messages.csv")
    assert cells(tmp_path / "messages.csv", "first_line") == ["-3"]
    assert cells(tmp_path / "messages.csv", "sent_at") == ["2025-09-01 18:12:00"]


def test_excel_can_tell_that_a_csv_is_utf_8(tmp_path: Path) -> None:
    write_table(table(["ਪੰਜਾਬੀ"]), tmp_path / "messages.csv")
    assert (tmp_path / "messages.csv").read_bytes().startswith(b"\xef\xbb\xbfsource,")


@given(st.lists(st.text() | st.sampled_from(HOSTILE), min_size=1))
def test_dropping_one_apostrophe_gives_every_text_back(texts: list[str]) -> None:
    safe = safe_cells(pd.DataFrame({"text": pd.Series(texts, dtype="str")}))
    assert [text.removeprefix("'") for text in safe["text"]] == texts


def test_a_chat_of_hazards_comes_back_whole_from_every_kind_of_file(tmp_path: Path) -> None:
    messages = read_export(export()).messages
    for ending in ("csv", "jsonl", "parquet"):
        write_table(messages, tmp_path / f"messages.{ending}")
    texts = [messages["text"].iloc[0], *TEXTS.values()]
    with (tmp_path / "messages.jsonl").open(encoding="utf-8", newline="\n") as lines:
        assert [json.loads(line)["text"] for line in lines] == texts
    assert pd.read_parquet(tmp_path / "messages.parquet")["text"].tolist() == texts
    for column in ("text", "sender"):
        safe = cells(tmp_path / "messages.csv", column)
        assert not [text for text in safe if text.startswith(("=", "+", "-", "@"))]
        assert [text.removeprefix("'") for text in safe] == messages[column].fillna("").tolist()


def test_a_missing_text_stays_missing() -> None:
    safe = safe_cells(pd.DataFrame({"sender": pd.Series(["=Amy", None], dtype="str")}))
    assert safe["sender"].isna().tolist() == [False, True]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)  # writes files
@given(texts=st.lists(st.text() | st.sampled_from(HOSTILE), min_size=1))
def test_json_lines_and_parquet_hold_every_text_exactly(tmp_path: Path, texts: list[str]) -> None:
    messages = table(texts)
    write_table(messages, tmp_path / "messages.jsonl")
    write_table(messages, tmp_path / "messages.parquet")
    with (tmp_path / "messages.jsonl").open(encoding="utf-8", newline="\n") as lines:
        rows = [json.loads(line) for line in lines]
    assert [row["text"] for row in rows] == texts
    assert rows[0]["sent_at"].startswith("2025-09-01T18:12:00")
    assert rows[0]["sender"] is None
    pd.testing.assert_frame_equal(conform(pd.read_parquet(tmp_path / "messages.parquet"), MESSAGES), messages)


@pytest.mark.parametrize("columns", [MESSAGES, ANNOTATIONS, DECISIONS])
@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet", "CSV"])
def test_an_empty_table_can_be_written(tmp_path: Path, columns: tuple[object, ...], ending: str) -> None:
    write_table(empty(columns), tmp_path / f"table.{ending}")  # type: ignore[arg-type] # one of the schema's tables
    assert (tmp_path / f"table.{ending}").exists()


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("messages.xlsx", r"ends in \.csv, \.jsonl, \.parquet"), ("messages", "ends in"), ("no/folder.csv", "cannot be")],
)
def test_a_file_that_cannot_be_written_is_refused_in_one_sentence(tmp_path: Path, name: str, sentence: str) -> None:
    with pytest.raises(AnalyserError, match=sentence):
        write_table(table(["hello"]), tmp_path / name)
