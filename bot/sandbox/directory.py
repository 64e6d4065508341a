"""What an application may ask about the corporation: members, itself, the platform's addresses."""

from __future__ import annotations

from collections.abc import Mapping

from bot.sandbox import refusals
from bot.sandbox.corp import App
from bot.sandbox.ground import Ground
from bot.sandbox.reading import Fields
from bot.sandbox.refusals import Refused

ROOT = 1
"""The one department; everybody is in it."""
ADDRESSES = ("127.0.0.1",)


class Directory:
    """Answers without effect."""

    def __init__(self, ground: Ground) -> None:
        """Whose corporation it is."""
        self._ground = ground

    def user(self, app: App, query: Fields) -> Mapping[str, object]:
        """GET user/get. Raises `Refused`."""
        userid = query.get("userid", "")
        member = self._ground.corp.member(userid) if userid else None
        if member is None:
            raise Refused(refusals.UNKNOWN_USER)
        if not self._ground.corp.reaches(app, member):
            raise Refused(refusals.OUT_OF_RANGE)
        return {
            "userid": member.userid,
            "name": member.name,
            "department": [ROOT],
            "status": 1,
            "main_department": ROOT,
        }

    def users(self, app: App, query: Fields) -> Mapping[str, object]:
        """GET user/simplelist. Raises `Refused`."""
        if query.get("department_id", str(ROOT)) != str(ROOT):
            raise Refused(refusals.OUT_OF_RANGE, "there is one department, 1")
        corp = self._ground.corp
        seen = [one for one in corp.members if corp.reaches(app, one)]
        told = [
            {"userid": one.userid, "name": one.name, "department": [ROOT], "open_userid": f"open_{one.key}"}
            for one in seen
        ]
        return {"userlist": told}

    def ids(self, app: App) -> Mapping[str, object]:
        """POST user/list_id: userids without names, in one page."""
        corp = self._ground.corp
        seen = [one for one in corp.members if corp.reaches(app, one)]
        told = [{"userid": one.userid, "department": ROOT} for one in seen]
        return {"next_cursor": "", "dept_user": told}

    def agent(self, app: App, query: Fields) -> Mapping[str, object]:
        """GET agent/get: the application and its visible range. Raises `Refused`."""
        if query.get("agentid") != str(app.agent_id):
            raise Refused(refusals.BAD_AGENT)
        named = sorted(app.visible) if app.visible is not None else []
        return {
            "agentid": app.agent_id,
            "name": app.name,
            "square_logo_url": "",
            "description": "",
            "allow_userinfos": {"user": [{"userid": userid} for userid in named]},
            "allow_partys": {"partyid": [ROOT] if app.visible is None else []},
            "allow_tags": {"tagid": []},
            "close": 0,
            "redirect_domain": "",
            "report_location_flag": 0,
            "isreportenter": 0,
            "home_url": "",
        }

    def addresses(self) -> Mapping[str, object]:
        """GET getcallbackip and get_api_domain_ip: from where callbacks come, and where calls go."""
        return {"ip_list": list(ADDRESSES)}
