"""All tables in one place, for the migrations and the tests of the whole house."""

from sqlmodel import SQLModel

from models.account import Account
from models.anchor import Anchor
from models.announcement import Announcement
from models.appointment import Appointment
from models.arrival import Arrival
from models.attachment import Attachment, AttachmentContent
from models.bind_code import BindCode
from models.broadcast import Broadcast, BroadcastGroup
from models.bulletin import Bulletin
from models.call import ChiefCall
from models.coming import Coming
from models.duty import Duty
from models.enrolment import Coverage, Enrolment
from models.event import TicketEvent
from models.gathering import Gathered, Gathering
from models.grid import GridNode
from models.group import ChatGroup, GroupKeeper
from models.joiner import Joiner
from models.knowledge import Faq, Notice
from models.lead import Lead, Supporter
from models.lease import Lease, SchedulerRun
from models.measure import Measure
from models.mediation import Mediation
from models.outbox import DeliveryAttempt, OutboxMessage
from models.person import Identity, Person
from models.question import Asked, Question
from models.receipt import Quarantine, Receipt
from models.retention import RetentionRun
from models.rule_tally import RuleTally
from models.rule_version import RuleVersion
from models.signature import Signature
from models.source import TicketSource
from models.supervision import Supervision
from models.task import Task
from models.ticket import Counter, Ticket
from models.typical_case import TypicalCase
from models.undo import Undo, UndoImage
from models.unit_supervision import UnitSupervision

ALL: tuple[type[SQLModel], ...] = (
    GridNode,
    Person,
    Identity,
    Appointment,
    ChatGroup,
    GroupKeeper,
    BindCode,
    Counter,
    Ticket,
    TicketEvent,
    TicketSource,
    Question,
    Asked,
    ChiefCall,
    Arrival,
    Joiner,
    Gathering,
    Gathered,
    Announcement,
    Supervision,
    UnitSupervision,
    Lead,
    Supporter,
    Measure,
    Coming,
    Mediation,
    Signature,
    Attachment,
    AttachmentContent,
    Receipt,
    Quarantine,
    Undo,
    UndoImage,
    OutboxMessage,
    DeliveryAttempt,
    Enrolment,
    Coverage,
    Duty,
    Task,
    Faq,
    Notice,
    TypicalCase,
    Broadcast,
    BroadcastGroup,
    Anchor,
    Bulletin,
    RuleTally,
    RuleVersion,
    Account,
    Lease,
    SchedulerRun,
    RetentionRun,
)
