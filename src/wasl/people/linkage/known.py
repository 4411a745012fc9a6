"""Names whose usual spellings the consonants alone do not bring together, or do not tell apart.

One name per line: the name we know it by, then its spellings in both scripts, folded and without article. Ours, from
common knowledge of Moroccan usage; not copied from a list. All spellings of a line get the consonants of its name;
two different names of this table that share their consonants (Hassan, Hussein) are known to be different.
"""

_TABLE = """
mohamed محمد mohamed mohammed muhammad mohammad mouhamed muhammed mohamad mehammed med mhd
mahmud  محمود mahmoud mahmud mahmood mehmoud
ahmad   احمد ahmed ahmad hmed
mhamad  امحمد محماد mhamed mhammed mhamd emhamed amhamed mhammad
hamid   حميد hamid hamide
hamida  حميده hamida hamidah
hamidu  حميدو hamidou amidou
hamad   حماد hammad hamad
hamadi  حمادي hammadi hamadi lahmadi
hamdi   حمدي hamdi hamdy
ali     علي ali aly
allal   علال allal alal
alawi   علوي علاوي لعلوي alaoui alaouy alawi alaui lalaoui laalaoui allaoui
alami   علمي لعلمي alami alamy lalami laalami lalamy
ayachi  عياشي لعياشي ayachi ayyachi layachi laayachi
arab    عرب arab larab larabe
asri    عسري لعسري asri lasri laasri
amari   عماري لعماري ammari amari lamari laamari
arbi    عربي لعربي larbi arbi laarbi
araqi   عراقي لعراقي laraki araqi iraqi iraki araki
amrani  عمراني لعمراني amrani lamrani laamrani omrani
ansar   عنصر laenser anser laanser
ababsi  عبابسي لعبابسي ababsi lababsi
afwi    عفوي لعفوي afoui lafoui
houari  هواري لهواري houari haouari lhouari lahouari hawari
yusuf   يوسف youssef yousef youssouf yusuf yusef yousouf yossef youcef joseph youssuf
yusufi  يوسفي youssfi yousfi lyousfi youssoufi yousoufi
yusi    يوسي youssi lyoussi
yunus   يونس younes younesse youness younous yunus younus
yunusi  يونسي younsi youness younoussi younousi lyounsi
yahya   يحيي يحيا yahya yahia yahiya yehia
yasin   ياسين yassine yacine yasin yassin yasine
yasmin  ياسمين ياسمينه yasmine yasmina jasmine jassmine yassmine yassmina yasmin
yaich   يعيش yaich iaich yaiche
ayub    ايوب ayoub ayoube ayub ayyoub ayyub
ayman   ايمن ayman aymane aymen aiman aimane aimen aymene
iman    ايمان imane iman imene imen imaan
aya     ايه ايا aya ayah aia
amin    امين لامين amine amin lamine ameen
amina   امينه مينه amina aminah mina emina
amna    امنه amna emna
amal    امل امال amal amale emel aamal
anas    انس anas anasse anass
asma    اسما asma asmaa asmae esma
aziz    عزيز aziz azize
aziza   عزيزه aziza azizah
azizi   عزيزي azizi laazizi
azzuzi  عزوزي azzouzi azouzi laazzouzi
azar    ازعر لزعر لازعر lazaar azaar laazaar
adil    عادل adil adel adile
idir    يدير ايدير idir yidir ydir
itto    يطو ايطو itto yatto ito yetto
iyad    اياد iyad iad ayad
ilyas   الياس ilyas ilyass ilyes ilias iliass elias elyas elyes elyass
ilham   الهام ilham elham ilhame ilhem elhame
lamya   لميا لميه lamia lamiae lamiaa lamya lamyaa lamiya lamyae
lubna   لبني loubna lubna lobna loubnah
luqman  لقمان lokman loqman lokmane louqmane loqmane
lutfi   لطفي lotfi loutfi lutfi
layla   ليلي ليلا leila layla laila leyla lila lella lilya
lalla   للا لالا lalla lala
hulw    حلو لحلو للحلو lahlou helou lahlu lehlou lhlou hlou
lahbi   لهبي للهبي lahbi lahby
hasan   حسن لحسن hassan hasan hassane lahcen lahsen lahssen lahcene lhacen lhassan lahssan lahsan lhsen hsen hassen
husayn  حسين لحسين hussein houssine houcine housseine hussain hossein houssaine lhoucine lhoussine lahoucine
husayn  lhoussaine lhoussein houssein hoceine lahoussine hossain hocine houcein lahoucin lhousine
hasna   حسنا hasna hasnaa hasnae
husni   حسني housni hosni husni
brahim  ابراهيم براهيم brahim ibrahim ibrahime brahime abraham
driss   ادريس دريس driss idriss idris dris drisse idrisse edriss
idrissi ادريسي دريسي idrissi drissi
ismail  اسماعيل سماعيل اسمعيل ismail smail ismael smael ismaail
ishaq   اسحاق اسحق ishak ishaq isaac
mbarek  مبارك امبارك mbarek mbark moubarak embarek mubarak mobarak mbarak barek
messaoud مسعود messaoud massoud msaoud messoud
yacoub  يعقوب yacoub yakoub yaqoub yakub jacob
mustapha مصطفي mustapha mostafa moustafa mostapha mustafa moustapha
naji    ناجي naji najy
najat   نجاه najat najate nadjat najet najatte najaat
najiya  ناجيه najia najiya
najwa   نجوي najoua najwa nejoua
hayat   حياه hayat hayate haiat hayatte hayet hayatt
hana    هنا hanae hana hanaa
hanane  حنان hanane hanan hanen
sana    سنا sanae sana sanaa senae
safa    صفا safae safa safaa
wafa    وفا ouafae wafae wafa wafaa ouafa ouafaa louafa
raja    رجا raja rajae rajaa
huda    هدي houda hoda huda
nada    ندي nada neda
nadya   ناديه nadia nadya nadiya
nadi    نادي nadi
nadir   نادر نذير ندير nadir nadire nader
muna    مني mouna mona muna
maha    مها maha mahaa
rim     ريم rim reem rime
doha    ضحي doha douha duha
siham   سهام siham sihame sihem seham
suhayb  صهيب souhaib sohaib souhayb suhaib
suhayl  سهيل souhail sohail souhayl soheil
suhayla سهيله souhaila sohaila souheila souhayla
suhaymi سحيمي shimi shaimi souhaimi shaymi
turaya  ثريا ثوريا ثوريه ثريه touria touriya soraya thouraya thoraya touraya souraya
utman   عثمان otmane othmane othman otman osmane osman uthman atmane athmane outmane
utmani  عثماني otmani othmani outmani
fathi   فتحي fathi fethi fathy fethy
fathallah فتحالله fathallah fethullah fathellah
fatiha  فتيحه fatiha fetiha
tuhami  تهامي thami touhami tahami tehami tuhami tohami
kahal   كحل لكحل lakhal lekhal lakehal lakhel lakhl kahal akhal
kateb   كاتب kateb katib lkateb
hafid   حفيظ hafid hafidh hafiz
hafida  حفيظه hafida hafiza hafidha
hafidi  حفيظي hafidi hafizi
mahfoud محفوظ mahfoud mahfoudh mahfouz
nadif   نظيف nadif nazif nzif
adim    عظيم adim azim adhim
khadija خديجه khadija khadidja kadija khadijah khadeja khdija kadidja
fatima  فاطمه فطيمه فاطم fatima fatma fatimah fathma fatema fatim ftima
fattuma فطومه fettouma fattouma ftouma
batoul  بتول batoul lbatoul btoul
zahra   زهرا زهره zahra zohra zahrae zahraa zohrae zahre
zuhayr  زهير zouhair zohair zouheir zuhair
zuhur   زهور zhour zohour zhor
zahri   زهري zahri zohri zehri
ruqaya  رقيه rkia rokia rqia roukia ruqayya rokaya roukaya rquia rkiya
malika  مليكه malika malikah melika mlika
malki   مالكي malki maliki malqui
malak   ملاك malak
malik   مالك malik malek
rachid  رشيد rachid rashid rachide
rachida رشيده rachida rashida
jamal   جمال jamal djamal jamale gamal
jamila  جميله jamila djamila jamilah
jamil   جميل jamil djamil
jalil   جليل jalil jellil
jalal   جلال jalal jallal jellal
kaltoum كلثوم kaltoum keltoum kaltoume kelthoum kulthum kalthoum
sakina  سكينه soukaina sokaina soukayna sakina soukeina
hajar   هاجر hajar hajer hadjar hajare
hajjar  حجار hajjar
maryam  مريم meryem mariam maryam meriem miriam myriam meriam mariame meryeme maryame mariem miryam
nawal   نوال naoual nawal nawel naouel
nawfal  نوفل naoufal nawfal naoufel noufel
nabil   نبيل nabil nabile
nabila  نبيله nabila nabilah
chayma  شيما chaimae chaima chaimaa chayma shaima chaymae cheima
isra    اسرا israe israa isra esraa
dua     دعا douae duaa doaa doua
dunya   دنيا دنيه dounia donia dunya dounya
sara    ساره سارا sara sarah sarra
samira  سميره samira samirah
samir   سمير samir samire
sumaya  سميه somaya soumaya soumia sumaya somia soumiya
umayma  اميمه oumaima omaima oumayma umaima
usama   اسامه oussama ossama osama usama oussema
umar    عمر omar oumar umar omer
amr     عمرو amrou amro
ammar   عمار ammar
amir    امير amir amire
amira   اميره amira amirah
jawad   جواد jaouad jawad djaouad jouad
jad     جاد jad
saad    سعد saad saade
said    سعيد said saeed saide saaid
saida   سعيده saida saidah
saadia  سعديه saadia saadiya sadia
saidi   سعيدي saidi saydi
awad    عواد aouad aouade awad
fuad    فواد fouad fuad foad
murad   مراد mourad murad morad
suad    سعاد souad suad soad souade
rida    رضا reda rida redha ridha
ridwan  رضوان redouane radouane ridouane rodouane redwan ridwan redouan
rabi    ربيع rabie rabii
rabia   ربيعه rabia rabiaa rabea rabiah
rayan   ريان rayan rayane rayyan rayen
widad   وداد ouidad widad ouidade
wisam   وسام wissam ouissam wisam ouissame
wiam    ويام وام ouiam wiam ouiame wiame
wasim   وسيم wassim ouassim wasim
walid   وليد walid oualid oualide waleed
warda   ورده ouarda warda
wali    والي اوعلي ouali wali louali
waryaghli  ورياغلي ouriaghli ouriarhli waryaghli ouriagli
warraq  وراق ouarrak ouarak louarak lourak ouarraq
oudghiri ودغيري oudghiri oudrhiri ouadghiri
oujdi   وجدي oujdi
uday    عدي oudai adi ouday
ghayt   غيث ghait ghaith rhaith gheit
zayd    زيد zaid zayd zeid
zyn     زين zine zain zayn
zaynab  زينب zineb zaynab zainab zaineb zeineb zeinab
baha    بها bahae baha bahaa
bahija  بهيجه bahija bahiga bhija
hicham  هشام hicham hichame hisham icham hichem
ihab    ايهاب ihab ehab
imad    عماد imad imade emad
isam    عصام issam isam aissam issame essam
isa     عيسي aissa issa eissa isa
isawi   عيساوي aissaoui issaoui laissaoui
abd-allah عبدالله abdellah abdallah abdullah abdoullah abdelah abdalah abdollah abdillah
abbas   عباس abbas abbes laabbas
guessous اكسوس كسوس جسوس قسوس guessous gessous ksous kessous
nur     نور nour nor noor nur
nura    نوره noura nora norah nourah
nuri    نوري nouri noury nuri
salah   صلاح salah slah
salih   صالح saleh salih
taha    طه taha
"""

# A word after Abd-: the name as one word, with the spellings that lose or double a letter.
_SERVANT_OF = """
latif     لطيف latif atif ltif llatif
rahman    رحمن رحمان rahman rahmane rhmane rahmen
ilah      اله لاه ilah illah hilah lilah
ali       علي عالي ali aali aly
razzaq    رزاق razak razzak razek razzek rezak razzaq razzack razzac
hadi      هادي hadi hady
ghani     غني ghani rhani ghany gani
hafid     حفيظ hafid hafidh hafiz
hamid     حميد hamid hamide
allah     الله لله له allah ellah ullah llah oullah illah lah
nabi      نبي nabi nbi naby
wahid     واحد وحيد wahed ouahed wahid ouahid
jalil     جليل jalil jelil
"""


def _read(table: str) -> dict[str, str]:
    return {spelling: line.split()[0] for line in table.strip().split("\n") for spelling in line.split()[1:]}


KNOWN = _read(_TABLE)
SERVANT_OF = _read(_SERVANT_OF)
