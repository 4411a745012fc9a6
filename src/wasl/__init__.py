"""Wasl: the information system of a national social-assistance institution. See docs/ for decisions and guides."""
