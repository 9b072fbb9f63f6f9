"""The script that Streamlit runs for every visit and every click."""

from __future__ import annotations

from analyser.ui.frame import draw

draw()
