class CannotStart(Exception):
    """Wasl cannot start or go on; the text is one sentence that says what to change."""
