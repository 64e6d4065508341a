"""How people name times: the shapes of days, parts of the day, hours, spans and repetitions."""

import re

_FEW = "[一二两三四五六七八九十]"
NUMBER = rf"(?:[0-9]{{1,3}}(?:\.5)?|{_FEW}{{1,3}}|俩|仨)"
_ABOUT = r"(?:大半|小半|半|好几|几|一两|两三|三四|四五|五六|七八|十几|几十|一二十|十来|二十多|三十多|十多)"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]|腊|正|冬)"
_DAY = (
    r"(?:3[01]|[12][0-9]|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|初?[一二三四五六七八九]"
    r"|初十|廿[一二三四五六七八九]?)"
)
_YEAR = r"(?:(?:(?:20|19)?[0-9]{2}|[零〇一二三四五六七八九]{4})年|今年|去年|前年|大前年|明年|上一年)"
PARTS: dict[str, tuple[int, int]] = {
    **dict.fromkeys(("凌晨", "后半夜", "下半夜", "拂晓"), (0, 6)),
    **dict.fromkeys(
        ("一大早", "大清早", "清早", "清晨", "大早上", "早上", "早晨", "早起", "早间", "早"), (5, 10)
    ),
    **dict.fromkeys(("上午", "前晌"), (6, 12)),
    **dict.fromkeys(("中午", "晌午", "正午"), (11, 14)),
    **dict.fromkeys(("下午", "后晌", "午后"), (12, 18)),
    **dict.fromkeys(("傍晚", "傍黑", "天黑"), (17, 20)),
    **dict.fromkeys(
        ("大晚上", "晚上", "夜里", "夜间", "晚间", "晚些", "黑夜", "前半夜", "晚", "夜"), (18, 24)
    ),
    **dict.fromkeys(("三更半夜", "大半夜", "半夜", "深夜", "深更半夜", "午夜"), (22, 29)),
}
"""From which hour to which; hours above 24 belong to the next day."""
AFTERNOON = {word for word, (start, _) in PARTS.items() if start >= 12}
PART = "|".join(sorted((word for word in PARTS if len(word) > 1), key=len, reverse=True))

_HOUR = r"(?:2[0-4]|1[0-9]|0?[0-9]|二十[一二三四]?|十[一二三四五六七八九]?|[零一二两三四五六七八九])"
_MINUTE = r"(?:[0-5]?[0-9]|[一二三四五]?十[一二三四五六七八九]?|零[一二三四五六七八九])"
CLOCK = (
    rf"(?:{_HOUR}点(?:钟|半|一刻|三刻|{_MINUTE}分?(?!次|个|钟))?(?:多|左右|来钟)?|{_HOUR}[:：][0-"
    rf"5][0-9](?![0-9:]))"
)

RELATIVE: dict[str, int] = {
    **dict.fromkeys(("大前天", "大前儿"), -3),
    **dict.fromkeys(("前天", "前日", "前儿个", "前儿", "前"), -2),
    **dict.fromkeys(("昨天", "昨日", "昨儿个", "昨儿", "昨个", "夜儿个", "昨"), -1),
    **dict.fromkeys(("今天", "今日", "今儿个", "今儿", "今个", "当天", "今"), 0),
    **dict.fromkeys(("明天", "明日", "明儿个", "明儿", "明"), 1),
    **dict.fromkeys(("后天", "后儿", "后"), 2),
    **dict.fromkeys(("大后天",), 3),
}
_RELATIVE = "|".join(sorted((word for word in RELATIVE if len(word) > 1), key=len, reverse=True))
DAY_SHAPES = {
    "near": rf"(?P<near>{_RELATIVE})|(?P<nearer>[昨今前明后](?=[晚早夜晨]))",
    "weekday": (
        r"(?P<week>上上个?|上个?|这个?|本|下下个?|下个?)?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日"
        r"天末])"
    ),
    "iso": (
        r"(?P<iso_year>20[0-9]{2})[-/.](?P<iso_month>1[0-2]|0?[1-9])[-/.](?P<iso_day>3[01]"
        r"|[12][0-9]|0?[1-9])(?![0-9])"
    ),
    "date": (
        rf"(?P<year>{_YEAR})?的?(?P<month>{_MONTH})月份?(?:(?P<day>{_DAY})(?P<mark>[日号])?"
        rf"|(?P<third>初|上旬|中旬|下旬|底))?"
    ),
    "monthday": rf"(?P<which>本月|这个?月|上个?月|下个?月)?(?P<monthday>{_DAY})[日号]",
    "month": r"(?P<rel_month>本月|这个?月|上上个?月|上个?月|下个?月)(?P<month_third>初|上旬|中旬|下旬|底)?",
    "weeks": r"(?P<rel_week>上上个?|上个?|这个?|本|下个?)(?:周|星期|礼拜)",
    "feast": (
        rf"(?P<feast_year>{_YEAR})?的?(?P<feast>国庆节?|十一期间|五一节?|元旦节?|春节|过年"
        rf"|大年三十|除夕|中秋节?|端午节?|清明节?|腊八|元宵节?|开学|暑假|寒假|春上|开春|入冬"
        rf"|入秋|入夏|麦收|秋收)(?P<beside>期间|前后?|后|那天|当天|的时候|时)?"
    ),
    "yearly": (
        rf"(?P<only_year>{_YEAR})(?P<season>年初|年底|年中|初|底|上半年|下半年|春天|夏天|秋天"
        rf"|冬天|春上|夏里|秋里|冬里|夏|冬)?"
    ),
}
"""The shapes of a day or of a longer time, by the names of their groups."""

_UNIT = (
    r"(?:个半?(?:月|星期|礼拜|小时|钟头|季度|年头)|(?:年|天|周|星期|礼拜|小时|分钟|钟头"
    r"|晚上|个晚上|宿)|月(?=了|没|多|的|$))"
)
LENGTH = (
    rf"(?:(?P<number>{NUMBER})(?P<unit>{_UNIT})(?P<half>半)?(?P<over>多|来)?|(?P<about>{_ABOUT})("
    rf"?P<about_unit>{_UNIT})(?P<about_over>多)?)"
)
_PLAIN_LENGTH = re.sub(r"\?P<\w+>", "?:", LENGTH)
AGO = rf"{_PLAIN_LENGTH}(?:之前|以前|前(?!后))"
RECENT = r"前(?:几|两|些|三)(?:天|日|个月|年)|前(?:一)?阵(?:子|儿)?|前段时间|上次|上回|头两天|头几天"
LONG = (
    r"好久|很久|许久|长期|多年|常年|老半天|一阵子了?|这段时间|最近(?:几天|几个月)?|近(?:期"
    r"|来|几天|日)|这(?:几|两|些)天|一整[天夜晚]|整[整]?一[天夜]|一(?:个)?(?:下午|上午"
    r"|晚上|早上|夜|宿)"
)
NOW = r"刚才|刚刚|方才|才刚|将将|这会儿|这阵儿"
REPEATED = (
    rf"(?:每天|每日|每晚|每夜|每周[一二三四五六日天末]?|每个?星期[一二三四五六日天]?|每年"
    rf"|天天|夜夜|日日|夜夜|每个?月(?!的?[0-9一二两三四五六七八九十]))(?:的|都是?|都在"
    rf"|到)?(?:{PART}|晚|早)?(?:{CLOCK})?"
    rf"|三天两头|隔三差五|隔三岔五|一天到晚|没日没夜|从早到晚|每到(?:周末|晚上|半夜|夜里"
    rf"|夏天|冬天|下雨天?|雨天|过节|中午)|一到(?:周末|晚上|半夜|夜里|夏天|冬天|下雨天?"
    rf"|雨天|过节|中午)|逢[一二三四五六七八九]?集|(?:晚晚|月月|年年)"
)
_BARE_SHORT = r"(?:[昨今前明后](?:晚上?|夜里?|早上?|晨)|大前天晚上)"
_DAYS = "|".join(
    re.sub(r"\?P<\w+>", "?:", DAY_SHAPES[name])
    for name in ("weekday", "iso", "date", "month", "weeks", "feast", "yearly")
)
_LONE_DAY = (
    rf"(?:(?<=从)|(?<=到)|(?<=本月)|(?<=个月)|(?<![0-9路街巷弄区村组园第楼]))(?:本月|这个?月"
    rf"|上个?月|下个?月)?{_DAY}号(?=上午|下午|早|晚|中午|凌晨|半夜|那天|就|开始|停|到"
    rf"|以来|报|来|才|起|之前|前|打|夜|的时候)"
)
POINT = (
    rf"(?:(?:{_BARE_SHORT}|{_RELATIVE}|{_LONE_DAY}|(?:本月|这个?月|上个?月|下个?月){_DAY}[日号]"
    rf"|{_DAYS})的?(?:{PART})?(?:{CLOCK})?|(?:{PART})(?:{CLOCK})?|{CLOCK})"
)
_START = r"(?:从|自从?|打)"
_END = r"(?:现在|今天|如今|目前|这会儿|今|当下)"
RANGE = (
    rf"{_START}(?:{POINT}|{AGO})(?:开始|起)?(?:一直)?[,，]?(?:到|至)(?:{_END}|{POINT})"
    rf"|{_START}(?:{POINT}|{AGO})(?:开始|起|以来|之后|以后|后|就)?"
    rf"|(?:{POINT}|{AGO})(?:开始|以来|至今|到现在|到今天|到如今)"
    rf"|(?:{POINT})(?:到|至|[-~—])(?:{POINT}|(?:{CLOCK}))"
)

_BEGINS = (
    r"(?=[0-9零〇一二三四五六七八九十两俩仨几半好大小廿上这本下周星礼去前昨今明后大每天夜日隔没"
    r"从自打刚方才将凌清早傍晚中晌正午黑深更拂当腊冬春夏秋国五元端重过除暑寒开入麦初很许长多常老"
    r"最近整逢月年拂头])"
)
"""No time begins otherwise: most places of a text need no closer look."""
_ONE_TIME = (
    rf"(?P<repeated>{REPEATED})|(?P<ago>{AGO}|{RECENT})"
    rf"|(?P<point>{POINT})|(?P<duration>{_PLAIN_LENGTH}|{LONG})|(?P<now>{NOW})"
)
TIME = re.compile(rf"{_BEGINS}(?:(?P<range>{RANGE})|{_ONE_TIME})")
ONE_TIME = re.compile(rf"{_BEGINS}(?:{_ONE_TIME})")
"""The times of a text in which no range can stand: half as dear to look for. A range holds one."""
RANGES = re.compile(r"[从自打到至~—-]|开始|以来")
"""What every range holds: from where, since when, or until when."""
FALSE_FRIENDS = re.compile(
    r"[0-9一二两三四五六七八九十](?:年级|周岁|周年|年制|年期|年保|天假|年级)|24小时(?:上门"
    r"|开锁|热线|营业|服务|便利|客服|值班|超市)|(?:有|总有|哪)一天|一点(?:都|也|儿|点"
    r"|不|没|办法|用|小|事|水|钱|动静)|半天(?:云|吊)|第[0-9一二三四五六七八九十]+[天年周]"
)
"""What looks like a time and is none."""
FRIEND_SIGNS = frozenset("年岁天时点周")
"""Characters of which each of them has at least one."""
BARE_CLOCK = re.compile(r"一点|1点|(?:早|晚|夜)(?!上)")
