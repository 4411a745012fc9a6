"""Writes the lists of docs/glossary.md from the vocabulary, below its hand-written table.

scripts/glossary.py          rewrites the lists
scripts/glossary.py check    exit 1 when they are not those of the vocabulary
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from wasl.vocabulary.queries import terms  # noqa: E402

GLOSSARY = ROOT / "docs" / "glossary.md"
MARK = "<!-- Below: written by scripts/glossary.py. -->"
LISTS = {
    "missions": "Missions",
    "org_unit_types": "Units",
    "establishment_types": "Establishments",
    "management_modes": "How an establishment is run",
    "roles": "Roles",
    "confidentiality_levels": "Confidentiality",
    "services": "Services",
    "target_populations": "Populations served",
    "entry_channels": "How a person comes",
    "identity_documents": "Identity documents",
    "referral_destinations": "Where one is oriented",
    "referral_status": "Life of an orientation",
    "case_status": "Life of a case",
    "closure_reasons": "Why a case closes",
    "number_qualifiers": "Figures",
    "area": "Area",
}


def lists() -> str:
    """One table a list: code, French, Arabic."""
    parts = []
    for name, title in LISTS.items():
        rows = [f"| `{term.code}` | {term.label('fr')} | {term.label('ar')} |" for term in terms(name)]
        parts.append("\n".join([f"## {title} (`{name}`)", "", "| code | français | العربية |", "|---|---|---|", *rows]))
    return "\n\n".join(parts) + "\n"


def whole() -> str:
    by_hand = GLOSSARY.read_text().partition(MARK)[0]
    return f"{by_hand}{MARK}\n\n{lists()}"


def main(argv: list[str]) -> int:
    if argv[1:] == ["check"]:
        return 0 if GLOSSARY.read_text() == whole() else 1
    GLOSSARY.write_text(whole())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
