"""Many dialects, one expected conversation; and one row for every header, body and notice that is known."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from analyser.chat import read_export
from analyser.errors import DialectError
from tests.chat import samples
from tests.chat.conversation import EXPORTER, SAME_CONVERSATION
from tests.chat.reading import assert_lossless, dated, read
from tests.chat.render import LRM, plain, render
from tests.chat.shapes import BY_ID, SHAPES, Shape

GOLDENS = Path(__file__).parent / "goldens"
HEADERS: list[dict[str, Any]] = tomllib.loads((GOLDENS / "headers.toml").read_text("utf-8"))["header"]
BODIES: list[dict[str, Any]] = tomllib.loads((GOLDENS / "bodies.toml").read_text("utf-8"))["body"]
NOTICES = (GOLDENS / "notices.txt").read_text("utf-8").splitlines()
SHAPE = {"android": BY_ID["A1"], "ios": BY_ID["I1"], "web": BY_ID["W1"]}
AROUND = {
    "android": ("13/02/2025, 08:00 - Amy: ", "13/02/2025, 08:01 - Cat: ok", "\n"),
    "ios": ("[13/02/2025, 08:00:00] Amy: ", "[13/02/2025, 08:01:00] Cat: ok", "\r\n"),
    "web": ("[2/13/26, 8:00:00 AM] Amy: ", "[2/13/26, 8:01:00 AM] Cat: ok", "\n"),
}
every_shape = pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.id)


@every_shape
def test_one_conversation_reads_the_same_from_every_dialect(shape: Shape) -> None:
    export = render(SAME_CONVERSATION, shape, exporter=EXPORTER)
    chat = read(export.raw, shape)
    assert dated(chat) == list(export.rows)
    assert_lossless(chat)


@every_shape
def test_every_dialect_is_named_and_says_how_it_was_decided(shape: Shape) -> None:
    dialect = read(render(SAME_CONVERSATION, shape, exporter=EXPORTER).raw, shape).dialect
    assert (dialect.date_order, dialect.clock) == (shape.order, shape.clock)
    assert dialect.platform == {"old ios": "ios"}.get(shape.platform, shape.platform)
    assert all(dialect.decided_by[what] for what in ("date order", "clock", "header", "line ending"))
    assert not dialect.needs_asking


@pytest.mark.parametrize("name", samples.SHAPE_OF)
def test_the_sample_of_each_dialect_is_what_the_conversation_renders_to(name: str) -> None:
    assert (samples.FOLDER / name).read_bytes() == samples.contents(name)


@pytest.mark.parametrize("name", sorted(path.name for path in samples.FOLDER.glob("*.[tz][xi][tp]")))
def test_every_sample_reads_without_loss(name: str) -> None:
    chat = read_export(samples.FOLDER / name)
    assert_lossless(chat)
    assert chat.messages.sender.nunique() > 2
    assert chat.dialect.needs_asking == (name == "which-date-order.txt")


@pytest.mark.parametrize("name", samples.SHAPE_OF)
def test_the_samples_of_one_conversation_agree_on_who_said_what_when(name: str) -> None:
    export = render(SAME_CONVERSATION, BY_ID[samples.SHAPE_OF[name]], exporter=EXPORTER)
    rows = dated(read_export(samples.FOLDER / name))
    assert [(row.sent_at, row.sender, row.kind) for row in rows] == [
        (row.sent_at, row.sender, row.kind) for row in export.rows
    ]
    assert [row.sent_at.replace(second=0) for row in rows] == [
        event.at.replace(second=0) for event in SAME_CONVERSATION
    ]


def test_each_row_of_the_facts_table_has_a_line_and_a_dialect_that_prove_it() -> None:
    android, iphone = {f"A{n}" for n in range(1, 16)}, {f"I{n}" for n in range(1, 9)}
    rows = android | iphone | {"O1", "O2", "W1", "N1", "N2", "C1"}
    lines, dialects = ({row.split()[0] for row in each} for each in ([row["id"] for row in HEADERS], BY_ID))
    assert rows <= lines
    assert rows - dialects == {"A14", "I8"}  # calendars have no dialect; the mark of I8 is in all of the iPhone's


@pytest.mark.parametrize("header", HEADERS, ids=lambda row: row["id"])
def test_each_known_header_is_read_or_refused_and_never_misread(header: dict[str, Any]) -> None:
    try:
        chat = read(header["line"] + "\n", date_order=header.get("order"))
    except DialectError:
        assert header.get("refusable"), "only a kind of date that few phones write may be refused"
        return
    assert [(row.sent_at, row.sender, row.text) for row in dated(chat)] == [(header["at"], "Amy", "text")]


@pytest.mark.parametrize("body", BODIES, ids=lambda row: row["about"])
def test_each_known_body_is_kept_exactly_and_its_kind_is_seen(body: dict[str, Any]) -> None:
    before, after, end = AROUND[body["platform"]]
    mark = LRM * (body["platform"] == "ios" and body["text"].startswith(LRM))
    chat = read(f"{after}{end}{mark}{before}{body['text']}{end}{after}{end}", SHAPE[body["platform"]])
    row = dated(chat)[1]
    assert (row.sender, row.kind, row.text) == ("Amy", body["kind"], body["text"])
    assert (row.edited, row.attachment) == (body.get("edited", False), body.get("attachment"))


@pytest.mark.parametrize("wording", NOTICES)
def test_android_notices_are_not_people(wording: str) -> None:
    before, after, end = AROUND["android"]
    row = dated(read(f"{before}hi{end}{before.removesuffix('Amy: ')}{wording}{end}{after}{end}"))[1]
    assert (row.sender, row.kind, row.text) == (None, "notice", wording)


@pytest.mark.parametrize("name", ["Y6: parents", "Amy", "Cat 🐈", "+44 7700 900123"])
@pytest.mark.parametrize("wording", NOTICES)
def test_iphone_notices_are_not_people_whoever_stands_in_the_senders_place(wording: str, name: str) -> None:
    before, after, end = AROUND["ios"]
    notice = LRM + before.replace("Amy", name) + LRM + wording
    row = dated(read(f"{before}hi{end}{notice}{end}{after}{end}"))[1]
    assert (row.sender, row.kind, row.text) == (None, "notice", LRM + wording)


@pytest.mark.parametrize("wording", NOTICES)
def test_notices_of_an_old_iphone_name_no_sender(wording: str) -> None:
    before, after, end = AROUND["ios"]
    row = dated(read(f"{before}hi{end}{before.removesuffix('Amy: ')}{wording}{end}{after}{end}"))[1]
    assert (row.sender, row.kind, row.text) == (None, "notice", wording)


@pytest.mark.parametrize(
    "name",
    [
        "Aisha (Yusuf's mum)",
        "Gaz 🏠",
        "Anna-Lena - Y4",
        "Ben: Y6 dad",
        "Y3: Dan: PTA",
        "~\u202fJo",
        "~ Jo",
        "~Jo",
        "\u202a+44\xa07700\xa0900123\u202c",
        "\u202a+44\u20117700\u2011900123\u202c",
        "+44 7700 900123",
        "👨‍👩‍👧 Khan",
        "ليلى",
    ],
)
@pytest.mark.parametrize("platform", AROUND)
def test_a_sender_is_read_whatever_is_in_the_name(name: str, platform: str) -> None:
    before, after, end = AROUND[platform]
    header = before.replace("Amy", name)
    bodies = ["hello", "note: PE kit", "see https://a.example/x: thanks", "yes"]
    chat = read(end.join([*(header + body for body in bodies), after]) + end, SHAPE[platform])
    assert chat.messages.sender.tolist() == [plain(name)] * 4 + ["Cat"]
    assert chat.messages.sender_raw.tolist() == [name] * 4 + ["Cat"]
    assert chat.messages.text.tolist() == [*bodies, "ok"]
