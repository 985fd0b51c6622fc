"""A second is put into addresses that take one, and into no other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.moments import moment_url

PEERTUBE = "kkGMgK9ZtnKfYAgnEtQxbv"
UUID = "9c9de5e8-0a1e-484a-b099-e80766180a6d"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.youtube.com/watch?v=abc-_1", "https://www.youtube.com/watch?v=abc-_1&t=13s"),
        ("https://m.youtube.com/watch?v=a&list=b", "https://m.youtube.com/watch?v=a&list=b&t=13s"),
        (
            "https://www.youtube.com/watch?t=2m&v=a#c",
            "https://www.youtube.com/watch?v=a&t=13s#c",
        ),
        ("https://youtu.be/abc?si=x", "https://youtu.be/abc?si=x&t=13s"),
        ("https://www.youtube.com/shorts/abc", "https://www.youtube.com/shorts/abc?t=13s"),
        ("https://www.youtube.com/live/abc", "https://www.youtube.com/live/abc?t=13s"),
        ("https://www.youtube.com/embed/abc", "https://www.youtube.com/embed/abc?start=13"),
        (
            "https://www.youtube-nocookie.com/embed/abc?start=4",
            "https://www.youtube-nocookie.com/embed/abc?start=13",
        ),
        (
            "https://www.dailymotion.com/video/x8abc",
            "https://www.dailymotion.com/video/x8abc?start=13",
        ),
        ("https://dai.ly/x8abc", "https://dai.ly/x8abc?start=13"),
        ("https://vimeo.com/12345", "https://vimeo.com/12345#t=13s"),
        ("https://vimeo.com/12345/abcdef", "https://vimeo.com/12345/abcdef#t=13s"),
        ("https://player.vimeo.com/video/1?h=2", "https://player.vimeo.com/video/1?h=2#t=13s"),
        (f"https://video.example/w/{PEERTUBE}", f"https://video.example/w/{PEERTUBE}?start=13s"),
        (
            f"https://video.example/videos/watch/{UUID}",
            f"https://video.example/videos/watch/{UUID}?start=13s",
        ),
        ("http://media.example/a/b.mp4", "http://media.example/a/b.mp4#t=13"),
        ("https://media.example/b.MP3?k=v", "https://media.example/b.MP3?k=v#t=13"),
        ("https://media.example/b.ogg#x=1&t=3", "https://media.example/b.ogg#x=1&t=13"),
    ],
)
def test_each_publisher_has_its_way_to_say_a_second(url: str, expected: str) -> None:
    assert moment_url(url, 13_999) == expected


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://www.tiktok.com/@someone/video/7301",
        "https://www.instagram.com/reel/abc/",
        "https://www.facebook.com/watch/?v=1",
        "https://x.com/someone/status/1/video.mp4",
        "https://x.com./someone/video.mp4",
        "https://www.youtube.com/",
        "https://www.youtube.com/watch",
        "https://www.youtube.com/watch?v=",
        "https://www.youtube.com/@channel",
        "https://vimeo.com/about",
        "https://video.example/w/short",
        "https://video.example/w/album/9",
        "https://journal.example/article.html",
    ],
)
def test_an_address_that_takes_no_time_gets_none(url: str) -> None:
    assert moment_url(url, 13_000) is None


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)//www.youtube.com/watch?v=a",
        "data:video/mp4;base64,AAAA.mp4",
        "ftp://media.example/b.mp4",
        "//www.youtube.com/watch?v=a",
        "https:///watch?v=a",
        "https://user:secret@www.youtube.com/watch?v=a",
        "https://www.youtube.com@evil.example/w.mp4",
        "https://www.youtube.com:8443/watch?v=a",
        "https://www.youtube.com:/watch?v=a",
        "https://www.youtube.com:x/watch?v=a",
        "https://www.youtube.com.evil.example/watch?v=a",
        "https://evilyoutube.com/watch?v=a",
        "https://www.youtube.com\\.evil.example/watch?v=a",
        "https://www.youtube.com/watch?v=a\nb",
        'https://media.example/".mp4',
        "https://[::1/b.mp4",
        "https://web.archive.org/web/2026/https://media.example/b.mp4",
        "https://archive.ph/b.mp4",
    ],
)
def test_a_hostile_or_archived_address_gets_none(url: str) -> None:
    assert moment_url(url, 13_000) is None


@given(st.text(max_size=60), st.integers(min_value=0, max_value=2**31 - 1))
def test_no_text_breaks_it(tail: str, start_ms: int) -> None:
    for head in ("", "https://", "https://www.youtube.com/watch?v=a", "http://a.example/b.mp4?"):
        found = moment_url(head + tail, start_ms)
        assert found is None or found.startswith(("https://", "http://"))


@given(st.integers(min_value=0, max_value=2**31 - 1), st.integers(min_value=0, max_value=10**6))
def test_a_link_that_has_a_time_gets_another(first: int, second: int) -> None:
    for url in ("https://youtu.be/a", "https://vimeo.com/1", "http://a.example/b.mp4"):
        assert moment_url(moment_url(url, first) or "", second) == moment_url(url, second)
