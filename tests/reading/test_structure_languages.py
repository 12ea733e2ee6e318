"""Agreements in French, Spanish, Russian and Arabic: divisions, headings, lists, annexes, signatures."""

from __future__ import annotations

import pytest

from fullpowers.model import Instrument, ProvisionKind
from fullpowers.reading import read_bytes

FRENCH = """ACCORD DE COOPÉRATION ÉCONOMIQUE

entre le Gouvernement de la République française et le Gouvernement de l’Ukraine

Préambule

Le Gouvernement de la République française et le Gouvernement de l’Ukraine, ci-après dénommés « les Parties »,

Considérant les liens d’amitié qui unissent les deux pays ;

Désireux de développer leur coopération ;

Sont convenus de ce qui suit :

TITRE Ier
DISPOSITIONS GÉNÉRALES

Article premier
Objet

1. Le présent Accord établit un cadre de coopération.

2. Les Parties :

a) échangent des informations ;

b) encouragent les investissements.

Article 2
Définitions

Aux fins du présent Accord, on entend par « investissement » tout avoir.

TITRE II
DISPOSITIONS FINALES

Article 3
Entrée en vigueur

Le présent Accord entre en vigueur conformément à l’article 12 de la Convention de Vienne.

Article 4 bis – Dénonciation

Chaque Partie peut dénoncer le présent Accord.

EN FOI DE QUOI, les soussignés ont signé le présent Accord.

Fait à Paris, le 12 mai 2025, les deux textes, français et ukrainien, faisant également foi.

Pour le Gouvernement de la République française

Pour le Gouvernement de l’Ukraine

ANNEXE I
LISTE DES PROJETS

1. Projet A

2. Projet B

Annexe II – Calendrier

Le calendrier est fixé par les Parties.
"""
SPANISH = """ACUERDO DE COOPERACIÓN

entre el Gobierno del Reino de España y el Gobierno de Ucrania

El Gobierno del Reino de España y el Gobierno de Ucrania, en adelante “las Partes”,

Considerando los lazos de amistad;

Deseosos de fortalecer la cooperación,

Han convenido lo siguiente:

CAPÍTULO I
DISPOSICIONES GENERALES

ARTÍCULO PRIMERO
Objeto

1. El presente Acuerdo establece un marco de cooperación.

2. Las Partes podrán:

a) intercambiar información;

b) fomentar inversiones.

ARTÍCULO SEGUNDO
Definiciones

A los efectos del presente Acuerdo, se entenderá por “inversión” todo activo.

CAPÍTULO II
DISPOSICIONES FINALES

Artículo 3.º
Entrada en vigor

El presente Acuerdo entrará en vigor en la fecha de la última notificación.

Artículo 4. Denuncia

Cualquiera de las Partes podrá denunciar el presente Acuerdo.

EN FE DE LO CUAL, los abajo firmantes suscriben el presente Acuerdo.

Hecho en Madrid, el 12 de mayo de 2025, siendo ambos textos igualmente auténticos.

Por el Gobierno del Reino de España

ANEXO I
Lista de proyectos

1. Proyecto A

ANEXO II
Calendario

El calendario será fijado.
"""
RUSSIAN = """СОГЛАШЕНИЕ
между Правительством Республики Казахстан и Правительством Украины
о сотрудничестве в области энергетики

Правительство Республики Казахстан и Правительство Украины, далее именуемые «Стороны»,

желая развивать сотрудничество,

принимая во внимание взаимный интерес,

согласились о нижеследующем:

Глава I
ОБЩИЕ ПОЛОЖЕНИЯ

Статья 1
Предмет Соглашения

1. Настоящее Соглашение определяет основы сотрудничества.

2. Стороны:

а) обмениваются информацией;

б) поощряют инвестиции.

Статья 2. Определения

«Инвестиция» означает любой актив.

Раздел II. ЗАКЛЮЧИТЕЛЬНЫЕ ПОЛОЖЕНИЯ

Статья 3

Настоящее Соглашение вступает в силу со дня подписания.

Совершено в городе Астане 12 мая 2025 года, оба текста имеют одинаковую силу.

За Правительство Республики Казахстан

Приложение № 1
к Соглашению

Перечень проектов

1. Проект А

Приложение 2

Календарь
"""
ARABIC = """اتفاق تعاون

بين حكومة جمهورية مصر العربية وحكومة أوكرانيا

إن حكومة جمهورية مصر العربية وحكومة أوكرانيا، المشار إليهما فيما بعد بـ "الطرفين"،

رغبة منهما في تعزيز التعاون،

وإدراكا منهما لأهمية الاستثمار،

قد اتفقتا على ما يلي:

الفصل الأول
أحكام عامة

المادة الأولى
الغرض

1- ينشئ هذا الاتفاق إطارا للتعاون.

2- يجوز للطرفين:

أ) تبادل المعلومات؛

ب) تشجيع الاستثمار.

المادة الثانية
التعاريف

لأغراض هذا الاتفاق، يقصد بعبارة "الاستثمار" أي أصل.

المادة (3)
الدخول حيز النفاذ

يدخل هذا الاتفاق حيز النفاذ من تاريخ التوقيع.

المادة ٤
الإنهاء

يجوز لأي من الطرفين إنهاء هذا الاتفاق.

وإثباتا لما تقدم، وقع المفوضان هذا الاتفاق.

حرر في القاهرة بتاريخ 12 مايو 2025 من نسختين أصليتين باللغتين العربية والأوكرانية ولكل منهما نفس الحجية.

عن حكومة جمهورية مصر العربية

الملحق الأول
قائمة المشاريع

1- المشروع أ

الملحق (2)
الجدول الزمني

يحدد الطرفان الجدول.
"""
HEADINGS = {
    "fr": (
        FRENCH,
        {
            "ch-ier": "DISPOSITIONS GÉNÉRALES",
            "ch-ier/art-premier": "Objet",
            "ch-ier/art-2": "Définitions",
            "ch-ii": "DISPOSITIONS FINALES",
            "ch-ii/art-3": "Entrée en vigueur",
            "ch-ii/art-4-bis": "Dénonciation",
            "annex-i": "LISTE DES PROJETS",
            "annex-ii": "Calendrier",
        },
    ),
    "es": (
        SPANISH,
        {
            "ch-i": "DISPOSICIONES GENERALES",
            "ch-i/art-primero": "Objeto",
            "ch-i/art-segundo": "Definiciones",
            "ch-ii": "DISPOSICIONES FINALES",
            "ch-ii/art-3": "Entrada en vigor",
            "ch-ii/art-4": "Denuncia",
            "annex-i": "Lista de proyectos",
            "annex-ii": "Calendario",
        },
    ),
    "ru": (
        RUSSIAN,
        {
            "ch-i": "ОБЩИЕ ПОЛОЖЕНИЯ",
            "ch-i/art-1": "Предмет Соглашения",
            "ch-i/art-2": "Определения",
            "ch-ii": "ЗАКЛЮЧИТЕЛЬНЫЕ ПОЛОЖЕНИЯ",
            "ch-ii/art-3": "",
            "annex-1": "Перечень проектов",
            "annex-2": "Календарь",
        },
    ),
    "ar": (
        ARABIC,
        {
            "ch-الأول": "أحكام عامة",
            "ch-الأول/art-الأولى": "الغرض",
            "ch-الأول/art-الثانية": "التعاريف",
            "ch-الأول/art-3": "الدخول حيز النفاذ",
            "ch-الأول/art-٤": "الإنهاء",
            "annex-الأول": "قائمة المشاريع",
            "annex-2": "الجدول الزمني",
        },
    ),
}
DIVISIONS = (ProvisionKind.CHAPTER, ProvisionKind.ARTICLE, ProvisionKind.ANNEX)


def read(text: str) -> Instrument:
    return read_bytes(text.encode(), "draft.txt")


@pytest.mark.parametrize("language", HEADINGS)
def test_divisions_and_their_headings(language):
    text, expected = HEADINGS[language]
    instrument = read(text)
    assert instrument.languages == (language,)
    found = {one.path: one.heading for one in instrument.walk() if one.kind in DIVISIONS}
    assert found == expected


@pytest.mark.parametrize("language", HEADINGS)
def test_the_front_and_the_end(language):
    kinds = [one.kind for one in read(HEADINGS[language][0]).provisions]
    assert kinds[0] is ProvisionKind.TITLE
    assert kinds.count(ProvisionKind.RECITAL) == 2
    assert kinds.count(ProvisionKind.ENACTING) == 1
    assert kinds.count(ProvisionKind.SIGNATURE) == 1


@pytest.mark.parametrize(
    ("language", "article", "points"),
    [
        ("fr", "ch-ier/art-premier", ["1", "2", "a", "b"]),
        ("es", "ch-i/art-primero", ["1", "2", "a", "b"]),
        ("ru", "ch-i/art-1", ["1", "2", "а", "б"]),
        ("ar", "ch-الأول/art-الأولى", ["1", "2", "أ", "ب"]),
    ],
)
def test_paragraphs_and_points(language, article, points):
    instrument = read(HEADINGS[language][0])
    inside = [one for one in instrument.walk() if one.path.startswith(f"{article}/")]
    assert [one.number for one in inside] == points
    assert inside[2].path.startswith(inside[1].path)
