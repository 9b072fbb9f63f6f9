"""Open."""

import streamlit as st

st.title("Open a chat")
