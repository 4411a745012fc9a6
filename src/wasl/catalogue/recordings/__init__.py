"""Phrases read aloud for those who do not read: which there are, who recorded them, and which may be played."""
