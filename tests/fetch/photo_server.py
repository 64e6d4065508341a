"""Where photos lie: a real HTTP server with answers on a script, and photos as a phone makes them."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import cast

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base
from PIL.PngImagePlugin import PngInfo

MAKER, PLACE_NOTE, BEHIND = b"PhoneMaker-X9", b"Secret place 37.77", b"BEHIND-THE-END"
Answer = Callable[[BaseHTTPRequestHandler], None]


def photo(color: str = "red", size: tuple[int, int] = (320, 200)) -> bytes:
    """A JPEG with device, place, comment, preview, profile and a tail; turned on its side by its EXIF."""
    exif = Image.Exif()
    exif[Base.Make] = MAKER.decode()
    exif[Base.Orientation] = 6
    exif[Base.ImageDescription] = PLACE_NOTE.decode()
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (37.0, 46.0, 12.0)
    made = io.BytesIO()
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + PLACE_NOTE + b"</x:xmpmeta>"
    image = Image.new("RGB", size, color)
    image.save(made, "JPEG", exif=exif, comment=PLACE_NOTE, xmp=xmp, icc_profile=PLACE_NOTE * 20)
    return made.getvalue() + BEHIND


def png_with_words() -> bytes:
    """A PNG that tells things in its text chunks."""
    words = PngInfo()
    words.add_text("Comment", PLACE_NOTE.decode())
    words.add_itxt("XML:com.adobe.xmp", PLACE_NOTE.decode())
    made = io.BytesIO()
    Image.new("RGBA", (40, 30), (0, 0, 0, 0)).save(made, "PNG", pnginfo=words)
    return made.getvalue() + BEHIND


class PhotoServer:
    """Answers each path as told, and counts who asked for what."""

    def __init__(self) -> None:
        """Listen on a free port of this machine."""
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.hosts: list[str] = []
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.photos = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def host(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self._server.server_port}"

    @property
    def port(self) -> int:
        """The port."""
        return self._server.server_port

    def lay(self, path: str, content: bytes, status: int = 200, **headers: str) -> str:
        """Put a file at a path; its address."""

        def answer(request: BaseHTTPRequestHandler) -> None:
            request.send_response(status)
            for name, value in headers.items():
                request.send_header(name.replace("_", "-"), value)
            request.send_header("Content-Length", str(len(content)))
            request.end_headers()
            request.wfile.write(content)

        self.answers[path] = answer
        return f"http://{self.host}{path}"

    def __enter__(self) -> PhotoServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    photos: PhotoServer
    daemon_threads = True


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        photos = cast(_Server, self.server).photos
        photos.asked.append(self.path)
        photos.hosts.append(self.headers.get("Host", ""))
        answer = photos.answers.get(self.path)
        if answer is None:
            self.send_error(404)
        else:
            answer(self)

    def log_message(self, *_: object) -> None:
        """Say nothing."""
