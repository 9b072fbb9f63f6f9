"""One chat of everything that text can do to a program: each of its messages has to stay text wherever it is shown.

Where a message cannot be shown as it is (on paper, in a spreadsheet), something visible stands for what is missing.
"""

from __future__ import annotations

EMOJI = "\U0001f602\U0001f923\u2764\ufe0f\U0001f60d\U0001f64f"
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
FIREFIGHTER = "\U0001f469\U0001f3fd\u200d\U0001f692"
ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
PLANTED = "the quilted hippopotamus of Tuesday"

TEXTS = {
    "a script": "<script>window.ran = 1</script> & <img src=https://evil.example/i.png onerror=ran=1>",
    "a remote image": "![look](https://evil.example/pixel.png?who=me) [click](javascript:ran=1) :red[x] $x^2$",
    "links": "www.evil.example https://evil.example/a mailto:a@evil.example",
    "typst markup": '#panic("x") $x^2$ *bold* _it_ `code` = heading @ref <label> // no /* no */ \\ #sys.inputs',
    "a formula": '=HYPERLINK("https://evil.example";"press")',
    "a number": "+44 7700 900999",
    "a sum": "@SUM(A1:A9) -1 +1",
    "a right-to-left override": "pay \u202e00001\u202c now \u2067x\u2069",
    "control characters": "noise " + "".join(map(chr, {*range(32)} - {10, 13})) + "\x7f here",
    "200 emoji": EMOJI * 34,
    "families and flags": f"{FAMILY} {FIREFIGHTER} {ENGLAND} \U0001f1f5\U0001f1f1 1\ufe0f\u20e3",
    "Arabic": "مرحبا بالعالم",
    "Gurmukhi": "ਸਤ ਸ੍ਰੀ ਅਕਾਲ ਜੀ, ਸਕੂਲ ਕਦੋਂ ਖੁੱਲ੍ਹੇਗਾ?",
    "other scripts of India": "क्षत्रिय বাংলা ગુજરાતી தமிழ் తెలుగు മലയാളം",
    "CJK": "学校几点开门? 日本語 한국어",
    "Polish, Greek, Cyrillic": "Zażółć gęślą jaźń Ελλάδα Привіт",
    "unassigned and private": "a\u0378b\ue000c\uffffd\U0001f9ff",
    "a script no font draws": "\U00013000\U00013001 ok",
    "styled letters": "\U0001d4d7\U0001d4ee\U0001d4f5\U0001d4f5\U0001d4f8",
    "an address that is too long": "https://example.invalid/" + "a1b2c3d4e5" * 30,
    "spaces": "two  spaces   and three",
    "half of a pair of marks": "e\u0301 \u0301 Z\u0334\u0321 ⬋\u0cbe",
    "several lines": "first line\n=second\n<b>third</b>",
    "a planted sentence": f"{PLANTED}, you stupid cow",
}
SENDERS = ("![x](https://evil.example/s.png)", "<b>Eve</b>", "\u202eDan", "=SUM(A1)", "+44 7700 900123", "@Fay")
FILE = "![](evil.example) <img src=x onerror=ran=1>.txt"


def export() -> bytes:
    """Return the chat as an Android export: a notice, then each text from the next sender."""
    lines = ['23/11/2025, 08:00 - Ann created group "![](https://evil.example/g.png)"']
    for minute, text in enumerate(TEXTS.values(), start=1):
        lines.append(f"23/11/2025, 08:{minute:02} - {SENDERS[minute % len(SENDERS)]}: {text}")
    return "\n".join([*lines, ""]).encode()
