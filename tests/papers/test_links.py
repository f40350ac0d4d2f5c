"""Links are found in prose without the punctuation around them, and opened only if safe."""

import pytest
from daily_papers.papers.links import (
    Kind,
    find,
    is_openable,
    kind_of,
    label,
    page_key,
    paper_links,
    with_ascii_host,
)
from daily_papers.papers.model import Paper
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        pytest.param("Code: https://a.org/b.", ["https://a.org/b"], id="full-stop"),
        pytest.param("https://a.org/b{https://a.org/b}.", ["https://a.org/b"] * 2, id="braces"),
        pytest.param(
            "<https://a.org/b>; 'https://a.org/c'", ["https://a.org/b", "https://a.org/c"]
        ),
        pytest.param("(see https://a.org/B_(c))", ["https://a.org/B_(c)"], id="balanced"),
        pytest.param("(at https://a.org/b).", ["https://a.org/b"], id="in-parentheses"),
        pytest.param(
            "[code](https://a.org/b) **https://a.org**", ["https://a.org/b", "https://a.org"]
        ),
        pytest.param("“https://a.org/b”…", ["https://a.org/b"], id="quotes"),
        pytest.param("见https://a.org/b。代码", ["https://a.org/b"], id="chinese-stop"),
        pytest.param(
            "（https://a.org/b）和https://a.org上",
            ["https://a.org/b", "https://a.org"],
            id="chinese",
        ),
        pytest.param("https://a.org,https://b.org/x,https://c.org", 3, id="comma-list"),
        pytest.param("https://a.org/x?a=1&b=%20#f!", ["https://a.org/x?a=1&b=%20#f"], id="query"),
        pytest.param(
            "http://127.0.0.1:80/x http://[::1]:8/", ["http://127.0.0.1:80/x", "http://[::1]:8/"]
        ),
        pytest.param("at github.com/o/r.", ["https://github.com/o/r"], id="bare-code"),
        pytest.param("hf.co/o/m, huggingface.co/o/m", 2, id="bare-huggingface"),
        pytest.param("o.github.io/p/", ["https://o.github.io/p/"], id="bare-project"),
        pytest.param("arXiv:2503.02130v2.", ["https://arxiv.org/abs/2503.02130v2"], id="arxiv-id"),
        pytest.param("arXiv: cs/0112017", ["https://arxiv.org/abs/cs/0112017"], id="old-arxiv-id"),
        pytest.param("doi:10.1000/xyz.", ["https://doi.org/10.1000/xyz"], id="doi"),
        pytest.param("me@github.com/x, notgithub.com/x, github.com", [], id="no-links"),
        pytest.param(
            "javascript:alert(1) file:///etc/passwd ftp://a.org/x", [], id="other-schemes"
        ),
        pytest.param("https://me:pw@a.org/ https://host http://", [], id="not-openable"),
        pytest.param("https://a.org/" + "x" * 5_000, [], id="endless"),
        pytest.param("", [], id="empty"),
    ],
)
def test_addresses_are_found_without_their_surroundings(text: str, urls: list[str] | int) -> None:
    found = find(text)
    if isinstance(urls, int):
        assert len(found) == urls
    else:
        assert [link.url for link in found] == urls


def test_a_link_has_its_position() -> None:
    text = "See (github.com/o/r), arXiv:2503.02130."
    assert [text[link.start : link.end] for link in find(text)] == [
        "github.com/o/r",
        "arXiv:2503.02130",
    ]


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://github.com/o/r", Kind.CODE),
        ("https://www.gitlab.com/o/r", Kind.CODE),
        ("https://o.github.io/p", Kind.PROJECT),
        ("https://sites.google.com/view/x", Kind.PROJECT),
        ("https://huggingface.co/datasets/o/d", Kind.DATA),
        ("https://zenodo.org/records/1", Kind.DATA),
        ("https://hf.co/o/m", Kind.HUGGINGFACE),
        ("https://arxiv.org/abs/2503.02130", Kind.ARXIV),
        ("https://arxiv.org/pdf/2503.02130", Kind.PDF),
        ("https://a.org/x.PDF", Kind.PDF),
        ("https://dx.doi.org/10.1000/x", Kind.DOI),
        ("https://a.org/x", Kind.PAGE),
        ("https://github.com.evil.org/o/r", Kind.PAGE),
    ],
)
def test_a_link_has_a_kind(url: str, kind: Kind) -> None:
    assert kind_of(url) is kind


@pytest.mark.parametrize(
    "url",
    [
        "https://a.org",
        "HTTP://A.ORG/x",
        "https://a-b.c_d.org:8080/x?y=1#z",
        "http://localhost:8000/",
        "http://127.0.0.1/",
        "http://[2001:db8::1]:80/",
        "https://例え.jp/x",
        "https://xn--r8jz45g.jp",
        "https://a.org/wiki/Zoë_(x)",
    ],
)
def test_possible_pages_may_be_opened(url: str) -> None:
    assert is_openable(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "a.org",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "ftp://a.org",
        "--renderer-cmd-prefix=x",
        "https://",
        "https://host",
        "https://-a.org",
        "https://--help.org-/",
        "https://a..org",
        "https://2130706433/",
        "https://1.2.3.4.5/",
        "https://user@a.org",
        "https://a.org@evil.org/",
        "https://a.org:99999/",
        "https://a.org:x/",
        "https://[::1",
        "https://a.org\\@evil.org",
        "https://a.org/x y",
        "https://a.org/\n",
        "https://a.org/\x1b[31m",
        "https://a.org/\x9b",
        "https://a.org/\u202etxt",
        "https://a.org/\u200b",
        "https://a.org/\ud83d",
        "https://a.org/`id`",
        "https://ａ.org/",
        "https://a。org/",
        "https://a.org/" + "x" * 2_048,
    ],
)
def test_suspicious_addresses_are_not_opened(url: str) -> None:
    assert not is_openable(url)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://www.github.com/o/r.git", "github.com/o/r"),
        ("https://arxiv.org/abs/2503.02130", "arxiv.org/abs/2503.02130"),
        ("http://a.org:8080/?q=1#f", "a.org:8080?q=1#f"),
        ("http://[::1]:80/x", "[::1]:80/x"),
        ("https://例え.jp/", "xn--r8jz45g.jp"),
        ("https://münchen.de/x", "xn--mnchen-3ya.de/x"),
        ("https://раypal.com/x", "xn--ypal-43d9g.com/x"),
        ("https://аррӏе.com/", "xn--80ak6aa92e.com"),
        ("https://gıthub.com:81/o", "xn--gthub-n4a.com:81/o"),
    ],
)
def test_a_label_is_short_and_unmasks_look_alikes(url: str, shown: str) -> None:
    assert label(url) == shown


def test_an_address_with_its_host_in_ascii_is_the_same_page() -> None:
    assert (
        with_ascii_host("https://gıthub.com:81/ö?q=1#f") == "https://xn--gthub-n4a.com:81/ö?q=1#f"
    )
    assert with_ascii_host("https://github.com/ö") == "https://github.com/ö"


def test_a_long_label_is_cut() -> None:
    assert label("https://a.org/" + "x" * 200) == "a.org/" + "x" * 53 + "…"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://a.org/x/", "http://www.a.org/x", True),
        ("https://github.com/O/R.git", "https://github.com/o/r", True),
        ("https://arxiv.org/abs/2503.02130v2", "https://arxiv.org/abs/2503.02130", True),
        ("https://arxiv.org/pdf/2503.02130v1.pdf", "https://arxiv.org/pdf/2503.02130", True),
        ("https://hf.co/o/m", "https://huggingface.co/o/m", True),
        ("https://dx.doi.org/10.1/X", "https://doi.org/10.1/x", True),
        ("https://arxiv.org/abs/2503.02130", "https://arxiv.org/pdf/2503.02130", False),
        ("https://arxiv.org/abs/2503.02130", "https://huggingface.co/papers/2503.02130", False),
        ("https://a.org/x?v=1", "https://a.org/x?v=2", False),
        ("https://a.org:81/x", "https://a.org/x", False),
    ],
)
def test_two_addresses_of_one_page_are_one(one: str, other: str, same: bool) -> None:
    assert (page_key(one) == page_key(other)) is same


def test_a_papers_links_begin_with_its_page_and_are_unique() -> None:
    paper = Paper(
        title="Ferry",
        arxiv_id="2503.02130",
        doi="10.1000/x",
        url="https://huggingface.co/papers/2503.02130",
        github="https://github.com/Owner/Repo",
        project="owner.org/ferry/",
    )
    abstract = (
        "See github.com/owner/repo.git, http://www.owner.org/ferry, arXiv:2503.02130v3 "
        "and https://huggingface.co/datasets/o/d."
    )
    assert [(str(link.kind), link.label) for link in paper_links(paper, abstract)] == [
        ("arxiv", "arxiv.org/abs/2503.02130"),
        ("pdf", "arxiv.org/pdf/2503.02130"),
        ("code", "github.com/Owner/Repo"),
        ("project", "owner.org/ferry"),
        ("doi", "doi.org/10.1000/x"),
        ("huggingface", "huggingface.co/papers/2503.02130"),
        ("data", "huggingface.co/datasets/o/d"),
    ]


@pytest.mark.parametrize(
    ("paper", "labels"),
    [
        (Paper("t", doi="10.1000/x", url="https://a.org"), ["doi.org/10.1000/x", "a.org"]),
        (Paper("t", url="https://huggingface.co/papers/1"), ["huggingface.co/papers/1"]),
        (Paper("t", github="owner/repo"), ["github.com/owner/repo"]),
        (Paper("t", github="javascript:x", project="\x1b[31m", url="file:///x"), []),
        (Paper("t"), []),
    ],
)
def test_other_papers_have_the_links_of_their_source(paper: Paper, labels: list[str]) -> None:
    assert [link.label for link in paper_links(paper, "")] == labels


ADDRESS = st.lists(
    st.sampled_from(
        [
            *("https://", "a", ".org", "/", "(", ")", "{", "}", ".", ",", "[", "]", ":", "@", "#"),
            *("github.com/", "arXiv:", "2503.02130", "doi:10.1000/", "。", "ä", " ", "?", "-"),
            *("\x1b", "\u202e"),
        ]
    ),
    max_size=25,
).map("".join)


@given(ADDRESS | st.text(st.characters(), max_size=40))
def test_found_links_can_be_opened_and_drawn(text: str) -> None:
    end = 0
    for link in find(text):
        assert end <= link.start < link.end <= len(text)
        end = link.end
        assert is_openable(link.url)
        assert label(link.url).isprintable()
    is_openable(text)


@given(ADDRESS, ADDRESS, ADDRESS)
def test_fields_may_have_any_text(url: str, github: str, project: str) -> None:
    paper = Paper("t", url=url, github=github, project=project)
    links = paper_links(paper, url)
    assert len({page_key(link.url) for link in links}) == len(links)
    assert all(is_openable(link.url) for link in links)
