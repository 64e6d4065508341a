"""PostgreSQL: its own pg_dump and pg_restore, found on the PATH."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from bot.errors import BackupError
from models.crypto import UnsealError
from models.database import Database
from models.sealed_values import HEAD_BYTES, sealed_columns

NULL = "\\N"


class PostgresqlKeeper:
    """Backs up one PostgreSQL database in pg_dump's custom format."""

    def __init__(self, database: Database) -> None:
        """`database`: what is kept."""
        self._database = database

    def backup(self, file: Path) -> None:
        """A consistent picture of the moment, while others work on."""
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600, exist_ok=False)
        self._run(
            "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={file}", self._target()
        )

    def check(self, file: Path) -> None:
        """Read the sealed columns out of the dump and open one value of each key."""
        listed = self._run("pg_restore", "--list", str(file))
        if "alembic_version" not in listed:
            raise BackupError(f"{file} is a backup of another program")
        for table, column, purpose in sealed_columns():
            script = self._run("pg_restore", "--data-only", f"--table={table}", "--file=-", str(file))
            self._open_samples(_values(script, column), purpose, file)

    def restore(self, file: Path) -> None:
        """Replace every table of ours in one transaction."""
        self._database.close()
        self._run(
            "pg_restore",
            "--clean",
            "--if-exists",
            "--no-owner",
            "--no-privileges",
            "--single-transaction",
            f"--dbname={self._target()}",
            str(file),
        )

    def _open_samples(self, values: Iterator[bytes], purpose: str, file: Path) -> None:
        seen: set[bytes] = set()
        for value in values:
            if (head := value[:HEAD_BYTES]) in seen:
                continue
            seen.add(head)
            try:
                self._database.keys.unseal(value, purpose)
            except UnsealError as error:
                remedy = "add its key to [security] data_keys"
                raise BackupError(f"{file} needs other keys: {error}; {remedy}") from error

    def _target(self) -> str:
        """The address as PostgreSQL's tools take it; the password goes by the environment, out of `ps`."""
        address = self._database.engine.url.set(drivername="postgresql")
        return address._replace(password=None).render_as_string(hide_password=False)

    def _run(self, tool: str, *arguments: str) -> str:
        found = shutil.which(tool)
        if found is None:
            raise BackupError(f"{tool} is not on the PATH; install PostgreSQL's client programs")
        password = self._database.engine.url.password
        environ = os.environ | ({"PGPASSWORD": str(password)} if password else {})
        done = subprocess.run([found, *arguments], env=environ, capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode:
            reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
            raise BackupError(f"{tool} failed: {reason}")
        return done.stdout


def _values(script: str, column: str) -> Iterator[bytes]:
    """The values of one column in the COPY blocks of a dump; bytea is written as \\\\x and hex digits."""
    lines = iter(script.splitlines())
    for line in lines:
        if not line.startswith("COPY "):
            continue
        names = [name.strip(' "') for name in line[line.index("(") + 1 : line.index(")")].split(",")]
        position = names.index(column)
        for row in lines:
            if row == "\\.":
                break
            value = row.split("\t")[position]
            if value != NULL:
                yield bytes.fromhex(value.removeprefix("\\\\x"))
