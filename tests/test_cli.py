"""The command line as a person types it: what it writes, what it says, and how it refuses."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner, Result

import analyser
from analyser.cli import app
from analyser.schema import ANNOTATIONS, MESSAGES, conform

SAMPLES = Path(__file__).resolve().parents[1] / "sample_exports"
HEATED = SAMPLES / "heated-class.txt"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def names(table: tuple[object, ...]) -> list[str]:
    return [getattr(column, "name", "") for column in table]


def test_the_version_is_the_programs_own() -> None:
    assert run("version").output.strip() == analyser.__version__


def test_parse_writes_every_message_and_says_how_the_file_was_read(tmp_path: Path) -> None:
    result = run("parse", HEATED, "--output", tmp_path / "messages.parquet")
    written = conform(pd.read_parquet(tmp_path / "messages.parquet"), MESSAGES)
    pd.testing.assert_frame_equal(written, analyser.read_export(HEATED).messages)
    assert f"{len(written):,} messages written to messages.parquet" in result.output
    assert "date order: a part over 12" in result.output


@pytest.mark.parametrize("suffix", ["csv", "jsonl"])
def test_parse_writes_tables_that_other_programs_read(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"messages.{suffix}"
    assert run("parse", HEATED, "--output", path).exit_code == 0
    written = pd.read_csv(path) if suffix == "csv" else pd.read_json(path, lines=True)
    assert list(written.columns) == names(MESSAGES)
    assert len(written) == len(analyser.read_export(HEATED).messages)


def test_annotate_writes_the_marks_and_counts_the_messages_to_read(tmp_path: Path) -> None:
    result = run("annotate", HEATED, "--output", tmp_path / "marks.parquet")
    written = pd.read_parquet(tmp_path / "marks.parquet")
    to_read = written.loc[written["strength"] != "set aside", "message_id"].nunique()
    assert list(written.columns) == names(ANNOTATIONS)
    assert 0 < to_read < len(analyser.read_export(HEATED).messages)
    assert f"{to_read:,} of" in result.output


def test_of_several_chats_in_a_zip_one_can_be_named(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "both.zip", "w") as archive:
        for year in (5, 6):
            archive.writestr(f"WhatsApp Chat with Y{year}.txt", f"13/06/2023, 18:12 - Amy: Y{year}\n")
    command = ("parse", tmp_path / "both.zip", "--output", tmp_path / "messages.csv")
    assert "choose one" in run(*command).output
    assert run(*command, "--chat", "WhatsApp Chat with Y6.txt").exit_code == 0
    assert pd.read_csv(tmp_path / "messages.csv")["text"].tolist() == ["Y6"]


def test_letters_that_the_screen_does_not_know_are_shown_by_their_numbers(tmp_path: Path) -> None:
    (tmp_path / "\U0001f98a.txt").write_bytes(HEATED.read_bytes())
    command = [sys.executable, "-m", "analyser.cli", "parse", "\U0001f98a.txt", "--output", "\U0001f98a.csv"]
    done = subprocess.run(
        command, cwd=tmp_path, env=os.environ | {"PYTHONIOENCODING": "cp1252"}, capture_output=True, check=True
    )
    assert b"written to \\U0001f98a.csv" in done.stdout


BAD = {
    "an empty file": (b"", "x.txt"),
    "a picture renamed": (b"\x89PNG\r\n\x1a\n" + bytes(64), "x.txt"),
    "a shopping list": (b"eggs\nmilk\n", "x.txt"),
    "a broken zip": (b"PK\x03\x04 and nothing", "x.zip"),
}


@pytest.mark.parametrize("case", BAD)
@pytest.mark.parametrize("command", ["parse", "annotate"])
def test_bad_input_ends_with_code_2_and_one_sentence(command: str, case: str, tmp_path: Path) -> None:
    data, name = BAD[case]
    (tmp_path / name).write_bytes(data)
    result = run(command, tmp_path / name, "--output", tmp_path / "out.csv")
    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 1
    assert result.stderr.strip().endswith(".")
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["parse", "no such file.txt", "--output", "out.csv"], "no such file.txt"),
        (["parse", HEATED, "--output", "out.docx"], ".docx"),
        (["parse", HEATED, "--output", "no such folder/out.csv"], "no such folder"),
    ],
    ids=["a file that is not there", "a kind of table it cannot write", "a folder that is not there"],
)
def test_what_cannot_be_read_or_written_is_named(
    arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_policy_with_mistakes_is_explained_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text('[settings]\ncategories = ["gossip"]\nflags = ["NOISE"]\n', "utf-8")
    result = run("policy", "check", path)
    assert result.exit_code == 2
    assert all("ours.toml, line" in line for line in result.stderr.strip().splitlines())
    assert len(result.stderr.strip().splitlines()) >= 2


def test_the_app_is_not_opened_with_a_policy_that_has_mistakes(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text('[settings]\ncategories = ["gossip"]\n', "utf-8")
    result = run("serve", "--policy", path)
    assert result.exit_code == 2
    assert result.stderr.startswith("ours.toml, line 2")


def test_a_rule_that_misses_its_own_example_is_named(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    rule = 'id = "ours.gate"\nclause = "CC-1"\ncategory = "grievance"\nwhy = "It complains about the gate."\n'
    path.write_text(
        f'[[rule]]\n{rule}mistaken_for = ["praise"]\npatterns = ["awful gate"]\nmatches = ["that gate is awful"]\n'
        'spares = ["the gate is open"]\n',
        "utf-8",
    )
    result = run("policy", "check", path)
    assert result.exit_code == 2
    assert "ours.gate" in result.stderr
