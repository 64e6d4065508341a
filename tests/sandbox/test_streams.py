"""Streamed answers, and how many messages may be under way."""

from __future__ import annotations

from bot.sandbox.platform import Platform
from bot.sandbox.posts import Post, Why
from tests.bot.making import Hand
from tests.sandbox.asking import asked, said
from tests.sandbox.program import Program, in_json
from tests.sandbox.waiting import wait_until


def test_a_stream_is_asked_after_until_it_ends(platform: Platform, program: Program) -> None:
    """Each answer replaces the words; the post stays the same."""
    seen: list[Post] = []
    platform.watch(seen.append)
    for content, finish in (("正在查", False), ("", False), ("查到了", True)):
        stream = {"id": "s", "finish": finish, "content": content}
        program.script.append(in_json({"msgtype": "stream", "stream": stream}))
    asked(platform, program)
    wait_until(lambda: platform.streams == 0)
    assert [post.text for post in seen if post.form == "stream"] == ["正在查", "查到了"]
    assert said(platform) == ["查到了"]
    assert [one["msgtype"] for one in program.to_bot] == ["text", "stream", "stream"]
    assert "response_url" not in program.to_bot[-1]


def test_a_stream_is_asked_after_for_six_minutes(platform: Platform, program: Program, hand: Hand) -> None:
    """By the platform's clock; then nobody asks any more."""
    program.script.append(in_json({"msgtype": "stream", "stream": {"id": "s", "content": "正在查"}}))
    asked(platform, program)
    wait_until(lambda: len(program.to_bot) > 2)
    hand.move(minutes=6)
    wait_until(lambda: platform.streams == 0)
    assert said(platform) == ["正在查"]


def test_three_messages_to_a_bot_may_be_under_way(platform: Platform, program: Program) -> None:
    """Of one member; a fourth is not brought until one has ended. Another member is not concerned."""
    for number in range(3):
        stream = {"id": f"s{number}", "finish": False, "content": "正在查"}
        program.script.append(in_json({"msgtype": "stream", "stream": stream}))
        asked(platform, program)
    assert platform.write_in_room("li", "wr-workers", "还有", ["aib-1"]).why is Why.TOO_MANY
    assert platform.write_in_room("sun", "wr-workers", "还有", ["aib-1"]).heard
