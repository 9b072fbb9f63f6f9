"""The labelled corpus, and the commands that make the classifier and measure the whole program.

Nothing here is imported when a chat is read: only `evaluate` and the makers of the classifier use it, and they
need the extra ``train``.
"""
