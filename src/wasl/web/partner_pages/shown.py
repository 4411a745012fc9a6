"""What stands behind a link, as its page says it."""

from typing import Any

from wasl.vocabulary.choices import current_label
from wasl.watch.bulletin_paper import paper_of
from wasl.watch.commands.partner_pages import PartnerPage
from wasl.watch.indicators import watched
from wasl.watch.queries.places import names_of_places
from wasl.watch.rules.bulletins import read
from wasl.watch.rules.field_signals import Source
from wasl.watch.rules.partner_links import Handed
from wasl.watch.rules.weeks import month_after
from wasl.web.field_signals.words import SOURCES_TOLD, amount
from wasl.web.printed import comma, language


def shown(page: PartnerPage) -> dict[str, Any]:
    assert page.sheet is not None
    row: Any = page.sheet.row
    match page.kind:
        case Handed.BULLETIN:
            return {"paper": paper_of(read(row.content), language=language(), content_hash=row.sha256, is_needs=False)}
        case Handed.DATASET:
            names = names_of_places([row.territory], lang=language())
            known = [watched()[code].label.in_(language()) for code in row.indicators if code in watched()]
            return {
                "row": row, "figures": comma().join(known), "last": month_after(row.until, -1),
                "place": names.get(row.territory, row.territory),
            }  # fmt: skip
    names = names_of_places([row.place_code], lang=language())
    return {
        "row": row, "place": names.get(row.place_code, row.place_code), "amount": amount(row),
        "source": SOURCES_TOLD[Source(row.source)], "kind": current_label("watch_signal_types", row.kind),
    }  # fmt: skip
