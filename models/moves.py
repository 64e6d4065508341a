"""The table of moves 流转表: which action leads a ticket from where to where, and who may take it.

handlers/actions are its only users; nothing else changes a status.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from models.role import Role
from models.ticket import IN_WORK, OPEN, Status


class Action(StrEnum):
    """What can be done with a ticket; the value stands in `ticket_event.action`."""

    REPORT = "report"
    CONFIRM = "confirm"
    REJECT = "reject"
    RECATEGORISE = "recategorise"
    ASSIGN = "assign"
    CLAIM = "claim"
    RESOLVE = "resolve"
    REQUEST_APPROVAL = "request_approval"
    APPROVE = "approve"
    RETURN = "return"
    SATISFIED = "satisfied"
    UNSATISFIED = "unsatisfied"
    MOSTLY_SATISFIED = "mostly_satisfied"
    PARTLY_SOLVED = "partly_solved"
    REVISIT = "revisit"
    REVISIT_CLOSED = "revisit_closed"
    """A revisit after the reporter had said 满意: the ticket stays closed."""
    RELAPSE = "relapse"
    CLOSE = "close"
    MERGE = "merge"
    TAKE_IN = "take_in"
    """Another ticket of the same matter was merged into it."""
    DIVIDE = "divide"
    """One ticket that holds several matters becomes several."""
    SPLIT = "split"
    GATHER = "gather"
    """A ticket of an outage that many groups report rests under the one matter."""
    SCATTER = "scatter"
    """It was not one matter: what rested under it stands as before."""
    JUDGE = "judge"
    """What rests under an outage is well at its reporter's place; or with somebody who only joined."""
    RELEASE = "release"
    """It rests no more, and stands as it did before."""
    ANNOUNCE = "announce"
    """All whom it concerns were told; the words are the note."""
    BOOK = "book"
    ATTEND = "attend"
    ATTEMPT = "attempt"
    """One of 情, 理, 法, 诉."""
    AGREE = "agree"
    INVITE = "invite"
    """Parties are asked to sign the agreement, each by a link."""
    SIGN = "sign"
    DECLINE = "decline"
    """A party does not agree after all."""
    MEDIATE = "mediate"
    COURT = "court"
    HANDOVER = "handover"
    """Whoever handles it, leads it or helps with it has a successor."""
    SUPPLEMENT = "supplement"
    WITHDRAW = "withdraw"
    ATTACH = "attach"
    """Pictures or files came with the words; where they lie is the step's note."""
    PLACE = "place"
    JOIN = "join"
    """Somebody told the same; his words are the note."""
    LEAVE = "leave"
    SUCCEED = "succeed"
    """The reporter took his words back, and whoever joined first is the reporter."""
    SOURCE = "source"
    """Another line took down the same matter; its words are the note."""
    ERASE = "erase"
    AGE = "age"
    """It ended so long ago that nobody's words and names are kept any more."""
    PROGRESS = "progress"
    UNDO = "undo"
    WHISTLE = "whistle"
    ARRIVE = "arrive"
    STAND_DOWN = "stand_down"
    ABSENT = "absent"
    """Units that were whistled for did not come in time."""
    LEAD = "lead"
    TEAM = "team"
    MEASURE = "measure"
    OUTCOME = "outcome"
    """A measure was carried out."""
    DISCLOSE = "disclose"
    """A case file was made: with names, or for the public without."""
    PUBLISH = "publish"
    """公示: that it was handled, and how, without names; of a dispute only once the reporter agrees."""
    CONSENT = "consent"
    """The reporter's answer to that."""
    TAKE_DOWN = "take_down"
    EXEMPLIFY = "exemplify"
    """典型: it is chosen for the booklet of cases."""
    LEAVE_OUT = "leave_out"
    SUPERVISE = "supervise"
    CIRCULATE = "circulate"
    SUMMON = "summon"
    LIST = "list"
    ESCALATE = "escalate"
    TRANSFER = "transfer"
    ASK_EXTENSION = "ask_extension"
    EXTEND = "extend"


@dataclass(frozen=True, slots=True)
class Who:
    """Who may: the group's keepers, the reporter, the handler, and roles in office at or above the place."""

    keeper: bool = False
    reporter: bool = False
    co_reporter: bool = False
    """Whoever reported what was merged into it."""
    joiner: bool = False
    """Whoever told the same matter after him."""
    handler: bool = False
    team: bool = False
    """The lead cadre, the support team and whoever owns a measure."""
    requester: bool = True
    """False: not the one who asked for it."""
    roles: frozenset[Role] = frozenset()
    told: str = ""
    """The users' words for them, said to whoever may not."""


ANYHOW = Who(
    keeper=True, reporter=True, co_reporter=True, joiner=True, handler=True, team=True, roles=frozenset(Role)
)
"""In any way in which somebody may stand to a ticket."""


@dataclass(frozen=True, slots=True)
class Move:
    """One action: its name for users, from which statuses, to which (None: it stays), by whom."""

    label: str
    frm: tuple[Status, ...]
    to: Status | None
    who: Who


DECIDERS = frozenset({Role.CHIEF, Role.CADRE, Role.TOWN, Role.COUNTY, Role.ADMIN})
TAKERS = frozenset({Role.CHIEF, Role.CADRE})
APPROVERS = frozenset({Role.CADRE, Role.TOWN, Role.COUNTY})
CENTRE = frozenset({Role.TOWN, Role.COUNTY})
ENTERERS = frozenset({Role.GRID_WORKER, Role.CHIEF, Role.CADRE, Role.TOWN, Role.COUNTY, Role.ADMIN})
"""Who may enter a matter on behalf of somebody, at or below his place."""
WATCHERS = frozenset(Role) - {Role.OWNER, Role.ELDER, Role.ADVISER}

_KEEPERS = Who(keeper=True, roles=DECIDERS | {Role.OWNER}, told="群主或网格长")
_HANDLER = Who(handler=True, told="经办人")
_APPROVER = Who(roles=APPROVERS, requester=False, told="村干部或综治中心（申请人除外）")
_REPORTER = Who(reporter=True, told="反映人")
_CO_REPORTER = Who(reporter=True, co_reporter=True, told="反映人")
_SORTER = Who(keeper=True, handler=True, roles=DECIDERS | {Role.OWNER}, told="群主、经办人或上级")
_CENTRE = Who(roles=CENTRE, told="镇或县综治中心")
LEADING = CENTRE | {Role.LEADER}
_TEAM = Who(team=True, handler=True, roles=LEADING, told="包案领导、帮扶组、经办人或综治中心")
TO_BE_DONE = (Status.CONFIRMED, Status.HANDLING)
_VISITOR = Who(handler=True, roles=TAKERS | CENTRE, told="经办人、网格长、村干部或综治中心")
_MEDIATOR = Who(
    handler=True,
    roles=TAKERS | CENTRE | {Role.ADVISER, Role.ELDER},
    told="经办人、调解人员或上级",
)
_BOOKER = replace(_MEDIATOR, keeper=True, told="群主、经办人或上级")
JUDGED = (Status.RESOLVED, Status.REVISITED)
"""Where the result is known and can be judged."""

MOVES: dict[Action, Move] = {
    Action.CONFIRM: Move("确认", (Status.PENDING,), Status.CONFIRMED, _KEEPERS),
    Action.REJECT: Move("按误报处理", (Status.PENDING, Status.CONFIRMED), Status.REJECTED, _KEEPERS),
    Action.RECATEGORISE: Move("改类别", IN_WORK, None, _KEEPERS),
    Action.CLAIM: Move(
        "接单",
        (Status.CONFIRMED,),
        Status.HANDLING,
        Who(handler=True, roles=TAKERS, told="经办人、网格长或村干部"),
    ),
    Action.RESOLVE: Move("办结", (Status.CONFIRMED, Status.HANDLING), Status.RESOLVED, _HANDLER),
    Action.APPROVE: Move("同意", (Status.HANDLING,), Status.RESOLVED, _APPROVER),
    Action.RETURN: Move("退回", (Status.HANDLING,), None, _APPROVER),
    Action.SATISFIED: Move("评价", JUDGED, Status.CLOSED, _CO_REPORTER),
    Action.UNSATISFIED: Move("评价", JUDGED, Status.HANDLING, _CO_REPORTER),
    Action.MOSTLY_SATISFIED: Move("评价", JUDGED, Status.CLOSED, _CO_REPORTER),
    Action.PARTLY_SOLVED: Move("评价", JUDGED, Status.HANDLING, _CO_REPORTER),
    Action.REVISIT: Move("回访", JUDGED, Status.REVISITED, _VISITOR),
    Action.REVISIT_CLOSED: Move("回访", (Status.CLOSED,), None, _VISITOR),
    Action.RELAPSE: Move("回访", (*JUDGED, Status.CLOSED), Status.HANDLING, _VISITOR),
    Action.CLOSE: Move("销号", JUDGED, Status.CLOSED, Who(told="系统")),
    Action.MERGE: Move("并案", IN_WORK, Status.MERGED, _SORTER),
    Action.TAKE_IN: Move("并案", IN_WORK, None, _SORTER),
    Action.DIVIDE: Move("拆分", IN_WORK, None, _SORTER),
    Action.SPLIT: Move("拆分", (Status.MERGED,), Status.CONFIRMED, Who(roles=DECIDERS, told="网格长或上级")),
    Action.GATHER: Move("合成一件", IN_WORK, Status.MERGED, Who(roles=DECIDERS, told="综治中心或网格长")),
    Action.SCATTER: Move(
        "拆分", IN_WORK, Status.REJECTED, Who(handler=True, roles=DECIDERS, told="经办人、网格长或上级")
    ),
    Action.ANNOUNCE: Move(
        "通告", TO_BE_DONE, None, Who(handler=True, roles=TAKERS | CENTRE, told="经办人或上级")
    ),
    Action.BOOK: Move("预约", TO_BE_DONE, None, _BOOKER),
    Action.ATTEND: Move("记到场", TO_BE_DONE, None, _MEDIATOR),
    Action.ATTEMPT: Move("记调解", TO_BE_DONE, None, _MEDIATOR),
    Action.MEDIATE: Move("记调解", TO_BE_DONE, None, _MEDIATOR),
    Action.AGREE: Move("存协议", (*TO_BE_DONE, *JUDGED, Status.CLOSED), None, _MEDIATOR),
    Action.INVITE: Move("请签字", (*TO_BE_DONE, *JUDGED, Status.CLOSED), None, _MEDIATOR),
    Action.COURT: Move("记司法确认", (*TO_BE_DONE, *JUDGED, Status.CLOSED), None, _MEDIATOR),
    Action.SUPPLEMENT: Move("补充", OPEN, None, replace(_CO_REPORTER, joiner=True)),
    Action.PLACE: Move(
        "补地点", IN_WORK, None, Who(keeper=True, reporter=True, handler=True, told="反映人、群主或经办人")
    ),
    Action.WITHDRAW: Move("撤回", (*IN_WORK, Status.MERGED), Status.WITHDRAWN, _REPORTER),
    Action.PROGRESS: Move(
        "查进度",
        tuple(Status),
        None,
        Who(
            keeper=True,
            reporter=True,
            co_reporter=True,
            joiner=True,
            handler=True,
            team=True,
            roles=WATCHERS,
            told="反映人、群主和经办人员",
        ),
    ),
    Action.WHISTLE: Move("吹哨", IN_WORK, None, _CENTRE),
    Action.ARRIVE: Move("报到", IN_WORK, None, Who(roles=frozenset({Role.DEPARTMENT}), told="被吹哨的部门")),
    Action.STAND_DOWN: Move("撤哨", IN_WORK, None, _CENTRE),
    Action.LEAD: Move("包案", TO_BE_DONE, None, Who(roles=LEADING, told="镇或县综治中心、领导")),
    Action.TEAM: Move("五包一", TO_BE_DONE, None, Who(team=True, roles=LEADING, told="包案领导、综治中心")),
    Action.MEASURE: Move("定措施", TO_BE_DONE, None, _TEAM),
    Action.OUTCOME: Move("报措施结果", TO_BE_DONE, None, _TEAM),
    Action.PUBLISH: Move("公示", (Status.CLOSED,), None, _CENTRE),
    Action.CONSENT: Move("答复公示", (Status.CLOSED,), None, Who(reporter=True, told="反映人")),
    Action.TAKE_DOWN: Move(
        "撤下", tuple(Status), None, Who(reporter=True, roles=CENTRE, told="反映人或镇、县综治中心")
    ),
    Action.EXEMPLIFY: Move("选为典型", (Status.CLOSED,), None, _CENTRE),
    Action.LEAVE_OUT: Move("取消典型", tuple(Status), None, _CENTRE),
    Action.SUPERVISE: Move("督办", TO_BE_DONE, None, _CENTRE),
    Action.CIRCULATE: Move("通报", TO_BE_DONE, None, _CENTRE),
    Action.SUMMON: Move("约谈", TO_BE_DONE, None, _CENTRE),
    Action.LIST: Move("挂牌督办", TO_BE_DONE, None, _CENTRE),
    Action.ESCALATE: Move("上报", TO_BE_DONE, None, _HANDLER),
    Action.TRANSFER: Move(
        "转办", TO_BE_DONE, None, Who(handler=True, roles=CENTRE, told="经办人或镇、县综治中心")
    ),
    Action.ASK_EXTENSION: Move("申请延期", TO_BE_DONE, None, _HANDLER),
    Action.EXTEND: Move("同意延期", (Status.HANDLING,), None, _APPROVER),
}
