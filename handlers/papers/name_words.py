"""What sounds like somebody's name: a surname with a title, or after a word for a person. Pure."""

from __future__ import annotations

import re

SOMEBODY, NUMBER = "某某", "（号码略）"
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程苏"
    "魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万"
    "钱严覃武戴莫孔向汤樊柴"
)
TITLES = (
    "大妈|大爷|大娘|大叔|大伯|大婶|大嫂|大哥|大姐|阿姨|叔叔|奶奶|爷爷|师傅|老师|老板|医生|经理|主任|书记|"
    "镇长|所长|村长|队长|组长|会计|警官|律师|网格员|网格长|群主"
)
SHORT_TITLES = "叔婶嫂姐哥姨伯某"
AFTER = (
    "名叫|姓名|房东|老板|邻居|包工头|工头|当事人|反映人|对方|丈夫|妻子|老公|老婆|儿子|女儿|医生|老师"
    "|村民|居民"
)
GOES_ON = "的说在和跟与家把被给是不就也要来去打骂欠拖又都没有了"
"""What follows a name and is no part of it."""

_TITLED = re.compile(rf"[{SURNAMES}](?:[一-鿿]{{0,2}}?(?:{TITLES})|[{SHORT_TITLES}])")
_FAMILIAR = re.compile(rf"[老小][{SURNAMES}](?=[家说的和跟把被在]|[^一-鿿]|$)")
_INTRODUCED = re.compile(rf"({AFTER})([:：]?)[{SURNAMES}](?:(?![{GOES_ON}])[一-鿿]){{1,2}}")
_MOBILE = r"(?:\+?86[- ]?)?1[3-9]\d[- .·]?\d{4}[- .·]?\d{4}"
_FIXED = r"\(?0\d{2,3}\)?[- ]?[1-9]\d{2,3}[- ]?\d{4}"
_NUMBERS = re.compile(rf"(?<!\d)(?:{_MOBILE}|{_FIXED}|\d{{11,19}}[Xx]?|\d{{17}}[Xx])(?!\d)")
_CHINESE = re.compile("[一-鿿]+")
_LENGTHS = (2, 3, 4)


def without_likely_names(text: str) -> str:
    """The words without numbers of people, and without what sounds like a name."""
    text = _NUMBERS.sub(NUMBER, text)
    text = _INTRODUCED.sub(rf"\1\2{SOMEBODY}", text)
    return _FAMILIAR.sub(SOMEBODY, _TITLED.sub(SOMEBODY, text))


def could_be_names(text: str) -> set[str]:
    """Every piece of a text that is as long as a name."""
    return {
        words[start : start + length]
        for words in _CHINESE.findall(text)
        for length in _LENGTHS
        for start in range(len(words) - length + 1)
    }
