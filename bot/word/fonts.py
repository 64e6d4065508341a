"""The official fonts by name, and by which others a machine without them helps itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Font:
    """A typeface by its Chinese name, its likely substitutes, and a size in points."""

    name: str
    others: tuple[str, ...]
    points: float


TITLE = Font("方正小标宋简体", ("方正小标宋_GBK", "小标宋", "华文中宋", "STZhongsong", "宋体"), 22)
"""二号小标宋."""
BODY = Font("仿宋_GB2312", ("仿宋", "FangSong", "华文仿宋", "STFangsong", "宋体"), 16)
"""三号仿宋."""
FIRST = Font("黑体", ("SimHei", "微软雅黑", "Noto Sans CJK SC"), 16)
"""三号黑体, of headings 一、"""
SECOND = Font("楷体_GB2312", ("楷体", "KaiTi", "华文楷体", "STKaiti", "宋体"), 16)
"""三号楷体, of headings （一）"""
NUMBER = Font("宋体", ("SimSun", "Noto Serif CJK SC"), 14)
"""四号宋体, of page numbers."""
CELL = Font(BODY.name, BODY.others, 12)
"""小四仿宋, in tables."""
ALL = (TITLE, BODY, FIRST, SECOND, NUMBER)
