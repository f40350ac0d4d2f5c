"""Finds the links of a paper, says what they lead to, and decides which may be opened.

Titles and abstracts are untrusted: an address is only offered if its scheme is http or https, its
host is possible, and nothing in it could be taken for an option, a password or a control sequence.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address
from typing import Final
from urllib.parse import SplitResult, urlsplit, urlunsplit

from daily_papers.papers.cells import cut
from daily_papers.papers.model import Paper
from daily_papers.papers.text import clean_line

MAX_LENGTH: Final = 2_048
"""The most characters in an address that may be opened."""
_LABEL_CELLS: Final = 60


class Kind(StrEnum):
    """What a link leads to."""

    CODE = "code"
    PROJECT = "project"
    DATA = "data"
    ARXIV = "arxiv"
    DOI = "doi"
    HUGGINGFACE = "huggingface"
    PDF = "pdf"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Link:
    """An address in a text."""

    start: int
    """Its start in the text."""
    end: int
    url: str
    """The complete address with its scheme; it may differ from the text."""
    kind: Kind


@dataclass(frozen=True, slots=True)
class PaperLink:
    """One of a paper's links."""

    url: str
    kind: Kind
    label: str
    """Short and clean: `github.com/owner/repo`."""


# Full-width punctuation and Han or kana end an address in Chinese or Japanese text.
_NOT_IN_URL = r"\s<>\"`{}|\\^\[\]\u2018-\u201f\u2026\u3000-\u30ff\u3400-\u9fff\uff00-\uffef"
_IN_HOST_LABEL = r"[^\x00-,/:-@\[-^`{-\x7f.\s\u2018-\u201f\u2026\u3000-\u3002\uff00-\uffef]"
_HOST_IN_TEXT = (
    rf"(?: \[[0-9a-f:.]{{2,45}}\] | localhost | (?: {_IN_HOST_LABEL}{{1,63}} \. ){{1,20}}"
    rf" (?: [A-Za-z0-9-]{{1,63}} | [^\x00-\x7f\W]{{1,63}} ) )"
)
# Case is ignored only in parts: with the large classes that would take long to compile.
_FOUND = re.compile(
    rf"""
      (?P<url> (?i:https?):// (?! [^\s/]{{0,255}}@ ) {_HOST_IN_TEXT} (?: :\d{{1,5}} )?
        (?: [/?\#] (?: (?!,https?:) [^{_NOT_IN_URL}] ){{0,{MAX_LENGTH}}} )? )
    | (?<![\w@./-]) (?P<bare>
        (?i: (?: www\. )? (?: github\.com | gitlab\.com | huggingface\.co | hf\.co | arxiv\.org
                            | (?:dx\.)?doi\.org | [a-z0-9-]{{1,63}}\.github\.io ) )
        / [^{_NOT_IN_URL}]{{1,{MAX_LENGTH}}} )
    | (?<!\w) (?i:arxiv): \s? (?P<arxiv> \d{{4}}\.\d{{4,5}} (?:v\d{{1,3}})?
                                | [a-z][a-z-]{{1,15}}(?:\.[A-Z]{{2}})?/\d{{7}} ) (?!\d)
    | (?<!\w) (?i:doi): \s? (?P<doi> 10\.\d{{4,9}}/[^{_NOT_IN_URL}]{{1,200}} )
    """,
    re.VERBOSE,
)
_TRAILING: Final = ".,;:!?'*"


def find(text: str) -> list[Link]:
    """The addresses in prose, in order, without the punctuation around them.

    They are http and https addresses, those of well-known sites without a scheme
    (`github.com/owner/repo`), `arXiv:2503.02130` and `doi:10.…`, as far as they are openable.
    """
    links = []
    for match in _FOUND.finditer(text):
        group = match.lastgroup or "url"
        body = _trimmed(match[group])
        end = match.start(group) + len(body)
        url = _PREFIXES[group] + body
        if is_openable(url):
            links.append(Link(match.start(), end, url, kind_of(url)))
    return links


_PREFIXES: Final = {
    "url": "",
    "bare": "https://",
    "arxiv": "https://arxiv.org/abs/",
    "doi": "https://doi.org/",
}


def _trimmed(url: str) -> str:
    """`url` without punctuation at its end, but with a parenthesis that closes one in it."""
    open_brackets = url.count("(") - url.count(")")
    end = len(url)
    while end:
        char = url[end - 1]
        if char == ")" and open_brackets < 0:
            open_brackets += 1
        elif char == "(":
            open_brackets -= 1
        elif char not in _TRAILING:
            break
        end -= 1
    return url[:end]


_NEVER_IN_URL = re.compile(r"[\s<>\"`{}|\\^]")
_HOST = re.compile(r"(?:(?!-)[a-z0-9_-]{1,63}(?<!-)\.)+(?!\d+$)(?!-)[a-z0-9-]{2,63}(?<!-)\.?")
_DOTS_OF_IDNA = re.compile("[\u3002\uff0e\uff61]")


def is_openable(url: str) -> bool:
    """Whether `url` is safe to open in a browser: http or https, with a possible host.

    User names, passwords, white space and control characters are not allowed, nor are more than
    `MAX_LENGTH` characters.
    """
    if len(url) > MAX_LENGTH or not url.isprintable() or _NEVER_IN_URL.search(url):
        return False
    if any(unicodedata.category(char)[0] in "CZ" for char in url):
        return False
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    plain = parts.scheme in {"http", "https"} and "@" not in parts.netloc and port != 0
    return plain and _is_host(parts.hostname or "")


def _is_host(host: str) -> bool:
    """Whether `host` is a name with a dot, `localhost`, or an IPv4 or IPv6 address."""
    if host == "localhost":
        return True
    try:
        ip_address(host)
    except ValueError:
        name = _punycode(host)
        return name is not None and len(name) <= 253 and _HOST.fullmatch(name) is not None
    return True


def _punycode(host: str) -> str | None:
    """A host name in ASCII, as it is looked up; `None` if it has no such form."""
    if host.isascii():
        return host.lower()
    if _DOTS_OF_IDNA.search(host) or unicodedata.normalize("NFKC", host) != host:
        return None
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return None


_KINDS: Final = {
    "github.com": Kind.CODE,
    "gitlab.com": Kind.CODE,
    "bitbucket.org": Kind.CODE,
    "codeberg.org": Kind.CODE,
    "gitee.com": Kind.CODE,
    "anonymous.4open.science": Kind.CODE,
    "arxiv.org": Kind.ARXIV,
    "doi.org": Kind.DOI,
    "huggingface.co": Kind.HUGGINGFACE,
    "zenodo.org": Kind.DATA,
    "figshare.com": Kind.DATA,
    "data.mendeley.com": Kind.DATA,
    "physionet.org": Kind.DATA,
    "sites.google.com": Kind.PROJECT,
}
_PROJECT_HOSTS: Final = (".github.io", ".gitlab.io", ".netlify.app", ".vercel.app", ".pages.dev")
_DATA_PATHS: Final = ("/datasets/", "/dataset/")
_SAME_HOST: Final = {"hf.co": "huggingface.co", "dx.doi.org": "doi.org"}


def kind_of(url: str) -> Kind:
    """What an address leads to, according to its host and path."""
    host, path = _host_and_path(urlsplit(url))
    if path.lower().endswith(".pdf") or (host == "arxiv.org" and path.startswith("/pdf/")):
        return Kind.PDF
    if path.startswith(_DATA_PATHS) and host in {"huggingface.co", "kaggle.com"}:
        return Kind.DATA
    return _KINDS.get(host, Kind.PROJECT if host.endswith(_PROJECT_HOSTS) else Kind.PAGE)


def _host_and_path(parts: SplitResult) -> tuple[str, str]:
    """The host and path of an address, with one name for hosts that have several."""
    host = (parts.hostname or "").removeprefix("www.")
    return _SAME_HOST.get(host, host), parts.path


def page_key(url: str) -> str:
    """A key that is equal for addresses of the same page.

    It ignores the scheme, `www.`, a slash at the end, `.git`, the version of an arXiv id, and case
    where the site ignores it; `arxiv.org/abs` and `arxiv.org/pdf` are different pages.
    """
    parts = urlsplit(url)
    host, path = _host_and_path(parts)
    path = path.rstrip("/").removesuffix(".git")
    if host in {"github.com", "doi.org"}:
        path = path.lower()
    if host == "arxiv.org":
        path = re.sub(r"v\d{1,3}$", "", path.removesuffix(".pdf"))
    port = f":{parts.port}" if parts.port not in {None, 80, 443} else ""
    query = f"?{parts.query}" if parts.query else ""
    fragment = f"#{parts.fragment}" if parts.fragment and host != "github.com" else ""
    return f"{host}{port}{path}{query}{fragment}"


def with_ascii_host(url: str) -> str:
    """An openable address with its host in ASCII, so that it cannot imitate another."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if host.isascii():
        return url
    port = f":{parts.port}" if parts.port else ""
    return urlunsplit(parts._replace(netloc=f"{_punycode(host) or host}{port}"))


def label(url: str) -> str:
    """An openable address as it is shown: short, without its scheme, and with an ASCII host."""
    parts = urlsplit(with_ascii_host(url))
    host = parts.hostname or ""
    if ":" in host:
        host = f"[{host}]"
    port = f":{parts.port}" if parts.port else ""
    query = f"?{parts.query}" if parts.query else ""
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    path = parts.path.rstrip("/").removesuffix(".git")
    shown = f"{host.removeprefix('www.')}{port}{path}{query}{fragment}"
    return cut(clean_line(shown), _LABEL_CELLS)


def paper_links(paper: Paper, abstract: str) -> tuple[PaperLink, ...]:
    """The links of a paper, each once: its page, its PDF, code and project, then the abstract's.

    The page is arXiv's, else the DOI's, else the one that the source gives; of several pages the
    others follow the project.

    Args:
        paper: The paper.
        abstract: The abstract as it is shown, with its TeX converted.
    """
    pages = [f"https://arxiv.org/abs/{paper.arxiv_id}"] if paper.arxiv_id else []
    pages += [f"https://doi.org/{paper.doi}"] if paper.doi else []
    pages += [_with_scheme(paper.url)] if paper.url else []
    urls = pages[:1]
    urls += [f"https://arxiv.org/pdf/{paper.arxiv_id}"] if paper.arxiv_id else []
    urls += [_with_scheme(paper.github, site="github.com/")] if paper.github else []
    project = _with_scheme(paper.project) if paper.project else None
    urls += [project] if project else []
    urls += pages[1:] + [link.url for link in find(abstract)]
    chosen: dict[str, PaperLink] = {}
    for url in filter(is_openable, urls):
        kind = kind_of(url)
        if url == project and kind is Kind.PAGE:
            kind = Kind.PROJECT
        chosen.setdefault(page_key(url), PaperLink(url, kind, label(url)))
    return tuple(chosen.values())


_OWNER_AND_NAME = re.compile(r"[\w-]+/[\w.-]+")


def _with_scheme(address: str, site: str = "") -> str:
    """An address from a field, where its scheme or (`owner/name`) also its site may be missing."""
    address = address.strip()
    if "://" in address:
        return address
    return f"https://{site if _OWNER_AND_NAME.fullmatch(address) else ''}{address}"
