"""From a bulletin's content to the paper, in one language."""

from datetime import date
from decimal import Decimal

from wasl.core.bilingual import Bilingual as Two
from wasl.core.figures import grouped
from wasl.core.months import MONTHS
from wasl.documents.papers.watch_bulletin import BulletinItem, BulletinLine, WatchBulletin
from wasl.vocabulary import label
from wasl.watch.rules.bulletins import Content, Number
from wasl.watch.rules.weeks import month_after

_BULLETIN = Two("Bulletin de veille sociale", "نشرة اليقظة الاجتماعية")
_NEEDS = Two("Besoins locaux", "الحاجيات المحلية")
_CALM = Two("Aucune hausse confirmée ce mois-ci.", "لم يتأكد أي ارتفاع خلال هذا الشهر.")
_WITH = Two("compté avec {}", "محتسب مع {}")
_HIDDEN = Two("trop peu pour être dit", "أقل من أن يذكر")
_DISMISSED = Two("Alertes vérifiées et écartées : {}.", "تنبيهات تم التحقق منها واستبعادها: {}.")
_RULES = Two(
    "Aucun nom. Les petits nombres sont réunis à ceux de provinces voisines. Un tiret dit que rien n’est connu.",
    "لا يرد أي اسم. تجمع الأعداد الصغيرة مع أعداد أقاليم مجاورة. تدل المطة على أن المعطى غير معروف.",
)


def month_name(first: date, language: str) -> str:
    return f"{MONTHS['ar' if language == 'ar' else 'fr'][first.month - 1]} {first.year}"


def paper_of(content: Content, *, language: str, content_hash: str, is_needs: bool) -> WatchBulletin:
    month = date.fromisoformat(content.month)
    dismissed = (_DISMISSED.in_(language).format(content.dismissed),) if content.dismissed else ()
    return WatchBulletin(
        heading=(_NEEDS if is_needs else _BULLETIN).in_(language),
        subtitle=f"{content.place.in_(language)} · {month_name(month, language)}",
        items=tuple(
            BulletinItem(
                text=one.sentence.in_(language),
                todo=one.todo.in_(language),
                state=label("watch_alert_status", one.state, language),
            )
            for one in content.items
        ),
        calm=_CALM.in_(language),
        numbers=tuple(_line(one, language) for one in content.numbers),
        columns=(month_name(month, language), month_name(month_after(month, -1), language)),
        context=tuple(
            BulletinLine(label=one.label.in_(language), value=one.value.in_(language)) for one in content.context
        ),
        notes=(*dismissed, _RULES.in_(language)),
        content_hash=content_hash,
    )


def _line(number: Number, language: str) -> BulletinLine:
    names = ("، " if language == "ar" else ", ").join(place.in_(language) for place in number.places)
    note = _HIDDEN.in_(language) if number.value is None else _WITH.in_(language).format(names) if names else ""
    return BulletinLine(
        label=number.label.in_(language), value=_written(number.value), before=_written(number.before), note=note
    )


def _written(value: int | None) -> str:
    return "—" if value is None else grouped(Decimal(value))
