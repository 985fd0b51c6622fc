"""Links to the second at the publisher's, where its addresses can say one. Pure.

One row of the table for each publisher: which hosts, which paths, and how the time is written.
"""

import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit, urlunsplit

Writer = Callable[[SplitResult, int], SplitResult]


def in_query(name: str, unit: str = "") -> Writer:
    """The second in the query: `name=13s`; one that is there already gives way."""

    def write(address: SplitResult, second: int) -> SplitResult:
        kept = [part for part in address.query.split("&") if part and not _is(part, name)]
        return address._replace(query="&".join([*kept, f"{name}={second}{unit}"]))

    return write


def in_fragment(unit: str = "") -> Writer:
    """The second in the fragment: `#t=13`; other parts of the fragment stay."""

    def write(address: SplitResult, second: int) -> SplitResult:
        kept = [part for part in address.fragment.split("&") if part and not _is(part, "t")]
        return address._replace(fragment="&".join([*kept, f"t={second}{unit}"]))

    return write


class Way(NamedTuple):
    """How one publisher's addresses take a second. `host` and `path` match as a whole; `needs` is
    a part of the query without which the address is not that of a video."""

    host: str
    path: str
    write: Writer
    needs: str = ""


YOUTUBE = r"(?:(?:www|m|music)\.)?youtube\.com"
ANY_HOST = r"[^@]+"
PEERTUBE_ID = r"[1-9A-HJ-NP-Za-km-z]{22}"
UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
MEDIA = "mp4|m4v|webm|ogv|mov|mp3|m4a|ogg|oga|opus|wav|flac|aac"

WAYS = (
    Way(YOUTUBE, r"/watch/?", in_query("t", "s"), needs="v"),
    Way(YOUTUBE, r"/(?:shorts|live)/[\w-]+/?", in_query("t", "s")),
    Way(r"(?:www\.)?youtube(?:-nocookie)?\.com", r"/embed/[\w-]+/?", in_query("start")),
    Way(r"youtu\.be", r"/[\w-]+/?", in_query("t", "s")),
    Way(r"(?:www\.)?dailymotion\.com", r"/(?:embed/)?video/\w+/?", in_query("start")),
    Way(r"dai\.ly", r"/\w+/?", in_query("start")),
    Way(r"(?:www\.)?vimeo\.com", r"/(?:channels/\w+/)?\d+(?:/\w+)?/?", in_fragment("s")),
    Way(r"player\.vimeo\.com", r"/video/\d+/?", in_fragment("s")),
    Way(ANY_HOST, rf"/w/(?:{PEERTUBE_ID}|{UUID})/?", in_query("start", "s")),
    Way(ANY_HOST, rf"/videos/(?:watch|embed)/(?:{PEERTUBE_ID}|{UUID})/?", in_query("start", "s")),
    Way(ANY_HOST, rf"/.+\.(?i:{MEDIA})", in_fragment()),
)
"""The first row that matches is used. Platforms that are not here take no time in their addresses:
TikTok, Instagram, Facebook, X. PeerTube is on any host, and known by the shape of its ids alone."""

WITHOUT_TIME = (
    r"(?:.+\.)?(?:tiktok|instagram|facebook|twitter|x)\.com|fb\.watch"
    r"|(?:.+\.)?archive\.(?:org|today|ph|is|li|fo|vn|md)|(?:.+\.)?perma\.cc|ghostarchive\.org"
)
"""Hosts whose addresses are never given a time, whatever their shape; archived copies are among
them: an archive need not keep what a player does with an address."""


def moment_url(url: str, start_ms: int) -> str | None:
    """The same address at the second in which something begins; None where it cannot say one.

    Query and fragment stay as they are but for an earlier time. Only plain web addresses: http and
    https, without user, password or port, and without white space or control characters.
    """
    address = _read(url)
    if address is None or re.fullmatch(WITHOUT_TIME, (address.hostname or "").rstrip(".")):
        return None
    for way in WAYS:
        if _goes(way, address):
            return urlunsplit(way.write(address, max(start_ms, 0) // 1000))
    return None


def _read(url: str) -> SplitResult | None:
    if re.search(r"[\s\x00-\x1f\x7f-\x9f\\<>\"']", url):
        return None
    try:
        address = urlsplit(url)
        port = address.port
    except ValueError:
        return None
    plain = address.scheme in ("http", "https") and bool(address.hostname)
    if not plain or port is not None or address.netloc.rstrip(":") != address.netloc:
        return None
    return None if "@" in address.netloc else address


def _goes(way: Way, address: SplitResult) -> bool:
    host = re.fullmatch(way.host, address.hostname or "")
    if not host or not re.fullmatch(way.path, address.path):
        return False
    return not way.needs or any(
        name == way.needs and value for name, value in parse_qsl(address.query)
    )


def _is(part: str, name: str) -> bool:
    return unquote(part.split("=", 1)[0]) == name
