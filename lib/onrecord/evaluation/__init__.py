"""How often rows are right, measured on marked articles."""
