"""Find the chat in the zip that a phone makes, without opening anything else in it.

Phones put the text and its media side by side; people then zip the folder again, and Apple's computers add
``__MACOSX/._…`` twins. The chat is the one text file whose name is WhatsApp's: ``_chat.txt`` (iPhone), ``chat.txt``
(Web), or a name that holds “WhatsApp” (Android, in every language). A ``.txt`` that somebody sent into the group has
none of these, and is media; if somebody sent another export, the chat is the one that is called as the zip is. An
iPhone numbers what was sent, so there a number in front says the same. When the choice is not plain, the reader is
asked; nothing is merged.

Nothing is written to disk, so a path that points out of its folder could do no harm here; it is refused all the same,
because no phone makes one. No more is unpacked than the limits allow, whatever the zip says of its own sizes.
"""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath

from analyser.chat.refusals import MAX_BYTES
from analyser.errors import ArchiveError

MAX_RATIO = 200  # text of a chat shrinks four- to twenty-fold
RATIO_FROM = 2**20  # below one megabyte a high ratio harms nobody
MAX_MEMBERS = 100_000
_NUMBERED = re.compile(r"\d+-")
_CHAT = re.compile(r"_?chat(?: ?\(?\d+\)?)?\.txt")  # a computer numbers files of one name
_DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, struct.error, OverflowError)


@dataclass(frozen=True)
class Opened:
    """A chat as found: its name, its bytes, and the names of the media and of the other chats beside it."""

    name: str
    data: bytes
    media: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def is_archive(data: bytes) -> bool:
    """Say whether ``data`` begins as a zip does (also one that is empty or in parts)."""
    return data[:4] in {b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"}


def open_archive(data: bytes, *, name: str, chat: str | None = None) -> Opened:
    """Return the chat of a zip, and what stands beside it.

    Parameters
    ----------
    data : bytes
        The zip.
    name : str
        Its name, for the reader.
    chat : str, optional
        Which chat, as listed in ``ArchiveError.chats``.

    Raises
    ------
    ArchiveError
        If there is no chat, or several and none chosen; if a password, a path out of the folder, damage, or a size or
        ratio over the limits stands in the way.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _chat_of(archive, name, chat)
    except NotImplementedError:
        raise ArchiveError(
            f"“{name}” is packed in a way that is not read here; unpack it and choose the text file."
        ) from None
    except _DAMAGE:
        raise ArchiveError(f"“{name}” is damaged or was cut short; ask for the export to be sent again.") from None


def _chat_of(archive: zipfile.ZipFile, name: str, chat: str | None) -> Opened:
    infos = [info for info in archive.infolist() if not info.is_dir() and not _is_shadow(info.filename)]
    _refuse_unsafe(infos, name)
    names = {_shown(info): info for info in infos}
    if len(names) < len(infos):
        raise ArchiveError(f"“{name}” holds two files of one name; unpack it and choose the text file.")
    chats = _chats(list(names))
    chosen = _choose(chats, list(names), name, chat or _called_as(name, chats))
    data = _read(archive, names[chosen], name)
    others = tuple(each for each in chats if each != chosen)
    media = tuple(each for each in names if each not in chats)
    return Opened(PurePosixPath(chosen).name, data, media, others)


def _is_shadow(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return "__MACOSX" in parts or not parts or parts[-1].startswith("._") or parts[-1] in {".DS_Store", "Thumbs.db"}


def _refuse_unsafe(infos: list[zipfile.ZipInfo], name: str) -> None:
    if len(infos) > MAX_MEMBERS:
        raise ArchiveError(f"“{name}” holds more than {MAX_MEMBERS:,} files; ask for an export without media.")
    for info in infos:
        path = info.filename.replace("\\", "/")
        if path.startswith("/") or ".." in PurePosixPath(path).parts or path[1:2] == ":":
            raise ArchiveError(
                f"“{name}” holds a path that points out of its folder, as no phone makes; unpack it yourself and"
                " choose the text file."
            )


def _shown(info: zipfile.ZipInfo) -> str:
    """Return the name of a member; Apple's zips hold UTF-8 without saying so, and zipfile then reads code page 437."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _chats(names: list[str]) -> list[str]:
    """Return the members that WhatsApp names as a chat; failing these, a text file that stands alone."""
    texts = [name for name in names if name.lower().endswith(".txt")]
    files = {name: PurePosixPath(name).name.lower() for name in texts}
    named = [name for name in texts if _CHAT.fullmatch(files[name]) or "whatsapp" in files[name]]
    if "_chat.txt" in files.values():  # an iPhone made it
        named = [name for name in named if not _NUMBERED.match(files[name])]
    return named or texts


def _called_as(archive: str, chats: list[str]) -> str | None:
    """Return the one chat that is called as the zip is; None if it is the only one, or if there is no such one."""
    same = [chat for chat in chats if PurePosixPath(chat).stem.casefold() == PurePosixPath(archive).stem.casefold()]
    return same[0] if len(same) == 1 < len(chats) else None


def _choose(chats: list[str], names: list[str], name: str, chat: str | None) -> str:
    if chat is not None:
        if chat in chats:
            return chat
        raise ArchiveError(f"“{name}” holds no chat called “{chat}”; choose one of those listed.", chats=chats)
    if len(chats) == 1:
        return chats[0]
    if chats:
        listed = ", ".join(f"“{each}”" for each in chats[:5])
        raise ArchiveError(f"“{name}” holds {len(chats)} chats; choose one: {listed}.", chats=chats)
    nested = next((each for each in names if each.lower().endswith(".zip")), None)
    if nested:
        raise ArchiveError(
            f"“{name}” holds another archive, “{nested}”, and no chat; unpack it and choose the inner one."
        )
    raise ArchiveError(
        f"“{name}” holds no chat: no text file is among its {len(names):,} files; choose the zip that WhatsApp made."
    )


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> bytes:
    if info.flag_bits & 0x1:
        raise ArchiveError(f"“{name}” has a password; unpack it with the password and choose the text file inside.")
    limit = min(MAX_BYTES, max(RATIO_FROM, MAX_RATIO * info.compress_size))
    with archive.open(info) as stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise ArchiveError(
            f"The chat in “{name}” unpacks to more than {MAX_BYTES // 2**20} MB, or to more than {MAX_RATIO} times"
            " its packed size, as no phone makes; ask for the export to be sent again."
        )
    return data
