"""Letters that ship with the catalogue: administrative French and Arabic, one free paragraph in each.

A field stands in braces; `about` says which record fills it (documents.rules.letters.FIELDS). Rows are edited on
screen afterwards, proposed by one and approved by another.
"""

LETTER_TEMPLATES: tuple[dict[str, str | int], ...] = (
    {
        "code": "TRANSMISSION",
        "about": "case",
        "label_fr": "Transmission de pièces",
        "label_ar": "إحالة وثائق",
        "body_fr": "J’ai l’honneur de vous transmettre, pour suite à donner dans la limite de vos attributions, les "
        "pièces relatives à la situation de la personne nommée ci-après : {person}.\n\n{paragraph}\n\n"
        "Je vous saurais gré de bien vouloir me tenir informé(e) de la suite qui leur sera réservée.\n\n"
        "Veuillez agréer l’expression de ma considération distinguée.",
        "body_ar": "سلام تام بوجود مولانا الإمام،\n\nوبعد، يشرفني أن أحيل عليكم، قصد اتخاذ ما ترونه مناسبا في حدود "
        "اختصاصاتكم، الوثائق المتعلقة بوضعية الشخص الآتي اسمه: {person}.\n\n{paragraph}\n\n"
        "والمرجو منكم التفضل بإخباري بالمآل المخصص لها.\n\nوتفضلوا بقبول فائق عبارات التقدير والاحترام.",
    },
    {
        "code": "INVITATION",
        "about": "person",
        "discreet_from": 0,
        "label_fr": "Invitation à se présenter",
        "label_ar": "دعوة للحضور",
        "body_fr": "{person}\n\nNous vous invitons à prendre contact avec nous, ou à vous présenter comme il est dit "
        "ci-dessous.\n\n{paragraph}\n\nVous pouvez venir accompagné(e) de la personne de votre choix, et demander un "
        "autre jour si celui-ci ne vous convient pas.",
        "body_ar": "{person}\n\nندعوكم إلى الاتصال بنا أو الحضور كما هو مبين أسفله.\n\n{paragraph}\n\n"
        "يمكنكم الحضور رفقة شخص تختارونه، وطلب موعد آخر إذا لم يناسبكم هذا الموعد.",
    },
    {
        "code": "ACCOMPANIMENT",
        "about": "case",
        "discreet_from": 3,
        "label_fr": "Attestation d’accompagnement",
        "label_ar": "شهادة مواكبة",
        "body_fr": "Nous soussigné(e)s, {unit}, attestons que la personne nommée ci-après bénéficie d’un "
        "accompagnement social depuis le {since} : {person}.\n\n{paragraph}\n\n"
        "La présente attestation est délivrée à la demande de la personne, pour servir et valoir ce que de droit. "
        "Elle ne dit rien des motifs de l’accompagnement.",
        "body_ar": "نشهد نحن، {unit}، أن الشخص الآتي اسمه يستفيد من مواكبة اجتماعية منذ {since}: {person}.\n\n"
        "{paragraph}\n\nسلمت هذه الشهادة بطلب من الشخص المعني للإدلاء بها عند الحاجة. وهي لا تذكر أسباب المواكبة.",
    },
    {
        "code": "REQUEST",
        "about": "case",
        "label_fr": "Demande à une autorité",
        "label_ar": "طلب موجه إلى سلطة",
        "body_fr": "Dans le cadre de l’accompagnement de la personne nommée ci-après, {person}, j’ai l’honneur de "
        "solliciter votre concours.\n\n{paragraph}\n\nCes renseignements vous sont communiqués dans le respect de la "
        "loi 09-08 : ils ne peuvent servir à une autre fin.\n\n"
        "Veuillez agréer l’expression de ma considération distinguée.",
        "body_ar": "سلام تام بوجود مولانا الإمام،\n\nوبعد، في إطار مواكبة الشخص الآتي اسمه: {person}، يشرفني أن ألتمس "
        "تدخلكم.\n\n{paragraph}\n\nوتوضع هذه المعلومات رهن إشارتكم طبقا للقانون \u200e09-08\u200e، ولا "
        "يجوز استعمالها لغرض آخر."
        "\n\nوتفضلوا بقبول فائق عبارات التقدير والاحترام.",
    },
    {
        "code": "CLOSING_REPORT",
        "about": "case",
        "label_fr": "Rapport de clôture",
        "label_ar": "تقرير ختامي",
        "body_fr": "L’accompagnement de la personne nommée ci-après, {person}, commencé le {since}, est arrivé à son "
        "terme.\n\n{paragraph}\n\nLe dossier reste archivé à notre service ; il sera rouvert si la situation l’exige.",
        "body_ar": "انتهت مواكبة الشخص الآتي اسمه: {person}، التي بدأت في {since}.\n\n{paragraph}\n\n"
        "ويبقى الملف محفوظا لدى مصلحتنا، ويعاد فتحه إذا اقتضت الوضعية ذلك.",
    },
    {
        "code": "PARTNER_REPLY",
        "about": "unit",
        "label_fr": "Réponse à un partenaire",
        "label_ar": "جواب إلى شريك",
        "body_fr": "Comme suite à votre lettre citée en référence, j’ai l’honneur de vous faire savoir ce qui suit."
        "\n\n{paragraph}\n\nNous restons à votre disposition pour tout renseignement complémentaire.\n\n"
        "Veuillez agréer l’expression de ma considération distinguée.",
        "body_ar": "سلام تام بوجود مولانا الإمام،\n\nوبعد، جوابا على رسالتكم المشار إليها في المرجع أعلاه، يشرفني أن "
        "أنهي إلى علمكم ما يلي.\n\n{paragraph}\n\nونبقى رهن إشارتكم لأي معلومات إضافية.\n\n"
        "وتفضلوا بقبول فائق عبارات التقدير والاحترام.",
    },
)
