"""One invented conversation, written once and exported in every dialect (``sample_exports/same-conversation-*``)."""

from __future__ import annotations

from datetime import datetime

from tests.chat.render import Event

EXPORTER = "Priya Nair"
GROUP = "St Wilfrid's: Year 3 Rowan"
AISHA, GAZ, DAN, NUMBER = "Aisha (Yusuf's mum)", "Gaz 🏠", "Y3: Dan, Elsie's dad", "+44 7700 900123"
PRESENTS = (("Voucher", 5), ("Plant", 1), ("Nothing big: a card", 0))
ENCRYPTED = (
    "Messages and calls are end-to-end encrypted. No one outside of this chat, not even WhatsApp, "
    "can read or listen to them. Tap to learn more."
)


def _at(day: int, clock: str) -> datetime:
    return datetime.fromisoformat(f"2025-10-{day:02}T{clock}")


def _said(day: int, clock: str, sender: str, words: str) -> Event:
    return Event(_at(day, clock), sender, text=words)


def _notice(day: int, clock: str, wording: str, about: str) -> Event:
    return Event(_at(day, clock), None, "notice", wording, about=about)


SAME_CONVERSATION = (
    _notice(1, "08:02:11", ENCRYPTED, GROUP),
    _notice(1, "08:02:11", f'{EXPORTER} created group "{GROUP}"', EXPORTER),
    _notice(1, "08:03:40", f"{EXPORTER} added {AISHA}", AISHA),
    _notice(1, "08:03:52", f"{GAZ} joined using this group's invite link", GAZ),
    _said(1, "08:05:30", EXPORTER, "Morning all! New group for Rowan, the old one had half of Y4 in it 😅"),
    _said(1, "08:09:02", AISHA, "Thank you Priya 🙏🏽"),
    _notice(1, "08:31:15", f"{DAN} joined using this group's invite link", DAN),
    _said(1, "12:15:47", DAN, "hi everyone, Dan here. Is it PE kit tomorow or friday?"),
    _said(1, "12:16:20", AISHA, "Friday I think?"),
    _said(
        1,
        "12:18:01",
        EXPORTER,
        "From the newsletter:\n- PE is Friday\n- library books back on Wednesday\n\n- forest school: wellies!",
    ),
    _said(1, "15:41:09", NUMBER, "Hi its Jo (Mabel's mum), new phone. can someone add me to the year group"),
    _said(1, "15:44:33", EXPORTER, "Done x"),
    Event(_at(3, "07:58:55"), GAZ, "media"),
    _said(3, "07:59:20", GAZ, "anyone else's gate not open or have i got the wrong day 🤦‍♂️"),
    _said(3, "08:00:04", AISHA, "Haha no its always ten past on a Friday"),
    _said(7, "16:20:18", DAN, "who's taking the Harvest tins in? we've 4 of beans: happy to carry yours"),
    Event(_at(7, "16:22:47"), NUMBER, "deleted"),
    _said(7, "16:25:00", NUMBER, "I can do it, I'm passing at 8.30"),
    Event(_at(7, "16:25:41"), EXPORTER, text="Star ⭐ thank you", edited=True),
    Event(_at(13, "19:02:36"), EXPORTER, "poll", "Christmas present for Mrs Okafor?", options=PRESENTS),
    _said(13, "19:10:12", GAZ, "voucher. she's been brilliant with Alfie this term"),
    _said(13, "19:12:59", AISHA, "Agree, so patient with them all"),
    Event(_at(14, "08:11:30"), DAN, "call"),
    Event(_at(14, "17:35:26"), NUMBER, "location", "53.76,-2.70"),
    _said(14, "17:36:02", NUMBER, "^ thats the field for the party on sunday, park by the hedge"),
    Event(_at(14, "17:40:48"), AISHA, "contact", "Bouncy Castle Kev"),
    _said(16, "21:07:13", GAZ, "Not being funny but these spellings are solid. 'Necessary'?? I cant spell that"),
    _said(16, "21:09:35", AISHA, "Never Eat Cakes Eat Salad Sandwiches And Remain Young 😂"),
    _said(16, "21:10:01", GAZ, "😂😂😂"),
    _said(
        17,
        "08:45:00",
        DAN,
        "From the other group:\n[17/10, 08:31] Ms Bell (office): The coach leaves at 9 sharp\nso be early folks",
    ),
    _said(17, "08:46:22", EXPORTER, "@447700900123 are you bringing Mabel's medicine form?"),
    _said(17, "08:52:10", NUMBER, "Yes got it here, thanks for checking"),
    _notice(20, "18:30:44", f"{EXPORTER} changed this group's icon", EXPORTER),
    _notice(20, "18:33:08", f'{EXPORTER} changed the subject from "{GROUP}" to "{GROUP} 🍂"', EXPORTER),
    _said(22, "15:55:19", AISHA, "Does anyone have a spare jumper age 7-8? Yusuf's lost another. Will swap for cake"),
    _said(22, "16:01:50", EXPORTER, "Check lost property outside the hall, there was a mountain of them"),
    _said(23, "16:48:31", DAN, "Happy half term. Back Monday 3rd: see https://www.stwilfrids.example/dates"),
    _notice(23, "17:00:12", f"{GAZ} left", GAZ),
)
