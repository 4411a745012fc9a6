"""Recognising one person under several spellings: the normaliser, the search keys and the explained agreement."""
