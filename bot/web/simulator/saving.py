"""Save as test: what was just played, as a story test to read, copy and keep."""

from __future__ import annotations

from flask import Response, render_template

from bot.web.simulator.answers import Answer, Route
from bot.web.simulator.notebook import Notebook

FILE = "test_saved_story.py"


class Saving:
    """The views of the notebook."""

    def __init__(self, notebook: Notebook) -> None:
        """`notebook` holds what people did since the opening."""
        self.notebook = notebook

    def routes(self) -> list[Route]:
        """The addresses."""
        return [("/story", self.story, "GET"), (f"/{FILE}", self.download, "GET")]

    def story(self) -> Answer:
        """The test on a page, with a way to copy and one to keep it."""
        text = "" if self.notebook.is_empty else self.notebook.story()
        return render_template("simulator/story.html", text=text, file=FILE)

    def download(self) -> Answer:
        """The test as a file."""
        headers = {"Content-Disposition": f"attachment; filename={FILE}"}
        return Response(self.notebook.story(), mimetype="text/x-python", headers=headers)
