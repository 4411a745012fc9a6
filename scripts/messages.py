"""The French and Arabic catalogues: one small .po a room and a language, merged into one .mo a language.

scripts/messages.py compile             src/wasl/locale/<lang>/<room>.po -> <lang>/LC_MESSAGES/django.mo
scripts/messages.py extract [ROOM ...]  adds the messages that are missing, drops those no longer used
scripts/messages.py check [ROOM ...]    says what is wrong, one line each; exit 1 if anything is
"""

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "wasl"
LOCALE = SOURCE / "locale"
PLURALS = {
    "fr": "nplurals=2; plural=(n > 1);",
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
}
FORMS = {"fr": 2, "ar": 6}

#: Function -> positions of context, message, plural among its arguments (None: has none).
CALLS = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
TEXT = r"""u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
IN_TEMPLATE = re.compile(rf"\b(_|n?p?gettext)\(\s*{TEXT}(?:\s*,\s*{TEXT})?(?:\s*,\s*{TEXT})?")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
#: Latin words an Arabic text may hold: file formats and names that have no other form.
LATIN_ALLOWED = {
    "HEIC",
    "JPEG",
    "PNG",
    "WebP",
    "Word",
    "OpenDocument",
    "PDF",
    "Excel",
    "CSV",
    "XLSX",
    "JSON",
    "QR",
    "HCP",
    "Wasl",
    "SHA-256",
    "MB",
    "T1",
}
LATIN = re.compile(r"[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ0-9-]*")

#: Where French writes an ordinary space that must not end a line.
BREAKS = re.compile(r"(?<=«) | (?=[:;?!»](?:\s|$|[)<.,]))")

Key = tuple[str | None, str]


@dataclass
class Message:
    context: str | None
    text: str
    plural: str | None = None
    rooms: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)

    @property
    def key(self) -> Key:
        return self.context, self.text


def room_of(path: Path) -> str:
    """The room whose catalogue holds the messages of a source file."""
    parts = path.relative_to(SOURCE).parts
    if parts[0] != "web":
        return parts[0] if len(parts) > 1 and parts[0] != "config" else "web"
    rest = parts[2:] if parts[1] == "templates" else parts[1:]
    return rest[0] if len(rest) > 1 and rest[0] in rooms() else "web"


@cache
def rooms() -> frozenset[str]:
    """Rooms proper, and those that are screens only."""
    proper = {path.parent.name for path in SOURCE.glob("*/__init__.py")}
    return frozenset(proper | {path.parent.name for path in SOURCE.glob("web/*/urls.py")})


def _literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def in_python(source: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name not in CALLS:
            continue
        texts = [
            None if place is None or place >= len(node.args) else _literal(node.args[place]) for place in CALLS[name]
        ]
        if texts[1] is not None:
            yield Message(texts[0], texts[1], texts[2])


def in_template(source: str) -> Iterator[Message]:
    from django.utils.translation.template import templatize

    for name, *texts in IN_TEMPLATE.findall(templatize(source)):
        given = [ast.literal_eval(text) for text in texts if text]
        places = CALLS[name]
        context, text, plural = (None if place is None or place >= len(given) else given[place] for place in places)
        # The template engine doubles the per cent sign in its source form of a message.
        yield Message(context, text or "", plural)


def used() -> dict[Key, Message]:
    """Every message of the source, with the rooms and files it stands in."""
    found: dict[Key, Message] = {}
    files = [path for suffix in ("py", "html", "txt") for path in sorted(SOURCE.rglob(f"*.{suffix}"))]
    for path in files:
        if "migrations" in path.parts or "static" in path.parts or "locale" in path.parts:
            continue
        reader = in_python if path.suffix == ".py" else in_template
        for message in reader(path.read_text()):
            if not message.text:
                continue
            kept = found.setdefault(message.key, message)
            kept.plural = kept.plural or message.plural
            kept.rooms.add(room_of(path))
            kept.places.add(str(path.relative_to(SOURCE)))
    return found


def catalogues(language: str) -> dict[str, polib.POFile]:
    return {path.stem: polib.pofile(str(path)) for path in sorted((LOCALE / language).glob("*.po"))}


def compile_all(*, force: bool = False) -> list[Path]:
    """The .mo files that were written; those younger than every source are left alone."""
    written = []
    for language in PLURALS:
        sources = sorted((LOCALE / language).glob("*.po"))
        target = LOCALE / language / "LC_MESSAGES" / "django.mo"
        newest = max((path.stat().st_mtime for path in [*sources, LOCALE / language]), default=0)
        if not force and target.exists() and target.stat().st_mtime > newest:
            continue
        whole = polib.POFile()
        whole.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Plural-Forms": PLURALS[language]}
        seen: set[Key] = set()
        for path in sources:
            for entry in polib.pofile(str(path)):
                if (entry.msgctxt, entry.msgid) not in seen and not entry.obsolete:
                    seen.add((entry.msgctxt, entry.msgid))
                    whole.append(entry)
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_suffix(".new")
        if language == "fr":
            hold_together(whole)
        whole.save_as_mofile(str(fresh))
        fresh.replace(target)
        written.append(target)
    return written


def hold_together(catalogue: polib.POFile) -> None:
    """French puts a space before « : ; ? ! » and inside « »: no line may break there."""
    for entry in catalogue:
        entry.msgstr = BREAKS.sub("\u00a0", entry.msgstr)
        entry.msgstr_plural = {number: BREAKS.sub("\u00a0", text) for number, text in entry.msgstr_plural.items()}


def _translations(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def _complaints(language: str, entry: polib.POEntry) -> Iterator[str]:
    if entry.fuzzy or entry.obsolete:
        yield "is fuzzy or obsolete"
        return
    texts = _translations(entry)
    if not all(text.strip() for text in texts) or (entry.msgid_plural and len(texts) != FORMS[language]):
        yield "is not translated" if not entry.msgid_plural else f"needs {FORMS[language]} plural forms"
        return
    wanted = set(PLACEHOLDER.findall(entry.msgid)) | set(PLACEHOLDER.findall(entry.msgid_plural))
    for text in texts:
        has = set(PLACEHOLDER.findall(text))
        # A plural form may say "one" or "two" in words instead of the number; an unknown name is always wrong.
        if has - wanted or (not entry.msgid_plural and has != wanted):
            yield f"has other placeholders: {text}"
        if language == "ar":
            bare = re.sub(r"<[^>]*>|&\w+;", " ", PLACEHOLDER.sub(" ", text))
            strangers = {word for word in LATIN.findall(bare) if word not in LATIN_ALLOWED}
            if strangers:
                yield f"holds Latin words: {', '.join(sorted(strangers))}"
    if language == "fr" and " " in entry.msgid.strip() and entry.msgid in texts:
        yield "is still in English"


def _entry_problems(language: str, entries: dict[str, polib.POEntry], message: Message | None) -> Iterator[str]:
    """What is wrong with the entries, by room, that hold one message id."""
    first = next(iter(entries.values()))
    if message is None:
        yield "is not used any more"
        return
    if any(_translations(entry) != _translations(first) for entry in entries.values()):
        yield "is translated in different ways"
    yield from _complaints(language, first)
    if message.plural and not first.msgid_plural:
        yield "lacks its plural"


def _problems_in(language: str, messages: dict[Key, Message], rooms: set[str] | None) -> Iterator[str]:
    held: dict[Key, dict[str, polib.POEntry]] = defaultdict(dict)
    for room, catalogue in catalogues(language).items():
        for entry in catalogue:
            held[(entry.msgctxt, entry.msgid)][room] = entry
    for key, message in messages.items():
        if key not in held and (rooms is None or message.rooms & rooms):
            yield f"{language}: {key[1]!r} is missing ({', '.join(sorted(message.places))})"
    for key, entries in held.items():
        message = messages.get(key)
        if rooms is None or rooms & (set(entries) | (message.rooms if message else set())):
            where = f"{language}/{'+'.join(sorted(entries))}.po: {key[1]!r}"
            yield from (f"{where} {said}" for said in _entry_problems(language, entries, message))


def problems(rooms: set[str] | None = None) -> list[str]:
    """What is wrong, one line each; with `rooms`, only of messages that these rooms use or hold."""
    messages = used()
    return sorted(line for language in PLURALS for line in _problems_in(language, messages, rooms))


def extract(rooms: set[str] | None = None) -> None:
    messages = used()
    for language in PLURALS:
        known = catalogues(language)
        held = {(entry.msgctxt, entry.msgid) for catalogue in known.values() for entry in catalogue}
        for message in sorted(messages.values(), key=lambda one: (one.text, one.context or "")):
            home = "web" if len(message.rooms) > 1 else next(iter(message.rooms))
            if message.key in held or (rooms is not None and home not in rooms):
                continue
            entry = polib.POEntry(msgctxt=message.context, msgid=message.text, msgstr="")
            if message.plural:
                entry = polib.POEntry(msgctxt=message.context, msgid=message.text, msgid_plural=message.plural,
                                      msgstr_plural=dict.fromkeys(range(FORMS[language]), ""))  # fmt: skip
            known.setdefault(home, polib.POFile()).append(entry)
        for room, catalogue in known.items():
            if rooms is not None and room not in rooms:
                continue
            kept = [entry for entry in catalogue if (entry.msgctxt, entry.msgid) in messages]
            catalogue[:] = sorted(kept, key=lambda one: (one.msgid, one.msgctxt or ""))
            catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Content-Transfer-Encoding": "8bit",
                                  "Language": language, "Plural-Forms": PLURALS[language]}  # fmt: skip
            catalogue.wrapwidth = 110
            catalogue.save(str(LOCALE / language / f"{room}.po"))


def main(argv: list[str]) -> int:
    word, chosen = (argv[1] if len(argv) > 1 else ""), set(argv[2:]) or None
    if word == "compile":
        compile_all(force=bool(chosen))
    elif word == "extract":
        extract(chosen)
    elif word == "check":
        found = problems(chosen)
        print("\n".join(found) or "Both catalogues are complete.")
        return 1 if found else 0
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
