"""Words that everyone writes: they say little about a message, and much about its being in English."""

from __future__ import annotations

from spacy.lang.en.stop_words import STOP_WORDS

_OF_CLASS_CHATS = """
? ! . x xx xxx lol ok okay yes yeah hi hello thanks please sorry love lovely good great like just know think need want
get got going gonna come see look looks say said really way work right back bit bring home time day week year today
tomorrow morning night new one lot money wrong sick told tell asked ask called left take let gate door car bag man
school class teacher head office mum mrs mr miss kid kids child children people parents son daughter lad boy girl
im its thats shes hes theyre youre ill id ive dont cant didnt isnt wasnt doesnt
"""
EVERYDAY = frozenset(STOP_WORDS) | frozenset(_OF_CLASS_CHATS.split())
