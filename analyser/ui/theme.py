"""What the settings file cannot say: visible focus, print, calm boxes, the note of an error beside its input.

Only documented hooks are used: the ``st-key-…`` class of a keyed container and the ``data-testid`` of a part.
A container whose key begins with ``screen`` is left out of print; one whose key begins with ``prompt`` is a warning.
"""

from __future__ import annotations

import streamlit as st

STYLE = """
<style>
:focus-visible, label:has(input:focus-visible) {
  outline: 3px solid #ffdd00 !important; outline-offset: 0; box-shadow: 0 0 0 5px #0b0c0c !important;
}
:is(input, textarea, [role="tab"]):focus-visible {
  outline-offset: -3px; box-shadow: inset 0 0 0 5px #0b0c0c !important;
}
[data-testid="stMainBlockContainer"] { padding-top: 2.5rem; }
[data-testid="stHeaderActionElements"] { display: none; }
[data-testid="stText"] { white-space: pre-wrap; overflow-wrap: anywhere; }
[class*="st-key-prompt"] {
  border-left: 6px solid #d4351c; padding: 0.75rem 0 0.75rem 1.25rem;
}
[class*="st-key-facts"] > div:not(:last-child) { border-bottom: 1px solid #b1b4b6; padding-bottom: 0.5rem; }
[data-testid="stTab"] { padding-inline: 0.5rem !important; }
[data-testid="stTab"][aria-selected="true"] p { font-weight: 600; }
[data-testid="stMain"] [data-testid="stPageLink"] p { text-decoration: underline; text-underline-offset: 0.2em; }
.st-key-questions [data-testid="stRadio"] > [data-testid="stWidgetLabel"] p { font-weight: 600; font-size: 1.0625rem; }
@media (prefers-color-scheme: dark) {
  [data-testid="stTab"][aria-selected="true"] p { color: #8ab8e6; }
}
@media (prefers-reduced-motion: reduce) {
  *, *::before, *::after { animation-duration: 0.01ms !important; transition-duration: 0.01ms !important; }
}
@page { margin: 15mm; }
@media print {
  [data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stExpandSidebarButton"],
  [class*="st-key-screen"] { display: none !important; }
  [data-testid="stMainBlockContainer"] { padding: 0 !important; max-width: none !important; }
  .stApp, [data-testid="stMain"] { position: static !important; overflow: visible !important; height: auto !important; }
  .stApp, .stApp * { background: #fff !important; color: #000 !important; }
}
</style>
"""


def dress() -> None:
    """Put the style on the page."""
    st.html(STYLE)
