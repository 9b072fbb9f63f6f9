"""The zip that a phone makes, and everything that is not one."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping

import pytest

from analyser.chat import read_export, read_source
from analyser.errors import ArchiveError

CHAT = b"13/06/2023, 18:12 - Amy: hi\n"
OTHER = b"14/06/2023, 18:12 - Ben: ho\n"


def zipped(members: Mapping[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of ``members``."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("members", "chat", "media"),
    [
        ({"WhatsApp Chat with Y6.txt": CHAT, "IMG-1.jpg": b"x"}, "WhatsApp Chat with Y6.txt", ("IMG-1.jpg",)),
        ({"_chat.txt": CHAT, "00000001-PHOTO.jpg": b"x"}, "_chat.txt", ("00000001-PHOTO.jpg",)),
        ({"chat.txt": CHAT, "chat.md": b"# x", "media/a.jpg": b""}, "chat.txt", ("chat.md", "media/a.jpg")),
        ({"_chat.txt": CHAT, "__MACOSX/._chat.txt": b"\0\5", "._x.txt": b"\0", ".DS_Store": b""}, "_chat.txt", ()),
        ({"Y6/_chat.txt": CHAT, "Y6/a.jpg": b"x"}, "_chat.txt", ("Y6/a.jpg",)),
        ({"_chat.txt": CHAT, "7-WhatsApp Chat.txt": OTHER}, "_chat.txt", ("7-WhatsApp Chat.txt",)),
        ({"export.txt": OTHER, "_chat.txt": CHAT}, "_chat.txt", ("export.txt",)),
        ({"WhatsApp Chat with Y6.txt": CHAT, "notes.txt": b"x"}, "WhatsApp Chat with Y6.txt", ("notes.txt",)),
        ({"Chat WhatsApp s uživatelem Jiří.txt": CHAT}, "Chat WhatsApp s uživatelem Jiří.txt", ()),
        ({"与X的 WhatsApp 聊天.txt": CHAT, "a.zip": b"PK"}, "与X的 WhatsApp 聊天.txt", ("a.zip",)),
        ({"WhatsApp-Chat mit Y6.txt": CHAT, "PTT-1.opus": b"x"}, "WhatsApp-Chat mit Y6.txt", ("PTT-1.opus",)),
        ({"renamed.TXT": CHAT}, "renamed.TXT", ()),
    ],
)  # fmt: skip
def test_the_chat_is_found_and_the_rest_is_listed_and_not_opened(
    members: Mapping[str, bytes], chat: str, media: tuple[str, ...]
) -> None:
    source = read_source(zipped(members), name="export.zip")
    assert (source.name, source.raw, source.archive_name) == (chat, CHAT, "export.zip")
    assert source.members == media


@pytest.mark.parametrize("sent", ["_chat.txt", "chat.txt", "WhatsApp Chat with Y5.txt"])
def test_an_export_that_somebody_sent_into_the_group_is_not_taken_for_the_chat(sent: str) -> None:
    data = zipped({"WhatsApp Chat with Y6.txt": CHAT, sent: OTHER})
    source = read_source(data, name="WhatsApp Chat with Y6.zip")
    assert (source.name, source.raw, source.other_chats) == ("WhatsApp Chat with Y6.txt", CHAT, (sent,))
    with pytest.raises(ArchiveError, match="holds 2 chats; choose one"):
        read_source(data, name="renamed.zip")


@pytest.mark.parametrize(
    "names", [("1-WhatsApp Chat with Y5.txt", "WhatsApp Chat with Y6.txt"), ("_chat.txt", "_chat 2.txt")]
)
def test_several_exports_that_somebody_zipped_are_all_offered(names: tuple[str, str]) -> None:
    with pytest.raises(ArchiveError, match="holds 2 chats") as caught:
        read_source(zipped(dict.fromkeys(names, CHAT)), name="export.zip")
    assert caught.value.chats == names


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_refused_because_one_would_hide_the_other() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for data in (CHAT, OTHER):
            archive.writestr("_chat.txt", data)
    with pytest.raises(ArchiveError, match="two files of one name"):
        read_source(buffer.getvalue(), name="export.zip")


def test_media_are_not_opened_even_when_they_are_damaged() -> None:
    data = bytearray(zipped({"_chat.txt": CHAT, "a.jpg": b"PICTURE" * 9}, method=zipfile.ZIP_STORED))
    at = data.index(b"PICTURE")
    data[at : at + 7] = b"BROKEN!"
    assert read_source(bytes(data)).members == ("a.jpg",)


def test_a_zip_renamed_to_txt_is_still_a_zip() -> None:
    assert read_export(zipped({"_chat.txt": CHAT}), name="chat.txt").messages.text.tolist() == ["hi"]


def test_names_that_apple_writes_without_saying_so_are_read_as_utf_8() -> None:
    data = zipped({"WhatsApp Chat - Zoë.txt": CHAT})
    name = "WhatsApp Chat - Zoë.txt".encode()
    unsaid = data.replace(struct.pack("<H", 0x800), struct.pack("<H", 0))
    assert name in unsaid
    assert read_source(unsaid).name == "WhatsApp Chat - Zoë.txt"


def test_of_two_chats_one_must_be_chosen_and_the_other_is_told() -> None:
    data = zipped({"a/_chat.txt": CHAT, "b/_chat.txt": OTHER})
    with pytest.raises(ArchiveError, match="holds 2 chats") as caught:
        read_export(data, name="two.zip")
    assert caught.value.chats == ("a/_chat.txt", "b/_chat.txt")
    chosen = read_export(data, name="two.zip", chat="b/_chat.txt")
    assert chosen.messages.sender.tolist() == ["Ben"]
    assert chosen.source.other_chats == ("a/_chat.txt",)
    assert "“a/_chat.txt”" in chosen.observations.set_index("id").observed["chats"]
    with pytest.raises(ArchiveError, match="no chat called “c”"):
        read_export(data, name="two.zip", chat="c")


def _with_password(data: bytes) -> bytes:
    """Set the flag of encryption in both headers of the only member."""
    return data.replace(b"PK\x03\x04\x14\0\0\0", b"PK\x03\x04\x14\0\1\0").replace(
        b"PK\x01\x02\x14\x03\x14\0\0\0", b"PK\x01\x02\x14\x03\x14\0\1\0"
    )


def _of_unknown_method(data: bytes) -> bytes:
    """Name a method of packing that nobody reads."""
    return data.replace(b"\x14\0\0\0\x08\0", b"\x14\0\0\0\x63\0")


WHOLE = zipped({"_chat.txt": CHAT * 50})


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (zipped({}), "no chat"),
        (zipped({"a.jpg": b"x", "b.mp4": b"y"}), "no chat"),
        (zipped({"[Content_Types].xml": b"x", "word/document.xml": b"y"}), "no chat"),
        (zipped({"inner.zip": WHOLE, "a.jpg": b""}), "holds another archive, “inner.zip”"),
        (_with_password(WHOLE), "password"),
        (zipped({"../_chat.txt": CHAT}), "out of its folder"),
        (zipped({"_chat.txt": CHAT, "a/../../b.jpg": b""}), "out of its folder"),
        (zipped({"_chat.txt": CHAT, "/etc/x": b""}), "out of its folder"),
        (zipped({"_chat.txt": CHAT, "C:\\x": b""}), "out of its folder"),
        (WHOLE[:-30], "damaged"),
        (WHOLE[:40], "damaged"),
        (WHOLE.replace(WHOLE[50:60], b"\xff" * 10), "damaged"),
        (_of_unknown_method(WHOLE), "packed in a way"),
        (zipped({"_chat.txt": b"a" * (4 * 2**20)}), "200 times"),
        (zipped({"_chat.txt": b""}), "is empty"),
        (zipped({"_chat.txt": b"\x89PNG\r\n\x1a\n"}), "a picture"),
    ],
)
def test_a_zip_that_cannot_be_read_is_refused_in_one_sentence(data: bytes, says: str) -> None:
    with pytest.raises(Exception, match=says) as caught:
        read_export(data, name="export.zip")
    assert type(caught.value).__module__ == "analyser.errors"
    assert str(caught.value).endswith(".")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(("limit", "value"), [("MAX_BYTES", 1000), ("MAX_MEMBERS", 1)])
def test_sizes_have_limits(monkeypatch: pytest.MonkeyPatch, limit: str, value: int) -> None:
    monkeypatch.setattr(f"analyser.chat.archive.{limit}", value)
    with pytest.raises(ArchiveError, match="more than"):
        read_source(zipped({"_chat.txt": CHAT * 50, "a.jpg": b""}, method=zipfile.ZIP_STORED))


def test_a_zip_that_lies_about_its_sizes_is_not_believed() -> None:
    honest = zipped({"_chat.txt": b"a" * (4 * 2**20)})
    lying = honest.replace(struct.pack("<I", 4 * 2**20), struct.pack("<I", 100))
    with pytest.raises(ArchiveError):
        read_source(lying)
