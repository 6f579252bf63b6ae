"""Bytes in, text out: as declared, or as the words prove; refused where neither tells."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.encodings import Decoded, Undecoded, decode
from corpus.reading import read_report

FRENCH = "Où la mission a été à l’œuvre, même après la fête, elle a été très à l’écoute ; « Étude » à être à jour."
RUSSIAN = "Миссия не была в городе, и на это не было ответа: что с ним, как и по этому делу, от неё не ждали."
ARABIC = "ذهبت البعثة إلى القرية في الشمال، على أن تعود من هناك في هذا العام إلى المدينة التي في الجنوب."


@pytest.mark.parametrize(
    ("text", "encoding", "told"),
    [
        (FRENCH, "cp1252", "Windows-1252 (Western)"),
        (RUSSIAN, "cp1251", "Windows-1251 (Cyrillic)"),
        (ARABIC, "cp1256", "Windows-1256 (Arabic)"),
        ("The mission’s “rooms” – 12° north", "cp1252", "Windows-1252 (Western)"),
        ("In Côte d’Ivoire the team of the Élysée met Mr. Peña and spent £5.", "cp1252", "Windows-1252 (Western)"),
        (
            "La mission a ouvert les cuisines « avant l’été » pour que l’œuvre aille à 5 €.",
            "cp1252",
            "Windows-1252 (Western)",
        ),
        ("Los niños del norte preguntaron: ¿dónde está la misión?", "cp1252", "Windows-1252 (Western)"),
        ("Миссия открыла одиннадцать общинных кухонь до начала дождей.", "cp1251", "Windows-1251 (Cyrillic)"),
        ("فتحت البعثة أحد عشر مطبخا في المناطق الشمالية قبل هطول الأمطار.", "cp1256", "Windows-1256 (Arabic)"),
        ("使团在北方各区开设了十一个社区厨房。" * 2, "gb18030", "GB18030 (simplified Chinese)"),
        (
            "The mission 使团说：学校关闭了三个月，没有老师来上课，孩子们都在家。",
            "gb18030",
            "GB18030 (simplified Chinese)",
        ),
        (
            "一、人权部门的任务（2020年）：“在这些国家工作”，并对政府说明情况。",
            "gb18030",
            "GB18030 (simplified Chinese)",
        ),
    ],
)
def test_an_encoding_is_taken_where_its_words_prove_it(text: str, encoding: str, told: str) -> None:
    found = decode(text.encode(encoding), markup=False)
    assert (found.text, found.proven) == (text, told)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Les droits de l’homme, à lire", "cp1252"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "iso8859-5"),
        (RUSSIAN, "mac_cyrillic"),
        (ARABIC, "iso8859-6"),
        ("In Côte d’Ivoire the team of the mission met and spent £5.", "mac_roman"),
        ("In the café of the harbour and the hôtel of the mission", "cp850"),
        ("Los niños del norte preguntaron: ¿dónde está la misión?", "cp437"),
        ("Η αποστολή άνοιξε έντεκα κουζίνες στις βόρειες περιοχές πριν από τις βροχές.", "cp1253"),
        ("המשלחת פתחה אחד עשר מטבחים במחוזות הצפוניים לפני הגשמים הראשונים.", "cp1255"),
        (RUSSIAN, "cp866"),
        (FRENCH, "mac_roman"),
        ("使團在北方各區開設了十一個社區廚房。" * 5, "big5"),
        ("厨房。" * 9, "gb18030"),
        ("학교는 세 달 동안 문을 닫았다." * 5, "euc-kr"),
        ("ミッションは北部に十一の台所を開いた。" * 5, "shift_jis"),
        ("Misja otworzyła jedenaście kuchni, żeby więcej osób mogło się też wyżywić, i są już." * 3, "cp1250"),
    ],
)
def test_what_no_word_proves_is_refused(text: str, encoding: str) -> None:
    with pytest.raises(Undecoded, match=r"is not UTF-8 text \(byte \d+ does not fit\)\. Save it as UTF-8"):
        decode(text.encode(encoding), markup=False)


@pytest.mark.parametrize(
    "declaration",
    [
        '<meta charset="windows-1251">',
        "<META http-equiv=Content-Type content='text/html; charset=Windows-1251'>",
        '<?xml version="1.0" encoding="windows-1251"?>',
    ],
)
def test_a_page_is_read_as_it_declares(declaration: str, tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(f"{declaration}<p>Тюрьмы.</p>".encode("cp1251"))
    report = read_report(path)
    assert report.text == "Тюрьмы."
    assert report.notes == ()


def test_utf_8_is_utf_8_whatever_a_page_declares() -> None:
    source = '<meta charset="iso-8859-1"><p>été</p>'
    assert decode(source.encode(), markup=True).text == source


def test_a_declared_latin_1_is_what_browsers_take_it_for() -> None:
    source = '<meta charset="iso-8859-1"><p>l’été</p>'
    assert decode(source.encode("cp1252"), markup=True).text == source


@pytest.mark.parametrize(
    ("declared", "encoding", "words"),
    [
        ("x-mac-roman", "mac_roman", "l’été"),
        ("macintosh", "mac_roman", "l’été"),
        ("latin1", "cp1252", "l’été"),
        ("cp-1251", "cp1251", "Тюрьмы"),
        ("ks_c_5601-1987", "cp949", "똠방각하"),
        ("windows-874", "cp874", "สวัสดี"),
        ("ibm866", "cp866", "Тюрьмы"),
    ],
)
def test_an_encoding_is_known_by_any_of_its_names(declared: str, encoding: str, words: str) -> None:
    source = f'<meta charset="{declared}"><p>{words}</p>'
    found = decode(source.encode(encoding), markup=True)
    assert (found.text, found.proven) == (source, "")


@pytest.mark.parametrize("declared", ["utf-8", "utf-16", "unicode_escape", "klingon"])
def test_what_a_page_declares_and_is_not_is_told_with_what_its_words_prove(declared: str, tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(f'<meta charset="{declared}"><p>{RUSSIAN}</p>'.encode("cp1251"))
    report = read_report(path)
    assert report.text == RUSSIAN
    assert report.notes == (
        f"The file says that its encoding is {declared}; its words are those of Windows-1251 (Cyrillic). "
        "Check a quote's letters.",
    )


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b'<meta charset="euc-jp"><p>\xff\xff', "says that it is EUC-JP text, but byte 26 does not fit"),
        (b'<meta charset="rot13"><p>\xff\xff', "is not UTF-8 text"),
        (b"\xff\xfeW\x00o", "says that it is UTF-16 text"),
    ],
)
def test_what_does_not_fit_is_told(raw: bytes, said: str) -> None:
    with pytest.raises(Undecoded, match=said):
        decode(raw, markup=True)


def test_a_proven_encoding_is_told_with_the_report(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(RUSSIAN.encode("cp1251"))
    (note,) = read_report(path).notes
    assert "its words are those of Windows-1251 (Cyrillic)" in note


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text", ["The team met “twice”.\r\n", "Группа не смогла добраться.\n", "该行动派出了巡逻队。\n"]
)
def test_two_bytes_a_character_are_read_without_a_mark_where_spaces_and_line_ends_prove_their_order(
    text: str, order: str
) -> None:
    assert decode(text.encode(order), markup=False) == Decoded(text, "UTF-16")


@pytest.mark.parametrize(
    "raw", [b"\x00\x01\x00\x02 a b", b"MZ\x90\x00\x03 \x00\x00 \x00", "该行动".encode("utf-16-le") + b"\0"]
)
def test_other_bytes_with_zeros_are_refused(raw: bytes) -> None:
    with pytest.raises(Undecoded, match="binary data"):
        decode(raw, markup=False)


def test_a_page_that_declares_its_encoding_late_in_its_head_is_read_so() -> None:
    late = f"<head><!-- <meta charset=gbk> {'x' * 2000} --><meta charset=windows-1251></head><body>Кто там</body>"
    assert decode(late.encode("cp1251"), markup=True).text == late
