"""What tells whose door it is: house numbers, and the plates of cars. Pure."""

from __future__ import annotations

import re

DOOR, PLATE = "（门牌略）", "（车牌略）"
_COUNT = r"(?:\d{1,4}|[A-Za-z]|[一二三四五六七八九十百零〇]{1,5})"
_PART = r"(?:号楼|号院|号房|号门面|栋|幢|单元|室(?!一?[一二两]厅))"
_MORE = rf"(?:\s*[-,，]?\s*{_COUNT}\s*(?:号楼|栋|幢|单元|室|楼|层|户|号)(?:东户|西户|中户)?)*"
_LAST = r"(?:\s*-?\s*\d{2,4}(?![\d年月日元块万人户岁号栋个]))?"
_HOUSE = re.compile(rf"(?<![\d第【A-Za-z]){_COUNT}\s*{_PART}{_MORE}{_LAST}")
_SEAT = re.compile(rf"(?<![A-Za-z])[A-Da-d]座{_MORE}{_LAST}")
_ON_A_ROAD = re.compile(r"(?<=[路街巷弄道村组庄屯区])\s*\d{1,4}(?:-\d{1,3})?号(?![线文令群楼])")
_SHORT = re.compile(r"(?<![\d.-])\d{1,2}-\d{1,2}-\d{2,4}(?![\d.-])")
_DOORPLATE = re.compile(r"门牌号?(?:码)?[是为:：]?\s*\d{1,4}(?:-\d{1,4})*号?")
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_CAR = re.compile(
    rf"[{_PROVINCES}][A-Za-z][\s·.．-]?(?=[A-Za-z]*\d)[A-HJ-NP-Za-hj-np-z0-9]{{4,5}}[A-HJ-NP-Za-hj-np-z0-9学警挂]"
)


def without_addresses(text: str) -> str:
    """The words without house numbers (3栋2单元502, 建设路25号, 3-2-502) and plates; places stay."""
    for found, instead in (
        (_CAR, PLATE),
        (_DOORPLATE, DOOR),
        (_HOUSE, DOOR),
        (_SEAT, DOOR),
        (_SHORT, DOOR),
        (_ON_A_ROAD, DOOR),
    ):
        text = found.sub(instead, text)
    return text
