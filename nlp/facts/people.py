"""Who is spoken of, by role words only (房东, 包工头, 楼上): names are never kept apart."""

from nlp.matcher import TermMatcher, longest_only

ROLES = (
    "房东 租客 房客 租户 老板 老板娘 包工头 工头 承包商 开发商 施工队 施工方 中介 房产中介 物业 物业经理 保安 门卫 业委会 邻居 隔壁 楼上 楼下 对门 对面邻居 邻家 "
    "老公 丈夫 男人 当家的 老婆 媳妇 妻子 婆娘 婆婆 公公 岳母 岳父 丈母娘 老丈人 儿子 女儿 闺女 儿媳 儿媳妇 女婿 孙子 孙女 外孙 哥哥 弟弟 姐姐 妹妹 大哥 兄弟 "
    "嫂子 弟媳 妯娌 小叔子 大伯 叔叔 伯伯 婶婶 舅舅 姑姑 姨妈 侄子 外甥 父亲 爸爸 老爸 母亲 妈妈 老妈 爹 爹娘 爷爷 奶奶 外公 外婆 姥爷 姥姥 前夫 前妻 男朋友 女朋友 对象 亲家 "
    "老师 班主任 校长 学生 同学 家长 园长 医生 大夫 护士 医院 司机 车主 肇事方 村长 支书 村支书 书记 主任 村主任 村干部 会计 组长 生产队长 队长 网格员 网格长 警察 民警 城管 交警 "
    "商家 店家 卖家 店主 摊主 厂家 厂长 经理 客服 快递员 外卖员 收费员 电工 水电工 师傅 老乡 同事 工友 债主 借款人 担保人 亲戚 朋友 村霸 拆迁办 承包人 合伙人 股东 经销商 驾校 教练 养殖户 业主 住户"
).split()
_NO_ROLES = (
    "妈妈呀 老师傅 老板鱼 物业费 他爹的 学生证 医生证 家长群 家长会 业主群 业主大会 老师好 朋友圈 朋友们 同学会 师傅们 楼上楼下 楼下午 楼上午 对象棋 队长级 医院路 儿子娃 亲朋友 男人装 "
    "楼上的各位 各位家长 各位业主 各位邻居 各位老师 各位朋友 司机证 楼下客厅 开发商城 经理念 主任务 书记录 楼上去 楼下来 会计证 会计算 会计较 住户口 工友好 护士节 教师节 母亲节 父亲节 医生节"
).split()
"""Words in which a role's word stands and means none."""
_FALSE = frozenset(_NO_ROLES)
_MATCHER = TermMatcher([*ROLES, *_NO_ROLES])
_OF_A_HOUSE = "栋幢座号楼层"


def roles_in(text: str) -> list[str]:
    """The roles that are spoken of, each word once, in order. `text` is plain."""
    hits = longest_only(_MATCHER.find(text))
    named = [hit for hit in hits if hit.term not in _FALSE and not _is_of_a_house(text, hit.start, hit.term)]
    return list(dict.fromkeys(hit.term for hit in named))


def _is_of_a_house(text: str, start: int, term: str) -> bool:
    """3栋楼上 may be the people above, 在楼上走 and 上楼上 not; a bare place is no person."""
    return term in ("楼上", "楼下") and text[max(0, start - 1) : start] in ("在", "到", "去", "往", "从", "下", "上")
