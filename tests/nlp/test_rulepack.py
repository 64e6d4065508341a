"""A county's own pack adds to the built-in one, and a bad file is refused with its reason."""

from pathlib import Path

import pytest

from nlp.classifier import build_classifier
from nlp.rulepack import RulePackError


def _pack(folder: Path, text: str, name: str = "own.toml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_countys_pack_extends_a_category(tmp_path: Path) -> None:
    """New words, a new sub-category and a new alias; code and label stay."""
    pack = _pack(
        tmp_path,
        'code = "utilities"\naliases = ["水务所"]\n[subcategories]\n"集中供热" = ["换热站"]\n'
        '[strong]\n"5" = ["换热站趴窝"]\n',
    )
    classifier = build_classifier(rules=[pack])
    verdict = classifier.classify("咱们这换热站趴窝了")
    assert (verdict.category, verdict.label) == ("utilities", "水电气暖网")
    for word in ("水务所", "集中供热"):
        found = classifier.catalogue.find(word)
        assert found is not None
        assert found.code == "utilities"


def test_a_countys_weight_replaces_the_built_in_one(tmp_path: Path) -> None:
    """The later file has the last word on a word."""
    pack = _pack(tmp_path, 'code = "utilities"\n[weak]\n"0.1" = ["停水了", "停水"]\n')
    assert build_classifier(rules=[pack]).classify("停水了").kind == "none"


@pytest.mark.parametrize(
    ("text", "key", "reason"),
    [
        ('code = "utilities"\nstrng = []\n', "strng", "Extra inputs"),
        ('code = "utilities"\n[strong]\n"high" = ["停水"]\n', "strong", "not a weight"),
        ('code = "utilities"\n[strong]\n"nan" = ["停水"]\n', "strong", "not a weight"),
        ('code = "utilities"\n[strong]\n"3" = ["水"]\n', "strong.3.0", "at least 2"),
        ('code = "utilities"\nsensitive = "yes"\n', "sensitive", "valid boolean"),
        ('code = "Utilities!"\n', "code", "pattern"),
        ('label = "水"\n', "code", "Field required"),
        ('code = "brand_new"\nkind = "service"\n', "label", "needs one"),
        ('code = "utilities"\nkind = "dispute"\n', "kind", "stays one"),
        (
            'code = "utilities"\n[[combinations]]\ngroups = [["停水"]]\n',
            "combinations.0.groups",
            "at least 2",
        ),
    ],
)
def test_a_bad_file_is_refused_by_name_key_and_reason(
    tmp_path: Path, text: str, key: str, reason: str
) -> None:
    """The county's clerk must be able to mend it."""
    with pytest.raises(RulePackError) as refusal:
        build_classifier(rules=[_pack(tmp_path, text)])
    message = str(refusal.value)
    assert "own.toml" in message
    assert f"key '{key}'" in message
    assert reason in message


def test_what_is_no_toml_is_refused(tmp_path: Path) -> None:
    """So is a file of another encoding, and a folder that is not there."""
    with pytest.raises(RulePackError, match=r"own\.toml: not valid TOML"):
        build_classifier(rules=[_pack(tmp_path, "code = ")])
    (tmp_path / "own.toml").write_bytes(b"code = '\xff\xfe'")
    with pytest.raises(RulePackError, match="not UTF-8"):
        build_classifier(rules=[tmp_path])
    with pytest.raises(RulePackError, match="no such directory"):
        build_classifier(rules=[tmp_path / "missing"])


def test_a_countys_combination_may_call_a_concept_and_name_its_exceptions(tmp_path: Path) -> None:
    """`@child` is every way to name a child; a word of `unless` undoes the combination."""
    pack = _pack(
        tmp_path,
        'code = "school"\n[[combinations]]\ngroups = [["@child"], ["秋千"]]\nunless = ["荡"]\nweight = 6\n',
    )
    classifier = build_classifier(rules=[pack])
    assert classifier.classify("娃儿的秋千").category == "school"
    assert classifier.classify("娃儿荡秋千").kind == "none"


def test_an_unknown_concept_is_refused_by_file_and_key(tmp_path: Path) -> None:
    """A slip of the pen must not silently match nothing."""
    pack = _pack(tmp_path, 'code = "school"\n[[combinations]]\ngroups = [["@chidl"], ["秋千"]]\n')
    with pytest.raises(RulePackError, match=r"own\.toml: key 'combinations\.0': .*'@chidl'"):
        build_classifier(rules=[pack])
