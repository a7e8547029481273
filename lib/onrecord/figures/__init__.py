"""Counts of people and things, their events and claimants, and claims side by side."""
