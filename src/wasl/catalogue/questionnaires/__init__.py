"""Questionnaires are data: how one is written down, read, checked, shown, answered and counted."""
