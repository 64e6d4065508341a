"""Lint tells every problem with its file, line and remedy; what is fine it leaves alone."""

from pathlib import Path

import pytest

from nlp.packs.lint import lint
from nlp.packs.problem import Problem
from nlp.rulepack import BUILT_IN, Texts


def _lint(text: str, **others: str) -> list[Problem]:
    """The problems of one file, beside others of the same pack."""
    files = {f"{name}.toml": content for name, content in others.items()}
    return [one for one in lint([Texts("pack", {"own.toml": text, **files})]) if "own" in one.file]


def _errors(text: str, **others: str) -> list[Problem]:
    return [one for one in _lint(text, **others) if one.is_error]


def test_the_built_in_pack_has_no_problem() -> None:
    """What it says twice it means twice; nothing in it is in vain, and nothing is left to chance."""
    assert [str(one) for one in lint([])] == []


@pytest.mark.parametrize(
    ("text", "line", "what", "remedy"),
    [
        ("code = ", 1, "not valid TOML", "correct the line"),
        ('code = "utilities"\n\n[strong\n', 3, "not valid TOML", "correct the line"),
        ('code = "utilities"\nstrng = {}\n', 2, "no such key", "did you mean 'strong'?"),
        ('code = "utilities"\nzzzz = 1\n', 2, "no such key", "remove it"),
        ('code = "utilites"\n[weak]\n"1" = ["换热站"]\n', 1, "no category 'utilites'", "'utilities'"),
        ('code = "brand_new"\n', 1, "no category 'brand_new'", "needs its label"),
        ('code = "utilities"\nkind = "dispute"\n', 2, "is a service and stays one", "remove the key"),
        ('code = "utilities"\n[strong]\n"high" = ["换热站"]\n', 3, "not a weight", "correct it"),
        ('code = "utilities"\n[strong]\n"3" = ["水"]\n', 3, "too short", "two characters"),
        ('label = "水"\n', None, "is missing", "add it"),
        ('code = "utilities"\n[weak]\n"1" = ["Ａ站停了"]\n', 3, "can never match", "write 'a站停了'"),
        ('code = "utilities"\n[weak]\n"1" = ["換熱站"]\n', 3, "can never match", "write '换热站'"),
        ('code = "utilities"\n[shared]\n"停熱" = ["停熱"]\n', 3, "can never match", "write '停热'"),
        (
            'code = "utilities"\nnever = ["换热站"]\n[weak]\n"1" = ["换热站"]\n',
            2,
            "never speaks",
            "remove it from one",
        ),
        (
            'code = "utilities"\n[strong]\n"4" = ["换热站"]\n[weak]\n"1" = ["换热站"]\n',
            3,
            "more than one weight: strong.4, weak.1",
            "keep one",
        ),
        (
            'code = "school"\n[[combinations]]\ngroups = [["@chidl"], ["秋千"]]\n',
            3,
            "no concept '@chidl'",
            "did you mean '@child'?",
        ),
        (
            'code = "school"\n[[combinations]]\ngroups = [["秋千", "滑梯"], ["秋千"]]\n',
            3,
            "stands in one before it",
            "words of its own",
        ),
        (
            'code = "school"\n[[combinations]]\ngroups = [["滑梯"], ["荡秋千", "秋千架"]]\nunless = ["秋千"]',
            4,
            "undone by unless",
            "remove words",
        ),
        (
            'code = "school"\n[[combinations]]\nwithin = 2\ngroups = [["秋千架"], ["滑梯上"], ["跷跷板"]]',
            2,
            "need 3 characters of 2",
            "raise within",
        ),
        (
            'code = "school"\n[[combinations]]\ngroups = [["秋千"], []]\n',
            2,
            "a group is empty",
            "give it words",
        ),
        (
            'code = "utilities"\nexamples = ["停水了"]\ncounter_examples = ["停水了"]\n',
            2,
            "is a counter-example in",
            "cannot be both",
        ),
    ],
)
def test_an_error_has_its_line_and_its_remedy(text: str, line: int | None, what: str, remedy: str) -> None:
    """A county's clerk finds the place and knows what to do."""
    found = [one for one in _errors(text) if what in one.what]
    assert len(found) == 1, [str(one) for one in _lint(text)]
    (problem,) = found
    assert (problem.file, problem.line) == ("pack/own.toml", line)
    assert remedy in problem.remedy
    assert str(problem).startswith("pack/own.toml")


def test_all_problems_are_told_at_once() -> None:
    """A wrong key hides nothing that is wrong elsewhere."""
    found = _errors('code = "utilites"\nstrng = {}\n[weak]\n"1" = ["Ａ站停了"]\n')
    assert [one.line for one in found] == [1, 2, 4]


def test_an_example_of_one_file_is_no_counter_example_of_another() -> None:
    """Both cannot be; the built-in pack's word may be taken back by a county's."""
    own = 'code = "utilities"\nexamples = ["换热站趴窝了"]\n'
    other = 'code = "school"\ncounter_examples = ["换热站趴窝了。", "换热站趴窝了"]\n'
    assert any("other.toml" in one.what for one in _errors(own, other=other))
    assert _errors('code = "utilities"\ncounter_examples = ["停水了"]\n') == []


def test_a_new_category_must_prove_itself_and_an_addition_should() -> None:
    """Eight examples and four counter-examples: an error in one, a warning in the other."""
    new = 'code = "pets"\nlabel = "宠物"\nkind = "service"\n[strong]\n"6" = ["流浪狗"]\n'
    assert [one.key for one in _errors(new)] == ["examples", "counter_examples"]
    added = _lint('code = "utilities"\n[weak]\n"1" = ["换热站"]\n')
    assert [(one.key, one.is_error) for one in added] == [("examples", False), ("counter_examples", False)]


def test_words_that_stand_elsewhere_too_are_a_warning() -> None:
    """As loud in another category, twice in a list, or nowhere: worth a look, and no hindrance."""
    problems = _lint('code = "school"\n[weak]\n"3.5" = ["停水", "秋千", "秋千"]\n')
    found = {one.what: one.is_error for one in problems}
    assert not any(found.values())
    assert any("'秋千' stands there 2 times" in what for what in found)
    assert any("holds no word" in one.what for one in _lint('code = "school"\n'))


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ('[strong]\n"3.5" = ["荡秋千"]\n', True),
        ('[strong]\n"2.0" = ["荡秋千"]\n', False),
        ('[strong]\n"4.75" = ["荡秋千"]\n', False),
        ('[strong]\n"3.5" = ["荡秋千"]\n[[combinations]]\ngroups = [["荡秋千"], ["摔伤"]]\n', False),
    ],
)
def test_a_loud_word_of_two_categories_is_told_if_nothing_tells_them_apart(text: str, is_told: bool) -> None:
    """Not where one weighs clearly more, only helps, or needs company."""
    other = 'code = "injury_tort"\n[strong]\n"3.25" = ["荡秋千"]\n'
    problems = _lint(f'code = "school"\n{text}', another=other)
    assert any("speaks for injury_tort as loudly as for school" in one.what for one in problems) == is_told


def test_files_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    """No folder, no file, another encoding, a file that is not for counties; a byte mark does no harm."""
    assert "no such directory" in lint([tmp_path / "missing"])[0].what
    assert "no rule file" in lint([tmp_path])[0].what
    (tmp_path / "own.toml").write_bytes(b"code = '\xff\xfe'")
    assert "not UTF-8" in lint([tmp_path])[0].what
    (tmp_path / "own.toml").write_text('code = "utilities"\n', encoding="utf-8-sig")
    (tmp_path / "common.toml").write_text("", encoding="utf-8")
    found = lint([tmp_path])
    assert not any(one.is_error for one in found)
    assert any("common.toml" in one.what and "not read" in one.what for one in found)
    assert not any("not read" in one.what for one in lint([BUILT_IN]))
