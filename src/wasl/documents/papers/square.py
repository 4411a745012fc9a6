import io

import segno


def qr(text: str, *, module: int = 1, margin: int = 0) -> str:
    """A QR code as SVG text, error level M. `module`: the pixels of one dot; `margin`: the clear dots round it."""
    out = io.BytesIO()
    segno.make_qr(text, error="m").save(out, kind="svg", scale=module, border=margin, xmldecl=False, dark="#1d2b2a")
    return out.getvalue().decode()
