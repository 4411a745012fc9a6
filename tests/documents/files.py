"""Files as people attach them, and as somebody would make them to do harm."""

import io
import struct
import zipfile
import zlib

from PIL import Image


def picture(kind="JPEG", size=(60, 40), *, exif=False, mode="RGB"):
    out = io.BytesIO()
    more = {}
    if exif:
        tags = Image.Exif()
        tags[0x0112] = 6
        tags.get_ifd(0x8769)[0x9003] = "2026:11:20 08:15:00"
        tags.get_ifd(0x8825).update({1: "N", 2: (31.0, 57.0, 36.0), 3: "W", 4: (6.0, 34.0, 12.0)})
        more = {"exif": tags, "comment": b"telephone 5544"} if kind == "JPEG" else {"exif": tags}
    Image.new(mode, size, "navy").save(out, kind, **more)
    return out.getvalue()


def pdf(body=b"", *, packed=b"", dictionary=b""):
    stream = b""
    if packed:
        made = zlib.compress(packed)
        stream = b"2 0 obj\n<</Type/ObjStm/Filter/FlateDecode>>stream\n" + made + b"\nendstream endobj\n"
    return b"%PDF-1.7\n1 0 obj\n<<" + dictionary + b">>endobj\n" + body + stream + b"trailer<<>>\n%%EOF\n"


def office(parts=None, *, kind="word", comment=b""):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.comment = comment
        main = {"word": "word/document.xml", "xl": "xl/workbook.xml"}.get(kind, "other.xml")
        for name, content in ({"[Content_Types].xml": "<Types/>", main: "<document/>"} | (parts or {})).items():
            packed.writestr(name, content)
    return out.getvalue()


def odt():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        packed.writestr("content.xml", "<office/>")
    return out.getvalue()


def bomb():
    """A workbook of 200 kB that unpacks to 200 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed, packed.open("xl/workbook.xml", "w") as part:
        for _ in range(200):
            part.write(bytes(1_000_000))
    return out.getvalue()


def _chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def endless_picture(side=20_000):
    """A PNG of a few hundred bytes that says it is `side` by `side`."""
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    body = _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(bytes(10_000))) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


SOUND = {
    "scan.pdf": pdf(),
    "photo.jpg": picture(exif=True),
    "photo.JPEG": picture(),
    "plan.png": picture("PNG", mode="RGBA"),
    "photo.webp": picture("WEBP"),
    "note.txt": "عنوان — adresse\n".encode(),
    "lettre.docx": office(),
    "liste.xlsx": office(kind="xl"),
    "compte.odt": odt(),
}
HARMFUL = {
    "empty": ("a.txt", b" \n"),
    "extension": ("a.pdf", picture()),
    "page": ("a.txt", b"\xef\xbb\xbf <SVG onload=alert(1)>"),
    "page in html": ("a.png", b"<!doctype html><script>1</script>"),
    "heic": ("a.heic", b"\0\0\0\x18ftypheic" + bytes(40)),
    "kind": ("a.exe", b"MZ" + bytes(200)),
    "kind of archive": ("a.docx", office(kind="")),
    "broken": ("a.jpg", picture()[:300]),
    "broken pdf": ("a.pdf", b"%PDF-1.7 half"),
    "pixels": ("a.png", endless_picture()),
    "bomb": ("a.xlsx", bomb()),
    "bomb in a pdf": ("a.pdf", pdf(packed=bytes(50_000_000))),
    "protected": ("a.pdf", pdf(dictionary=b"/Encrypt 5 0 R")),
    "program": ("a.pdf", pdf(dictionary=b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>")),
    "program packed": ("a.pdf", pdf(packed=b"<</S/Launch/F(cmd)>>")),
    "program with other letters": ("a.pdf", pdf(dictionary=b"/S/J#61vaScript")),
    "program of an office": ("a.docx", office({"word/vbaProject.bin": b"x"})),
    "program from outside": ("a.docx", office({"word/_rels/settings.xml.rels": "attachedTemplate 'External'"})),
    "entities": ("a.docx", office({"word/x.xml": "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>"})),
    "entities in 16 bits": ("a.docx", office({"word/x.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]>".encode("utf-16")})),
    "two_in_one": ("a.jpg", picture() + office()),
    "two_in_one with pdf": ("a.jpg", picture()[:20] + b"%PDF-1.4" + picture()[20:]),
    "two_in_one before an archive": ("a.docx", office(comment=b"<script>")),
    "two_in_one behind a pdf": ("a.pdf", pdf() + office()),
}  # fmt: skip
