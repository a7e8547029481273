"""Spans of speech, their cue, and the words that point at the speaker."""
