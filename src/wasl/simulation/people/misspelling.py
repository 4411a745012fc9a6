"""Wrong and other spellings made by rule, in each script: nothing here knows how matching folds them again."""

import re
from random import Random

#: What is written for what in Latin letters when no paper is at hand.
LATIN_RULES = (
    ("ou", "u"), ("ou", "o"), ("u", "ou"), ("o", "ou"), ("i", "y"), ("y", "i"), ("i", "e"), ("e", "i"), ("a", "e"),
    ("e", "a"), ("kh", "k"), ("kh", "gh"), ("gh", "g"), ("gh", "r"), ("ch", "sh"), ("ch", "c"), ("q", "k"),
    ("k", "q"), ("k", "c"), ("j", "dj"), ("dj", "j"), ("ss", "s"), ("s", "ss"), ("ll", "l"), ("l", "ll"), ("mm", "m"),
    ("m", "mm"), ("nn", "n"), ("n", "nn"), ("dd", "d"), ("rr", "r"), ("th", "t"), ("t", "th"), ("w", "ou"),
    ("ou", "w"), ("z", "s"), ("h", ""), ("aa", "a"), ("a", "aa"), ("ï", "i"), ("é", "e"), ("ia", "iya"), ("ine", "in"),
    ("ed", "d"), ("e", ""),
)  # fmt: skip
ARABIC_RULES = (
    ("ة", "ه"), ("ة", "ا"), ("ه", "ة"), ("أ", "ا"), ("إ", "ا"), ("آ", "ا"), ("ى", "ا"), ("ي", "ى"), ("ض", "د"),
    ("ظ", "ض"), ("ض", "ظ"), ("ط", "ت"), ("ت", "ط"), ("ص", "س"), ("س", "ص"), ("ق", "ك"), ("ث", "ت"), ("ذ", "د"),
    ("ئ", "ي"), ("ؤ", "و"), ("اء", "ا"), ("و", ""), ("ا", ""), ("ي", ""),
)  # fmt: skip
#: Orthographies that are all in use for one name: not mistakes.
ARABIC_USUAL = (
    ("أ", "ا"), ("إ", "ا"), ("آ", "أ"), ("ة", "ه"), ("ى", "ي"), ("عبد ال", "عبدال"), ("عبد الل", "عبدالل"),
    ("بن ", "بن"), ("آيت ", "ايت "), ("آيت ", "أيت "), ("اء", "ا"),
)  # fmt: skip
LATIN_USUAL = (
    ("i", "y"), ("y", "i"), ("ou", "o"), ("ss", "s"), ("k", "q"), ("kh", "kh"), ("dine", "ddine"), ("ï", "i"),
    ("é", "e"), ("aa", "a"), ("ch", "sh"), ("e", ""), ("a", "e"), ("ll", "l"), ("dd", "d"),
)  # fmt: skip
NEIGHBOURS = {
    **dict(zip("azertyuiopqsdfghjklmwxcvbn", "zaretytuipsqfdgfhkjlxwvcnb", strict=True)),
    **dict(zip("ضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظ", "صضقثغفهعحخدجسشبيالنتكمظءؤئىرواظز", strict=True)),
}


def is_arabic(text: str) -> bool:
    return any("\u0600" <= letter <= "\u06ff" for letter in text)


def misspelt(random: Random, text: str) -> str:
    """One rule applied at one place; the same text if none fits."""
    return _one_rule(random, text, ARABIC_RULES if is_arabic(text) else LATIN_RULES)


def otherwise_usual(random: Random, text: str) -> str:
    """Another orthography that is in use as well; the same text if there is none."""
    return _one_rule(random, text, ARABIC_USUAL if is_arabic(text) else LATIN_USUAL)


def _one_rule(random: Random, text: str, rules: tuple[tuple[str, str], ...]) -> str:
    start = random.randrange(len(rules))
    for wrong in (*rules[start:], *rules[:start]):
        made = _applied(random, text, *wrong)
        if made != text:
            return made
    return text


def _applied(random: Random, text: str, right: str, wrong: str) -> str:
    """Never the first letter, which people know, nor down to fewer than three letters."""
    places = [found.start() for found in re.finditer(right, text) if found.start()]
    if not places or len(text) - len(right) + len(wrong) < 3:
        return text
    at = random.choice(places)
    return text[:at] + wrong + text[at + len(right) :]


def typo(random: Random, text: str) -> str:
    """One slip of the finger: a letter left out, doubled, exchanged with the next or hit beside."""
    if len(text) < 3:
        return text
    at = random.randrange(1, len(text) - 1)
    letter = text[at]
    match random.randrange(4):
        case 0:
            return text[:at] + text[at + 1 :]
        case 1:
            return text[:at] + letter + text[at:]
        case 2:
            return text[:at] + text[at + 1] + letter + text[at + 2 :]
    return text[:at] + NEIGHBOURS.get(letter.lower(), letter) + text[at + 1 :]


_LATIN_ARTICLE = re.compile(r"^(el|al|es|er|ez|ed|et|en|ech|ess|err|ass|a[zrdnt])[ -](?=\w{3})", re.IGNORECASE)


def without_article(text: str) -> str:
    """The same text if it has no article, or would not be a name without it."""
    if text.startswith("ال") and len(text) > 4:
        return text[2:]
    bare = _LATIN_ARTICLE.sub("", text)
    return bare[:1].upper() + bare[1:]


def wrong_digit(random: Random, digits: str) -> str:
    """One of the digits changed into another."""
    at = random.choice([at for at, digit in enumerate(digits) if digit.isdigit()])
    return digits[:at] + str((int(digits[at]) + random.randint(1, 9)) % 10) + digits[at + 1 :]
