"""Measures, each a ratio against a named anchor run side by side. Wall-clock time is reported, never judged."""
