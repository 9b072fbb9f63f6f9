"""Launcher: ``streamlit run app.py``, ``uvicorn app:app`` and ``chat-analyser serve`` all start the same app."""

import streamlit as st

from analyser.ui import launcher

app = st.App(**launcher())
