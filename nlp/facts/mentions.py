"""Places that are mentioned and are not where the matter is: 我在深圳打工, 他是河南人, 投诉到县里."""

import re

_PROVINCES = (
    "北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南"
    " 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾 "
    "内蒙古 内蒙 广西 西藏 宁夏 新疆 香港 澳门"
)
_CITIES = (
    "广州 深圳 东莞 佛山 惠州 中山 珠海 汕头 杭州 宁波 温州 义乌 绍兴 嘉兴 金华 台州"
    " 苏州 无锡 常州 南京 南通 徐州 昆山 合肥 芜湖 福州 厦门 泉州 晋江 "
    "济南 青岛 烟台 潍坊 郑州 洛阳 武汉 襄阳 宜昌 长沙 株洲 南昌 成都 绵阳 贵阳 遵义"
    " 昆明 西安 咸阳 宝鸡 汉中 延安 榆林 兰州 天水 西宁 银川 乌鲁木齐 "
    "呼和浩特 包头 鄂尔多斯 太原 大同 石家庄 保定 唐山 邯郸 沈阳 大连 长春 哈尔滨 南宁"
    " 柳州 桂林 海口 三亚 拉萨 江浙 珠三角 长三角 沿海 缅甸 柬埔寨 国外"
)
_BY_THE_RIVER = {"河南", "河北", "湖南", "湖北", "山东", "山西", "江西"}
_TWO_WORDS = {
    "天水": r"(?<![这那两几半整每0-9一二三四五六七八九十])天水",
    "沈阳": "(?<!小)沈阳",
    "大同": r"大同(?!小异)",
    "中山": r"中山(?!装|路)",
}


def _shape(name: str) -> str:
    return _TWO_WORDS.get(name) or (f"{name}(?![边岸侧面头坡])" if name in _BY_THE_RIVER else name)


_NAMES = sorted((_PROVINCES + " " + _CITIES).split(), key=len, reverse=True)
_FIRST = "".join(sorted({name[0] for name in _NAMES}))
ELSEWHERE = re.compile(f"(?=[{_FIRST}])(?:{'|'.join(map(_shape, _NAMES))})")
"""Provinces and large towns: where people work and come from. Most places of a text need no closer look."""

_TOLD_TO = (
    r"(?:投诉|举报|反映|反应|告|闹|上访|报告|汇报|打电话|反馈|信访|起诉|申请|提交)(?:到|给|至|过|去)?"
    r"|(?:找过?|问过?|联系过?|通知|报|麻烦|感谢|表扬|托|求)"
)
_CAME_FROM = r"(?:老家|户口|户籍|籍贯|娘家|婆家|祖籍|祖上|原籍|姥姥家|外婆家|丈人家)(?:在|是|都在|还在)?"
_GOING = r"(?:去|到|回|从|来自|嫁到|嫁去|嫁在|调到|搬到|搬去|跑到|送到|拉到|寄到|在|上|来|跑)"
_WORKING = (
    r"(?:那边|那里|那儿)?(?:工地)?(?:上|里)?(?:给人)?(?:打工|上班|务工|做工|干活|工作"
    r"|读书|上学|念书|当兵|住院|看病|做生意|出差|开会|培训|考试|办事|办理|办证|办手续"
    r"|起诉|上访|投诉|反映|告状"
    r"|告他|问过|问问|找过|找领导|赶集|走亲戚|买|回来|过来|来的|出发|坐车|旅游|玩|打听"
    r"|搬来|搬过来|嫁过来|进货|卖|当保姆|当保安|开车|开店|跑车|跑外卖|送外卖|带孩子|带娃)"
)
_OFFICE = (
    r"(?:人民)?(?:政府|派出所|法院|检察院|司法所|信访|中心医院|医院|卫生院|办事处|村委会?"
    r"|居委会|民政|社保|公安|交警队?|信用社|银行|供电所|水管所|中学|小学)"
    r"(?!.{0,2}(?:门口|旁|附近|对面|后面|前面|门前|边上|东|西|南|北|院内|里面|路口))"
    r"|(?:的)?(?:书记|主任|干部|领导|老板|包工头|公司|老家|亲戚|朋友|同学|女婿|媳妇|姑娘"
    r"|战友|厂里|人来|人都来|司机|客商|医生|老师)"
)
_NATIVE_BEFORE = r"(?:是|外地|找了?个?|有个?|来了?个?|娶了?个?|嫁了?个?|一个|几个|那个|这个|伙)"

_BEFORE_TOLD = re.compile(rf"(?:{_TOLD_TO}|{_CAME_FROM})$")
_BEFORE_MOVED = re.compile(r"(?:嫁[到去在进]|来自|迁[到去]|调[到去])$")
_BEFORE_GOING = re.compile(rf"{_GOING}(?:了|过)?$")
_AFTER_WORKING = re.compile(_WORKING)
_AFTER_OFFICE = re.compile(_OFFICE)
_NATIVE = re.compile(r"(?:本地|那边|的)?(?:人(?![行民口家])|籍|口音|牌照|车牌|的车|的号码|户口)")
_IS_FROM = re.compile(r"的(?:$|[,，。!?、 ])")
_BEFORE_NATIVE = re.compile(rf"{_NATIVE_BEFORE}$")
_AWAY = 8


def is_only_mentioned(text: str, start: int, end: int, area: bool) -> bool:
    """Whether the place at text[start:end] is not where the matter is. `area`: a village or town."""
    before, after = text[max(0, start - _AWAY) : start], text[end : end + 14]
    if _BEFORE_TOLD.search(before) and not re.match(r".{0,3}(?:修|坏|漏|堵)", after):
        return True
    if _BEFORE_GOING.search(before) and _AFTER_WORKING.match(after):
        return True
    return area and _is_only_an_area(before, after)


def _is_only_an_area(before: str, after: str) -> bool:
    """Whether somebody is from a place, moved there, works there, or an office of it is meant."""
    if _BEFORE_MOVED.search(before) or _AFTER_OFFICE.match(after) or _AFTER_WORKING.match(after):
        return True
    is_from = _NATIVE.match(after) or _IS_FROM.match(after)
    return is_from is not None and _BEFORE_NATIVE.search(before) is not None
