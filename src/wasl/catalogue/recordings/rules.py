"""What may be a recording, and the phrases that are the same everywhere. Pure: no Django here."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

#: Languages that are spoken more than read at the counters: Tachelhit and Tamazight.
SPOKEN = ("shi", "tzm")


class SoundFault(StrEnum):
    NO_SOUND = "no_sound"
    TOO_LARGE = "too_large"
    NOT_A_SOUND = "not_a_sound"
    UNKNOWN_PHRASE = "unknown_phrase"
    ALREADY_WAITING = "already_waiting"
    SAME_ACCOUNT = "same_account"
    ALREADY_DECIDED = "already_decided"
    WORDS_CHANGED = "words_changed"
    NO_REASON = "no_reason"


@dataclass(frozen=True, slots=True)
class Phrase:
    """`slot` is its name in an address; `answers` are read after the question, as "French / Arabic" each."""

    slot: str
    fr: str
    ar: str
    pictogram: str = ""
    answers: tuple[tuple[str, str], ...] = ()

    @property
    def words_hash(self) -> str:
        lines = [self.fr, self.ar, *("\t".join(one) for one in self.answers)]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    def said(self, lang: str) -> str:
        return self.ar if lang == "ar" else self.fr


#: Read before an interview, and with a plan.
ALWAYS = (
    Phrase("talk-hello", "Bonjour. Je suis là pour vous écouter. Prenez votre temps.",
           "السلام عليكم. أنا هنا للاستماع إليكم. خذوا وقتكم.", "people"),
    Phrase("talk-secret", "Ce que vous dites reste entre nous et les collègues qui vous aident.",
           "ما تقولونه يبقى بيننا وبين الزملاء الذين يساعدونكم.", "shield"),
    Phrase("talk-stop", "Vous pouvez ne pas répondre, et arrêter quand vous voulez.",
           "يمكنكم عدم الإجابة، والتوقف متى شئتم.", "stop"),
    Phrase("talk-language", "Préférez-vous une autre langue, ou un interprète ?",
           "هل تفضلون لغة أخرى أو مترجما؟", "speak"),
    Phrase("plan-goal", "Voici ce que nous voulons obtenir ensemble, et comment nous le verrons.",
           "هذا ما نريد بلوغه معا، وكيف سنلاحظه.", "target"),
    Phrase("plan-who", "Voici qui fait quoi, et pour quel jour.", "هذا من يقوم بماذا، وفي أي يوم.", "calendar"),
    Phrase("plan-free", "Vous pouvez dire non, ou changer ce plan plus tard.",
           "يمكنكم الرفض، أو تغيير هذه الخطة لاحقا.", "hand"),
    Phrase("plan-sign", "Si vous êtes d’accord, signez, ou mettez votre empreinte ou une croix devant des témoins.",
           "إذا كنتم موافقين، وقعوا، أو ضعوا بصمتكم أو علامة أمام الشهود.", "finger"),
)  # fmt: skip

_HEADS = ((b"\x1aE\xdf\xa3", 0, "audio/webm"), (b"OggS", 0, "audio/ogg"), (b"WAVE", 8, "audio/wav"),
          (b"ftyp", 4, "audio/mp4"), (b"ID3", 0, "audio/mpeg"))  # fmt: skip
SOUNDS = frozenset(media for _head, _at, media in _HEADS)


def media_type_of(sound: bytes) -> str:
    """By what the file begins with, never by what it is called; empty for anything else."""
    return next((media for head, at, media in _HEADS if sound[at : at + len(head)] == head), "")


def fault_of_sound(sound: bytes, *, most_kilobytes: int) -> SoundFault | None:
    if len(sound) < 100:
        return SoundFault.NO_SOUND
    if len(sound) > most_kilobytes * 1_024:
        return SoundFault.TOO_LARGE
    return None if media_type_of(sound) else SoundFault.NOT_A_SOUND
