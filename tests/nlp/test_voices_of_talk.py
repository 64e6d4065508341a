"""Who is speaking: advice, notices, adverts, news and memories report nothing."""

import pytest

from nlp.classifier import Classifier

TALK = [
    "这两天降温，各家把水管子包一包",
    "明后天零下，水管记得裹一裹",
    "请各户今日下午三点到五点在家，电工入户检修线路",
    "没交医保的抓紧，月底截止，带上户口本来村部",
    "专业疏通下水道，堵了漏了一个电话，老师傅上门",
    "王师傅专业水管维修，漏水检测，定位精准",
    "网友热议：包工头拖欠工资被判两年",
    "国外又停电了，还是咱这安稳",
    "那会儿天天停电，写作业点的煤油灯",
    "给我讲一个邻居吵架的小故事，要短一点",
    "押金退了，房东人不错",
    "卧槽超市又把钱算错了哈",
]
REPORTS = [
    ("水管冻裂了，家里没水两天了", "utilities"),
    ("给他送了一年的砖，货款到现在没结清", "debt"),
    ("建议村里把老戏台修一修", "service_other"),
    ("家里停电一下午了，电工也不来检修", "utilities"),
    ("下水道堵了没人来疏通，臭气熏天", "sanitation"),
    ("包工头拖欠工资，我们去找他，他连夜跑了", "labor"),
    ("押金不退，房东还骂人", "housing"),
]


@pytest.mark.parametrize("text", TALK)
def test_talk_that_holds_the_words_of_a_report_is_met_with_silence(classifier: Classifier, text: str) -> None:
    """The shape of the whole says that nobody is asked for anything."""
    assert classifier.classify(text).decision == "silent"


@pytest.mark.parametrize(("text", "category"), REPORTS)
def test_a_report_that_is_shaped_a_little_like_it_is_heard(
    classifier: Classifier, text: str, category: str
) -> None:
    """What somebody suffers outweighs the manner in which he tells it."""
    verdict = classifier.classify(text)
    assert (verdict.category, verdict.decision) == (category, "register")
