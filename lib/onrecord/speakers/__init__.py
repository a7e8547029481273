"""Whom a mention means."""
