"""The stagehand: does on the stage what a line of a play says, as whoever it is would with his own phone."""

from __future__ import annotations

from bot.channels.wecom_cards import SAY
from bot.demo.cast import CHANNEL, Player
from bot.demo.screenplay import Line, Way
from bot.web.simulator.posts import Post, Room, group_room, private_room
from bot.web.simulator.theatre import Theatre
from bot.web.simulator.wires import Words
from handlers.office import Office
from models import person, receipt, task

HOME_GROUP = "xingfu-3"
WORKERS_GROUP = "wr-liuwan"


class Stagehand:
    """Speaks, presses and takes back through the theatre; reads from the database what number it became."""

    def __init__(self, theatre: Theatre, office: Office) -> None:
        """`office`: whose database holds the tickets and tasks."""
        self._theatre, self._office = theatre, office

    def act(self, line: Line, words: str) -> str:
        """Do what a line says, with its numbers filled in; the id of what was said, "" if nothing was."""
        player = self._theatre.cast.players[line.who]
        if line.way is Way.RECALL:
            self._recall(player, words)
            return ""
        if line.way is Way.PRESS and self._press(player, words):
            return ""
        room = _room(player, line.way)
        return self._theatre.say(player, room, Words(words, line.way is Way.WORKERS)).id

    def ticket_of(self, message_id: str) -> int | None:
        """The ticket that words of a resident became."""
        with self._office.database.reading() as session:
            found = receipt.receipt_of(session, CHANNEL, message_id)
            return found.ticket if found and found.started else None

    def tasks_of(self, who: str) -> list[int]:
        """The numbers of somebody's open tasks."""
        player = self._theatre.cast.players[who]
        with self._office.database.reading() as session:
            people = person.behind(session, [player.id])
            found = [one.number for owner in people for one in task.open_list(session, owner)]
        return sorted(number for number in found if number is not None)

    def _press(self, player: Player, words: str) -> bool:
        """Press the newest button that is called so, in any chat of a player; False if there is none."""
        for room in self._theatre.rooms(player):
            for post in reversed(self._theatre.chats.posts(room)):
                if key := _key(post, words):
                    return self._theatre.press(player, room, post.id, key)
        return False

    def _recall(self, player: Player, words: str) -> None:
        room = group_room(HOME_GROUP)
        mine = (post for post in reversed(self._theatre.chats.posts(room)) if post.author == player.id)
        said = next((post for post in mine if post.text.startswith(words)), None)
        if said:
            self._theatre.recall(player, room, said.id)


def _room(player: Player, way: Way) -> Room:
    if way in (Way.WORKERS, Way.AMONG_WORKERS):
        return group_room(WORKERS_GROUP)
    return private_room(player.id) if way in (Way.PRIVATE, Way.PRESS) else group_room(HOME_GROUP)


def _key(post: Post, words: str) -> str:
    """The key of a post's button that is called so, or says so; "" if it has none, or was pressed."""
    says = f"{SAY}{words}"
    found = (button.key for button in post.buttons if words == button.label or says == button.key)
    return "" if post.pressed else next(found, "")
