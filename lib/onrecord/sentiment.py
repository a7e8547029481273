"""Sentiment: the tone of each quote, and the tone of the narration toward each speaker."""
