"""What single cells of a list say: names in one script or both, sex, phones, places in the household."""

import re
from dataclasses import dataclass

from wasl.core.folding import search_key, western_digits, without_controls
from wasl.people.rules.papers import plain_number, stored_phone
from wasl.people.rules.particulars import is_arabic

_SEXES = {
    search_key(text): sex
    for sex, texts in {
        "F": "F féminin femme fille fém fem feminine dame أنثى انثي امرأة بنت طفلة مؤنث أ ا إناث",
        "M": "M H masculin homme garçon masc male monsieur ذكر رجل ولد طفل مذكر ذ ذكور",
    }.items()
    for text in texts.split()
}
_ROLES = {
    search_key(text): role
    for role, texts in {
        "CHEF": "chef|chef de famille|chef de ménage|cdf|lui-même|elle-même|رب الأسرة|ربة الأسرة|رب البيت",
        "CONJ": "époux|épouse|conjoint|conjointe|mari|femme|زوج|زوجة|الزوج|الزوجة",
        "ENF": "fils|fille|enfant|garçon|ابن|ابنة|بنت|ولد|طفل|طفلة|الابن|الابنة|الإبن|البنت",
        "PARENT": "père|mère|parent|أب|أم|والد|والدة|الأب|الأم",
        "GP": "grand-père|grand-mère|جد|جدة|الجد|الجدة",
        "FRAT": "frère|sœur|soeur|أخ|أخت|الأخ|الأخت",
    }.items()
    for text in texts.split("|")
}
_TITLE_WORDS = "M Mr Mme Mlle Monsieur Madame Melle السيد السيدة الآنسة الطفل الطفلة"
#: Words that make one name with the next.
_JOINING_WORDS = (
    "ait aït ben bent bin ibn el al abd abdel abdou bou abou ould oulad ouled moulay lalla sidi oum bni beni haj hajj "
    "hadj أيت ايت آيت بن بنت ابن عبد أبو ابو بو ولد أولاد مولاي للا سيدي أم بني الحاج الحاجة آل"
)
_TITLES = {search_key(text) for text in _TITLE_WORDS.split()}
_JOINED = {search_key(text) for text in _JOINING_WORDS.split()}
_PHONES = re.compile(r"[/;,|\n]| et | ou | و ")


@dataclass(frozen=True, slots=True)
class FullName:
    given: str = ""
    family: str = ""


def text_of(cell: object) -> str:
    """As it is to be kept: no invisible signs, one space between words."""
    return " ".join(without_controls(str(cell)).replace("\0", " ").replace("ـ", "").split())


def by_script(text: str) -> tuple[str, str]:
    """(Arabic words, Latin words) of a text that may hold both; words of neither script are dropped."""
    words = re.split(r"[\s/|()\[\]،,;:]+|(?<=\s)-(?=\s)", text)
    arabic = [word for word in words if is_arabic(word)]
    latin = [word for word in words if word and not is_arabic(word) and re.search(r"[^\W\d_]", word)]
    return " ".join(arabic), " ".join(latin)


def _groups(text: str) -> list[str]:
    """Words, those that only begin a name glued to the next: "Ait Hammou" is one."""
    words = text.split()
    while words and search_key(words[0]).strip(".") in _TITLES and len(words) > 1:
        words.pop(0)
    groups: list[str] = []
    is_open = False
    for word in words:
        if is_open:
            groups[-1] += f" {word}"
        else:
            groups.append(word)
        is_open = search_key(word).strip(" ") in _JOINED
    return groups


def split_name(text: str, *, family_first: bool) -> FullName:
    """A whole name of one script, cut in two; capitals among small letters are the family's."""
    groups = _groups(text)
    shouted = [group for group in groups if group.isupper() and len(group) > 1]
    quiet = [group for group in groups if group not in shouted]
    if shouted and quiet and not is_arabic(text):
        return FullName(" ".join(quiet), " ".join(shouted))
    if len(groups) < 2:
        return FullName(given=" ".join(groups))
    if family_first:
        return FullName(" ".join(groups[1:]), groups[0])
    return FullName(" ".join(groups[:-1]), groups[-1])


def sex_of(text: str) -> str | None:
    """F, M, "" when nothing is said, None when it cannot be read."""
    key = re.sub(r"[\W_]+", "", search_key(text))
    return _SEXES.get(key) if key else ""


def role_of(text: str) -> str:
    """Code of the vocabulary; empty when nothing is said, AUTRE for a word that is not known."""
    key = re.sub(r"[^\w-]+", " ", search_key(text)).strip()
    return _ROLES.get(key, "AUTRE") if key else ""


def phone_of(text: str) -> str | None:
    """The first number that is one; "" when nothing is said, None when none can be read."""
    if not text.strip():
        return ""
    for part in _PHONES.split(western_digits(text)):
        digits = re.sub(r"[^\d+]", "", part)
        if re.fullmatch(r"[5-8]\d{8}", digits):
            digits = f"0{digits}"  # a spreadsheet took the first zero for nothing
        elif re.fullmatch(r"212[5-8]\d{8}", digits):
            digits = f"+{digits}"
        if found := stored_phone(digits):
            return found
    return None


def card_of(text: str) -> str:
    return plain_number(text)
