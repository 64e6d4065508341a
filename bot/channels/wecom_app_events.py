"""Types and events of an application that say nothing to us, each with its reason."""

from __future__ import annotations

from collections.abc import Mapping

SILENT_TYPES: Mapping[str, str] = {
    "voice": "the platform gives an application no words of a recording",
    "video": "a video has no words, and its media id is no address",
    "shortvideo": "a video has no words, and its media id is no address",
    "file": "a file has no words, and its media id is no address",
    "location": "a place alone says nothing; it is asked for in words",
    "link": "a forwarded page is not what its sender says",
    "miniprogram": "a forwarded page is not what its sender says",
    "update_button": "our own reply, not something that comes in",
    "update_template_card": "our own reply, not something that comes in",
}
_VISIBLE = "who may see the application is the administrator's business"
_MENU = "we put no menu into the application"
_CUSTOMERS = "customers of the corporation are none of ours, and their groups are heard by the archive only"
_OFFICE = "the corporation's own office work is none of ours"
_DEVICES = "devices of the corporation are none of ours"
_LISTS = "lists of people are imported, not followed"
_PROVIDER = "licences and rights are the administrator's business"
SILENT_EVENTS: Mapping[str, str] = {
    "subscribe": _VISIBLE,
    "unsubscribe": _VISIBLE,
    "share_": _VISIBLE,
    "enter_agent": "somebody looked, and said nothing",
    "reopen_inactive_agent": "the application is on again",
    "click": _MENU,
    "view": _MENU,
    "scan": _MENU,
    "pic_": _MENU,
    "location_select": _MENU,
    "location": "where members walk is not for us to know",
    "template_card_menu_event": "our cards have no menu",
    "switch_workbench_mode": "we put nothing on the workbench",
    "change_external_": _CUSTOMERS,
    "customer_acquisition": _CUSTOMERS,
    "add_external_contact": _CUSTOMERS,
    "change_": _LISTS,
    "corp_": _LISTS,
    "kf_": "customer service is another kind of channel",
    "msgaudit_notify": "the archive is another kind of channel",
    "batch_job_result": "we start no such jobs",
    "upload_media_job_finish": "we start no such jobs",
    "templatesendjobfinish": "we start no such jobs",
    "masssendjobfinish": "we start no such jobs",
    "open_approval_change": _OFFICE,
    "sys_approval_change": _OFFICE,
    "meeting_": _OFFICE,
    "book_": _OFFICE,
    "cancel_": _OFFICE,
    "living_": _OFFICE,
    "modify_": _OFFICE,
    "delete_": _OFFICE,
    "respond_": _OFFICE,
    "add_": _OFFICE,
    "doc_": _OFFICE,
    "smart_sheet_": _OFFICE,
    "form_": _OFFICE,
    "wedrive_": _OFFICE,
    "app_email_": _OFFICE,
    "device_": _DEVICES,
    "connect_": _DEVICES,
    "disconnect_": _DEVICES,
    "error_report": _DEVICES,
    "fetch_log_": _DEVICES,
    "remark_": _DEVICES,
    "bind_": _DEVICES,
    "unbind_": _DEVICES,
    "checkin_": _OFFICE,
    "vip_": _PROVIDER,
    "submit_": _PROVIDER,
    "finish_": _PROVIDER,
    "license_": _PROVIDER,
    "unlicensed_": _PROVIDER,
    "program_notify": _PROVIDER,
}
"""By how an event's name begins; the first that fits counts."""
ALARMING_EVENTS: Mapping[str, str] = {
    "inactive_alert": "WeCom will switch this unused application off; open it in the admin console",
    "close_inactive_agent": "WeCom has switched this application off; enable it in the admin console",
    "low_active_alert": "WeCom will switch this little used application off; open it in the admin console",
    "low_active": "WeCom will switch this little used application off; open it in the admin console",
}
UNKNOWN = "a type or event of which we know nothing"
