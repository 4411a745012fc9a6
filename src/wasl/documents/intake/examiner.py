"""Looks into one file from standard input and writes what it found as a line of JSON; run in a cage, by path.

A photograph follows the line, written anew from its pixels. It imports nothing of this project.
"""

import io
import json
import re
import sys
import zipfile
import zlib
from typing import Any

#: A photograph of any telephone; a picture of 20,000 by 20,000 is refused from its first bytes.
MOST_PIXELS = {"jpeg": 64_000_000, "png": 30_000_000, "webp": 30_000_000}
MOST_SIDE = 4_000
MOST_PARTS, MOST_UNPACKED, MOST_PART = 2_000, 150_000_000, 40_000_000
_ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|GoToE|ImportData)(?![A-Za-z0-9])")
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_ENTITY = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_PROGRAM = re.compile(
    r"(?:vbaProject\.bin|vbaData\.xml|\.(?:exe|dll|js|jse|vbs|hta|bat|cmd|com|scr|ps1|jar|lnk|msi))$", re.I
)


class Refused(Exception):
    pass


def picture(content, kind):
    """(facts, bytes): the picture from its pixels alone, upright, at most 4,000 a side."""
    from PIL import Image  # noqa: PLC0415  after the ceilings

    Image.MAX_IMAGE_PIXELS = None
    image: Any = Image.open(io.BytesIO(content), formats=[kind.upper()])
    width, height = image.size
    if width * height > MOST_PIXELS[kind]:
        raise Refused("pixels")
    facts = {"kind": kind} | told_by(image)
    if kind == "jpeg":
        image.draft("RGB", (MOST_SIDE, MOST_SIDE))
    image.load()
    orientation = image.getexif().get(0x0112)
    image.thumbnail((MOST_SIDE, MOST_SIDE))
    has_alpha = kind != "jpeg" and ("A" in image.getbands() or "transparency" in image.info)
    image = image.convert("RGBA" if has_alpha else "L" if image.mode in {"1", "L"} else "RGB")
    turn = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}.get(orientation or 0)
    if turn is not None:
        image = image.transpose(Image.Transpose(turn))
    image.info = {}
    out = io.BytesIO()
    image.save(out, kind.upper(), **({"compress_level": 4} if kind == "png" else {"quality": 88}))
    return facts, out.getvalue()


def told_by(image):
    """Time and place as the camera wrote them; nothing when they cannot be read."""
    facts = {}
    try:
        exif = image.getexif()
        when = exif.get_ifd(0x8769).get(0x9003) or exif.get(0x0132) or ""
        facts["taken_at"] = re.sub(r"[^0-9: ]", "", str(when))[:19]
        place = exif.get_ifd(0x8825)
        if 2 in place and 4 in place:
            latitude, longitude = degrees(place[2], place.get(1)), degrees(place[4], place.get(3))
            facts["place"] = f"{latitude:.5f}, {longitude:.5f}"
    except Exception:
        return facts
    return facts


def degrees(parts, side):
    whole, minutes, seconds = (float(part) for part in parts)
    return (-1 if str(side) in {"S", "W"} else 1) * (whole + minutes / 60 + seconds / 3600)


def portable(content):
    """A PDF without a password, a program or another file within; what it packs is unpacked within limits."""
    if b"%%EOF" not in content[-2_048:]:
        raise Refused("broken")
    bare, at, room = [], 0, MOST_PART
    for found in _STREAM.finditer(content):
        told = content[at : found.start()]
        bare.append(told)
        if b"ObjStm" in told[-2_000:]:
            packed = zlib.decompressobj()
            try:
                bare.append(packed.decompress(found.group(1), room))
            except zlib.error:
                raise Refused("broken") from None
            room -= len(bare[-1])
            if packed.unconsumed_tail or room <= 0:
                raise Refused("bomb")
        at = found.end()
    bare.append(content[at:])
    text = _ESCAPE.sub(lambda escape: bytes([int(escape.group(1), 16)]), b"\n".join(bare))
    if b"/Encrypt" in text:
        raise Refused("protected")
    if _ACTIVE.search(text):
        raise Refused("program")
    return {"kind": "pdf"}


def archive(content):
    """A document of an office program: unpacked within what it declares, no macro, no outside entity."""
    end = content.rfind(b"PK\x05\x06")
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = packed.infolist()
        if packed.comment or end + 22 != len(content) or min((part.header_offset for part in parts), default=1):
            raise Refused("two_in_one")
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise Refused("bomb")
        if any(part.flag_bits & 1 for part in parts):
            raise Refused("protected")
        if any(_PROGRAM.search(part.filename) or ".." in part.filename.split("/") for part in parts):
            raise Refused("program")
        for part in parts:
            read_part(packed, part)
        return {"kind": kind_of_archive(packed, {part.filename for part in parts})}


def read_part(packed, part):
    """Every part is read once: one that lies about its size fails its checksum here."""
    is_markup = part.filename.lower().endswith((".xml", ".rels", ".rdf"))
    if is_markup and part.file_size > MOST_PART:
        raise Refused("bomb")
    with packed.open(part) as file:
        if not is_markup:
            while file.read(1_000_000):
                pass
            return
        text = file.read(MOST_PART + 1).replace(b"\0", b"")
    if _ENTITY.search(text):
        raise Refused("entities")
    if b"attachedTemplate" in text and b"External" in text:
        raise Refused("program")


def kind_of_archive(packed, names):
    if "META-INF/manifest.xml" in names and b"encryption-data" in packed.read("META-INF/manifest.xml"):
        raise Refused("protected")
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "mimetype" in names and packed.read("mimetype").strip() == b"application/vnd.oasis.opendocument.text":
        return "odt"
    raise Refused("kind")


def main() -> None:
    kind, content, kept = sys.argv[1], sys.stdin.buffer.read(), b""
    try:
        if kind == "pdf":
            found = portable(content)
        elif kind == "docx":
            found = archive(content)
        else:
            found, kept = picture(content, kind)
    except Refused as refusal:
        found = {"refused": str(refusal)}
    except MemoryError:
        found = {"refused": "bomb"}
    except Exception:
        found = {"refused": "broken"}
    sys.stdout.buffer.write(json.dumps(found).encode() + b"\n" + kept)


if __name__ == "__main__":
    main()
