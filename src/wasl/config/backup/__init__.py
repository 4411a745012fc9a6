"""Encrypted copies of the whole state (database and files, never keys), restored and compared."""
