"""Teach the encoder, a small network that reads messages. Needs PyTorch; the app never imports it."""
