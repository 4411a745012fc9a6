"""Makes the fonts that printed documents use (one TTF a weight, both scripts in it) from the browser's WOFF2 files."""

import sys
from pathlib import Path

from fontTools import merge
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "src" / "wasl" / "documents" / "fonts"
PLEX = ROOT / "node_modules" / "@fontsource" / "ibm-plex-sans-arabic" / "files"
TIFINAGH = ROOT / "node_modules" / "@fontsource" / "noto-sans-tifinagh" / "files"


def _plain(source: Path, folder: Path) -> Path:
    font = TTFont(source)
    font.flavor = None
    made = folder / f"{source.stem}.ttf"
    font.save(made)
    return made


def _name(font: TTFont, family: str, weight: str) -> None:
    table = font["name"]
    texts = {
        1: family if weight == "Regular" else f"{family} {weight}",
        2: "Regular",
        4: f"{family} {weight}",
        6: f"{family.replace(' ', '')}-{weight}",
        16: family,
        17: weight,
    }
    table.names = [record for record in table.names if record.nameID in {0, 5, 13, 14}]
    for key, text in texts.items():
        table.setName(text, key, 3, 1, 0x409)


def main() -> int:
    OUT.mkdir(parents=True, exist_ok=True)
    for old in OUT.glob("*.ttf"):
        old.unlink()
    for number, weight in ((400, "Regular"), (600, "SemiBold")):
        parts = [
            _plain(PLEX / f"ibm-plex-sans-arabic-{script}-{number}-normal.woff2", OUT) for script in ("latin", "arabic")
        ]
        font = merge.Merger().merge([str(part) for part in parts])
        _name(font, "IBM Plex Sans Arabic", weight)
        font["OS/2"].usWeightClass = number
        font.save(OUT / f"IBMPlexSansArabic-{weight}.ttf")
        for part in parts:
            part.unlink()
    _plain(TIFINAGH / "noto-sans-tifinagh-tifinagh-400-normal.woff2", OUT).rename(OUT / "NotoSansTifinagh-Regular.ttf")
    return 0


if __name__ == "__main__":
    sys.exit(main())
