from __future__ import annotations

import pytest

from analyser.annotation.reading import needs_reading


def reasons(text: str, kind: str = "text") -> list[str]:
    return [one.reason for one in needs_reading(text, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "Dzień dobry, o której jest zebranie jutro w szkole?",
        "Mae o'n iawn sti, o Llanelli mae o'n dod",
        "bonjour tout le monde, à quelle heure est la sortie?",
        "Copiii au venit acasă foarte supărați astăzi",
        "Скажите пожалуйста во сколько собрание",
        "آج اسکول کب بند ہوگا بچوں کو کب لینا ہے",
        "今天学校几点放学我们可以早一点去接孩子吗",
    ],
)
def test_another_language_needs_reading(text: str) -> None:
    assert reasons(text) == ["language"]


@pytest.mark.parametrize(
    "text",
    [
        "Salaam sisters, jazakallah khair for the help", "Dzień dobry!", "nadolig llawen pawb", "Eid Mubarak to all",
        "dinnae ken whit yer oan aboot hen", "Wagwan family, mandem at the gate", "Ta ra luv see yous Monday",
        "mi deh yah fi pick up di pickney dem", "aw naw wee man's forgot his jaiket again so he has", "ok", "😂😂", "x",
        "Sorry for my english. Teacher is not answer me when I ask", "Namaste everyone, happy Diwali",
        "go raibh maith agat, see you Friday", "kids r buzzin for tmrw cant wait xx", "SATs SPaG EYFS PGL",
    ],
)  # fmt: skip
def test_greetings_dialect_and_mixed_language_are_left_alone(text: str) -> None:
    assert reasons(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "reason"),
    [
        ("<Media omitted>", "media", "media only"),
        ("\u200eimage omitted", "media", "media only"),
        ("\u200e<attached: 0001-PHOTO.jpg>", "media", "media only"),
        ("IMG-2025.jpg (file attached)", "media", "media only"),
        ("null", "media", "media only"),
        ("", "media", "media only"),
        ("", "text", "empty"),
        (" \n ", "text", "empty"),
        ("\ufffd\ufffd\ufffd a", "text", "unreadable"),
    ],
)
def test_a_message_without_words_says_why_it_needs_reading(text: str, kind: str, reason: str) -> None:
    assert reasons(text, kind) == [reason]


def test_a_picture_with_a_caption_has_words() -> None:
    assert reasons("IMG-2025.jpg (file attached)\nfound this hat", "media") == []
    assert reasons("<image omitted> found this hat", "media") == []
