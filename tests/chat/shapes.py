"""The header dialects of WhatsApp, one row each: what a line looks like up to the sender's name.

Ids follow the facts table of the design: A for Android, I for iPhone, O for old, W for Web and desktop; beside it N for
months and weekdays in words, and C for lines copied from a screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

WESTERN = "0123456789"
UPPER, LOWER, DOTTED = ("AM", "PM"), ("am", "pm"), ("a.m.", "p.m.")
CHINESE, JAPANESE, KOREAN, ARABIC = ("上午", "下午"), ("午前", "午後"), ("오전", "오후"), ("ص", "م")
CHINESE_WEEKDAYS = "星期一 星期二 星期三 星期四 星期五 星期六 星期日"
ENGLISH_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"
SPANISH_MONTHS = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
GERMAN_MONTHS = "Jan. Feb. März Apr. Mai Juni Juli Aug. Sep. Okt. Nov. Dez."


@dataclass(frozen=True)
class Shape:
    """One header dialect.

    Parameters
    ----------
    id : str
        The row of the facts table.
    template : str
        A format string over d m Y y H h M S, p (the day period), b (the month in words) and a (the weekday); it ends
        where the sender begins.
    order, platform, line_end : str
        As in the parser's dialect, spelt here without asking it.
    periods : tuple of str
        The words for before and after noon.
    between : str
        What stands between sender and body.
    digits : str
        Ten digits in place of 0 to 9.
    months, weekdays : str
        The words for b and a, in order.
    """

    id: str
    template: str
    order: str = "DMY"
    platform: str = "android"
    periods: tuple[str, str] = UPPER
    line_end: str = "\n"
    between: str = ": "
    digits: str = WESTERN
    months: str = ENGLISH_MONTHS
    weekdays: str = "Mon Tue Wed Thu Fri Sat Sun"

    @property
    def clock(self) -> str:
        """Say which clock the template shows."""
        return "12 hour" if "{p}" in self.template else "24 hour"

    @property
    def seconds(self) -> bool:
        """Say whether the template shows seconds."""
        return "{S" in self.template

    @property
    def file(self) -> str:
        """Name the file as WhatsApp would."""
        return {"web": "chat.txt", "ios": "_chat.txt"}.get(self.platform, "WhatsApp Chat with Y5.txt")

    def stamp(self, at: datetime) -> str:
        """Write the header of a message sent at ``at``, up to the sender."""
        parts: dict[str, int | str] = {
            "d": at.day,
            "m": at.month,
            "Y": at.year,
            "y": at.year % 100,
            "M": at.minute,
            "S": at.second,
        }
        parts |= {"b": self.months.split()[at.month - 1], "a": self.weekdays.split()[at.weekday()]}
        clock = {"H": at.hour, "h": at.hour % 12 or 12, "p": self.periods[at.hour >= 12]}
        return self.template.format(**parts, **clock).translate(str.maketrans(WESTERN, self.digits))


def _ios(name: str, template: str, order: str = "DMY", periods: tuple[str, str] = UPPER, end: str = "\r\n") -> Shape:
    return Shape(name, f"[{template}] ", order, "ios", periods, end)


SHAPES: tuple[Shape, ...] = (
    Shape("A1", "{d:02}/{m:02}/{Y}, {H:02}:{M:02} - "),
    Shape("A1 saved on Windows", "{d:02}/{m:02}/{Y}, {H:02}:{M:02} - ", line_end="\r\n"),
    Shape("A2", "{d:02}/{m:02}/{Y}, {h}:{M:02}\u202f{p} - ", periods=LOWER),
    Shape("A2 before 2023", "{d:02}/{m:02}/{Y}, {h}:{M:02} {p} - ", periods=LOWER),
    Shape("A2 Australia", "{d}/{m:02}/{Y}, {h}:{M:02}\u202f{p} - ", periods=LOWER),
    Shape("A3", "{m}/{d}/{y:02}, {h}:{M:02}\u202f{p} - ", order="MDY"),
    Shape("A3 before 2023", "{m}/{d}/{y:02}, {h}:{M:02} {p} - ", order="MDY"),
    Shape("A4 month first", "{m}/{d}/{y:02}, {H:02}:{M:02} - ", order="MDY"),
    Shape("A4 day first", "{d}/{m}/{y:02}, {H:02}:{M:02} - "),
    Shape("A5", "{d:02}-{m:02}-{Y} {H:02}:{M:02} - "),
    Shape("A6", "{d:02}.{m:02}.{y:02}, {H:02}:{M:02} - "),
    Shape("A6 long year", "{d:02}.{m:02}.{Y}, {H:02}:{M:02} - "),
    Shape("A6 spaced", "{d}. {m}. {Y}. {H:02}:{M:02} - "),
    Shape("A7", "{d:02}/{m:02}/{Y}, {h}:{M:02} {p} - ", periods=("a.\xa0m.", "p.\xa0m.")),
    Shape("A7 spaced", "{d:02}/{m:02}/{Y}, {h}:{M:02} {p} - ", periods=("a. m.", "p. m.")),
    Shape("A8", "{Y}-{m:02}-{d:02}, {h}:{M:02} {p} - ", order="YMD", periods=DOTTED),
    Shape("A9", "{Y}/{m:02}/{d:02}, {h:02}:{M:02}\u202f{p} - ", order="YMD", periods=LOWER),
    Shape("A9 24 hour", "{Y}/{m:02}/{d:02}, {H:02}:{M:02} - ", order="YMD"),
    Shape("A10 fr", "{d:02}/{m:02}/{Y} à {H:02}:{M:02} - "),
    Shape("A10 fi", "{d}.{m}.{Y} klo {H:02}.{M:02} - "),
    Shape("A11", "{d:02}/{m:02}/{y:02} {H:02}.{M:02} - "),
    Shape("A12 zh", "{Y}/{m}/{d} {p}{h}:{M:02} - ", order="YMD", periods=CHINESE),
    Shape("A12 ja", "{Y}/{m}/{d} {p}{h}:{M:02} - ", order="YMD", periods=JAPANESE),
    Shape("A12 ko", "{Y}. {m}. {d}. {p} {h}:{M:02}, ", order="YMD", periods=KOREAN, between=" : "),
    Shape("A13 ar", "{d}\u200f/{m}\u200f/{Y}\u060c {h}:{M:02} {p} - ", periods=ARABIC, digits="٠١٢٣٤٥٦٧٨٩"),
    Shape("A15", "{d:02}/{m:02}/{Y}, {h}:{M:02}:{S:02} {p} \u2013 "),
    Shape("N1", "{d} {b} {Y}, {H:02}:{M:02} - "),
    Shape("N1 US", "{b} {d}, {Y}, {h}:{M:02} {p} - ", order="MDY"),
    Shape("N1 es", "{d} de {b} de {Y}, {H:02}:{M:02} - ", months=SPANISH_MONTHS),
    Shape("N1 de", "{d}. {b} {Y}, {H:02}:{M:02} - ", months=GERMAN_MONTHS),
    Shape("N1 dashes, short year", "{d:02}-{b}-{y:02} {H:02}:{M:02} - "),
    Shape("N2 ja", "{Y}/{m:02}/{d:02}({a}) {H:02}:{M:02} - ", order="YMD", weekdays="月 火 水 木 金 土 日"),
    Shape("N2 zh", "{Y}年{m}月{d}日 {a} {p}{h}:{M:02} - ", order="YMD", periods=CHINESE, weekdays=CHINESE_WEEKDAYS),
    _ios("I1", "{d:02}/{m:02}/{Y}, {H:02}:{M:02}:{S:02}"),
    _ios("I1 line feeds only", "{d:02}/{m:02}/{Y}, {H:02}:{M:02}:{S:02}", end="\n"),
    _ios("I2", "{d:02}/{m:02}/{Y} {H:02}:{M:02}:{S:02}"),
    _ios("I3", "{d:02}/{m:02}/{Y}, {h}:{M:02}:{S:02}\u202f{p}"),
    _ios("I3 lower case", "{d:02}/{m:02}/{Y}, {h}:{M:02}:{S:02}\u202f{p}", periods=LOWER),
    _ios("I3 before 2023", "{m}/{d}/{Y}, {h}:{M:02}:{S:02} {p}", "MDY"),
    _ios("I4", "{m}/{d}/{y:02}, {H:02}:{M:02}:{S:02}", "MDY"),
    _ios("I5", "{d:02}.{m:02}.{Y}, {H:02}:{M:02}:{S:02}"),
    _ios("I5 fi", "{d}.{m}.{Y}, {H}.{M:02}.{S:02}"),
    _ios("I6", "{Y}-{m:02}-{d:02}, {h}:{M:02}:{S:02} {p}", "YMD"),
    _ios("I6 24 hour", "{Y}-{m:02}-{d:02}, {H:02}:{M:02}:{S:02}", "YMD"),
    _ios("I7", "{Y}/{m}/{d} {p}{h}:{M:02}:{S:02}", "YMD", CHINESE),
    _ios("I7 thin space", "{Y}/{m}/{d}\u2009{p}\u2009{h}:{M:02}:{S:02}", "YMD", CHINESE),
    _ios("N1 weekday", "{a}, {d} {b} {Y}, {H:02}:{M:02}:{S:02}"),
    _ios("I5 fi, a word", "{d}.{m}.{Y} klo {H}.{M:02}.{S:02}"),
    Shape("O1", "{d:02}.{m:02}.{y:02}, {H:02}:{M:02}:{S:02}: ", platform="old ios"),
    Shape("O1 year first", "{Y}-{m:02}-{d:02}, {h}:{M:02}:{S:02} {p}: ", order="YMD", platform="old ios"),
    Shape("O2", "{d:02}.{m:02}.{Y} - {H:02}:{M:02}:{S:02}; ", platform="viewer"),
    Shape("W1", "[{m}/{d}/{y:02}, {h}:{M:02}:{S:02} {p}] ", order="MDY", platform="web"),
    Shape("C1", "[{H:02}:{M:02}, {d:02}/{m:02}/{Y}] ", platform="web"),
    Shape("C1 12 hour", "[{h}:{M:02} {p}, {m}/{d}/{Y}] ", order="MDY", platform="web"),
)
BY_ID = {shape.id: shape for shape in SHAPES}
