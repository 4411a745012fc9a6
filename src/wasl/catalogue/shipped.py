"""What ships with the catalogue and is not a list of the vocabulary."""

#: Destinations that are units of the institution.
INSIDE = frozenset({"EN_CENTRE", "EPS"})

#: code, French, Arabic: why a request could not be met.
UNMET_REASONS = (
    ("NO_PLACE", "Pas de place disponible", "لا يوجد مكان شاغر"),
    ("NO_SERVICE", "Ce service n’existe pas ici", "هذه الخدمة غير متوفرة هنا"),
    ("TOO_FAR", "Trop loin ou sans moyen de transport", "بعيد جدا أو بدون وسيلة نقل"),
    ("NOT_ENTITLED", "Conditions non remplies", "الشروط غير مستوفاة"),
    ("MISSING_PAPER", "Pièce manquante", "وثيقة ناقصة"),
    ("NO_STOCK", "Stock épuisé", "نفاد المخزون"),
    ("NO_BUDGET", "Crédits épuisés", "نفاد الاعتمادات"),
    ("NO_STAFF", "Agent ou spécialiste absent", "غياب العون أو المختص"),
    ("OTHER_BODY", "Relève d’une autre administration", "من اختصاص إدارة أخرى"),
    ("NO_LANGUAGE", "Pas d’interprète", "عدم توفر مترجم"),
    ("DECLINED", "La personne a renoncé", "تخلى الشخص عن الطلب"),
    ("OTHER", "Autre motif", "سبب آخر"),
)
