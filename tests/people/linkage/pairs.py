"""Pairs of spellings written by hand: of one name across the two scripts, in one script, and of two different names."""

ACROSS = """
محمد = Mohamed | محمد = Mohammed | محمد = Med | أحمد = Ahmed | امحمد = M'hamed | محمود = Mahmoud
فاطمة = Fatima | فاطمة = Fatma | فاطمة الزهراء = Fatima Ezzahra | فاطمة الزهراء = Fatim-Zahra
فاطمة الزهراء = Fatimazohra | خديجة = Khadija | خديجة = Kadija | عائشة = Aicha | عائشة = Aïcha | زينب = Zineb
مريم = Meryem | مريم = Myriam | نجاة = Najat | حياة = Hayat | سناء = Sanae | هناء = Hanae | وفاء = Ouafae
وفاء = Wafa | إلهام = Ilham | الهام = Elham | إلياس = Ilyas | الياس = Elias | إيمان = Imane | أمل = Amal
يوسف = Youssef | يوسف = Yousef | يونس = Younès | ياسين = Yassine | يحيى = Yahya | إبراهيم = Brahim
إبراهيم = Ibrahim | إدريس = Driss | ادريس = Idriss | إسماعيل = Smail | اسماعيل = Ismaïl | إسحاق = Ishak
مصطفى = Mustapha | مصطفى = Mostafa | عبد الله = Abdellah | عبدالله = Abdallah | عبد الرحيم = Abderrahim
عبدالرحيم = Abd Er-Rahim | عبد الكريم = Abdelkrim | عبد اللطيف = Abdelatif | عبد الهادي = Abdelhadi
عبد الحق = Abdelhak | عبد الإله = Abdelilah | عبد الرزاق = Abderrazzak | عبد الصمد = Abdessamad
عبد النبي = Abdenbi | عبد السلام = Abdeslam | عبد الغني = Abdelrhani | عبد الواحد = Abdelouahed
نور الدين = Noureddine | نورالدين = Nour-Eddine | عز الدين = Azzeddine | صلاح الدين = Salaheddine
جمال = Jamal | جمال = Djamal | شريف = Cherif | هشام = Hicham | رشيد = Rachid | خالد = Khalid | غيثة = Ghita
غالي = Rhali | قاسم = Kacem | بلقاسم = Belkacem | طارق = Tarik | طارق = Tareq | ضياء = Diae | ثريا = Touria
ثريا = Soraya | عثمان = Otmane | عثمان = Othman | حسن = Hassan | الحسن = Lahcen | لحسن = Lahcen
الحسين = Lhoussaine | حسين = Houcine | العربي = Larbi | العراقي = Laraki | العلوي = El Alaoui
العلوي = Lalaoui | العلمي = Alami | العلمي = El Alami | العمراني = Lamrani | الإدريسي = El Idrissi
الإدريسي = Drissi | بناني = Bennani | بن جلون = Benjelloun | بنعيسى = Ben Aissa | بن عيسى = Benaïssa
بن صالح = Bensalah | بنسعيد = Bensaid | بن سليمان = Benslimane | بوزيان = Bouziane | أبو زيد = Bouzid
بوشعيب = Bouchaib | أيت علي = Ait Ali | ايت الحاج = Aït Lhaj | أيت القاضي = Ait El Kadi
إد بلقاسم = Id Belkacem | أوعلي = Ouali | أوعلي = Ou Ali | أوبلا = Oubella | التهامي = Thami
التهامي = Touhami | فتحي = Fathi | لكحل = Lakhal | الشرايبي = Chraïbi | الشرقاوي = Cherkaoui
الفاسي = El Fassi | الفاسي = Elfassi | السوسي = Soussi | السعيدي = Essaidi | الصقلي = Sqalli | كسوس = Guessous
جسوس = Guessous | التازي = Tazi | الودغيري = Oudghiri | المرابط = Lamrabet | لمرابط = Lemrabet
الغزاوي = Leghzaoui | الزروالي = Zerouali | اليوسفي = El Youssfi | الوزاني = Ouazzani | القادري = Kadiri
القباج = Kabbaj | المنصوري = Mansouri | الخطابي = El Khattabi | يدير = Idir | يطو = Itto
أمغار = Amgar | أبغالي = Abgali | بوغافر = Bougafer | لوزاني = Louazzani | الوراق = Louarrak | اليوسفي = Lyousfi
العلمي = Lalami | لعماري = Lamari | اليزناسني = Elyaznasni | الإبراهيمي = Elibrahimi | السعدي = Elessaadi
الرماش = Elerramach | الحلو = Ellahlou | العديلة = Ellaadila | لطاهري = Tahiri | الصقلي = Lsqalli | زكاة = Zakat
بنعبد السلام = Ben Abdessalam | بن عبد القادر = Benabdelkader | ياجور = Iajour | ودغيري = Oudghiri
الطاهري = Tahiri | كحيلي = Khili | غانمي = Rhanmi | مهادجي = Mehaji | تشيش = Tchiche
الحاج محمد = El Haj Mohamed | مولاي الحسن = Moulay Hassan | سيدي علي = Sidi Ali | للا مليكة = Lalla Malika
"""

WITHIN = """
Mohamed = Mohammed | Fatima = Fathma | Ben Ali = Benali | El Fassi = Elfassi | Aït Ali = Ait-Ali | Yassine = Yacine
Chérif = Sherif | Sa3id = Saïd | Mo7amed = Mohamed | Rhali = Ghali | Abdelkrim = Abdel Karim | Bouzid = Abou Zid
فاطمة = فاطمه | أمينة = امينه | منى = منی | كريم = کریم | عبد العزيز = عبدالعزيز | ابن سعيد = بنسعيد | ﻣﺤﻤﺪ = محمد
مُحَمَّد = محمد | أيت علي = ايت علي | الحلو = لحلو | عبـد الله = عبد الله | محمد‏ = محمد
"""

APART = """
حسن = Karim | Fatima = Khadija | Rachid = Hamid | سعيد = رشيد | بناني = Bennis | القادري = El Fassi | Salma = Samira
نور = Nadia | الياس = Hassan | ليلى = Salma
"""

HEARD_APART = """
كريمة = Karim | كريم = Karima | نبيل = Nabila | Anis = Anissa | فؤادة = Fouad | Tahar = ثريا | طاهر = طير
Nasri = Nasraoui | ناصري = Nasraoui | القادري = Kaddour | Hassan = Houssine | حسن = حسين | Othmani = عثمان
Brahim = Brahimi | الفاسي = Fassia | مسعودة = Messaoud | Omari = عمر | صابر = Sabri | قريمي = Krimmou
عبد الحميد = Hamid | Tahiri = ثوري | Oubid = Ibid | Abdelaziz = Aziz | Ben Abdellah = Abdellah | عبد الرحيم = Rahim
"""

HEARD_ALIKE = """
العلوي = Alaui | مرزوقي = Merzougui | نجوى = Najwa | حياة = Hayat | فرح = Farah | صلاح = Salah | ربيع = Rabie
نزيه = Nazih | مصطفى = Mostafa | عبد الوهاب = Abdul Wahab | صوفيا = Sofia | Noor = نور | سعدية = Saadia | Khalile = خليل
غالي = Gali | قصير = Ksir | Oumnia = أمنية
مطيع = Moutii | رابح = Rabih | فاطمة الزهراء = Fatimazohra | يحيى = Yahya | Fatime = فاطمة | عمرو = Amrou
Omrani = عمراني | Imrane = عمران | Ghouli = Gouli | Amal = Emal
بنعبد الله = Benabdellah | Abdel Hamid = عبدالحميد | Abdelhafid = عبد الحفيظ
"""


def read(table: str) -> list[tuple[str, str]]:
    cells = " | ".join(table.strip().splitlines()).split(" | ")
    return [(one, other) for one, other in (cell.split(" = ") for cell in cells)]
