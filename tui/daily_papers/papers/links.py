"""Links of a paper: addresses in prose, what they lead to, and which may be opened.

A title or abstract is untrusted: an address is only offered where its scheme is http or https, its
host could be one, and nothing in it could be taken for an option, a password or a control.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address
from typing import Final
from urllib.parse import SplitResult, urlsplit, urlunsplit

from daily_papers.papers.model import Paper
from daily_papers.papers.text import clean_line, cut

MAX_LENGTH: Final = 2_048
"""Characters of an address: longer ones are not opened."""
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
    """Where it starts in the text."""
    end: int
    url: str
    """With its scheme, ready to be opened; it may differ from what stands in the text."""
    kind: Kind


@dataclass(frozen=True, slots=True)
class PaperLink:
    """One of a paper's links."""

    url: str
    kind: Kind
    label: str
    """Short and clean: `github.com/owner/repo`."""


# Full-width punctuation and Han or kana text end an address that stands in Chinese or Japanese.
_NOT_IN_URL = r"\s<>\"`{}|\\^\[\]\u2018-\u201f\u2026\u3000-\u30ff\u3400-\u9fff\uff00-\uffef"
_IN_HOST_LABEL = r"[^\x00-,/:-@\[-^`{-\x7f.\s\u2018-\u201f\u2026\u3000-\u3002\uff00-\uffef]"
_HOST_IN_TEXT = (
    rf"(?: \[[0-9a-f:.]{{2,45}}\] | localhost | (?: {_IN_HOST_LABEL}{{1,63}} \. ){{1,20}}"
    rf" (?: [A-Za-z0-9-]{{1,63}} | [^\x00-\x7f\W]{{1,63}} ) )"
)
# Case is ignored piece by piece: over the large classes that would take long to compile.
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
    """The addresses in prose, in order, freed of the punctuation that is glued to them.

    Known are http and https addresses, bare ones of the sites where papers, code and data are
    (`github.com/owner/repo`), `arXiv:2503.02130` and `doi:10.…`. Only what `is_openable` is given.
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
    """`url` without closing punctuation; a bracket stays where its partner is in the address."""
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
    """Whether `url` may be given to a browser: http or https, a host that can be one, no tricks.

    Turned down are other schemes, user names and passwords, white space and control characters
    anywhere, and more than `MAX_LENGTH` characters.
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
    """Whether `host` is a name with a dot, `localhost`, or an address of IPv4 or IPv6."""
    if host == "localhost":
        return True
    try:
        ip_address(host)
    except ValueError:
        name = _punycode(host)
        return name is not None and len(name) <= 253 and _HOST.fullmatch(name) is not None
    return True


def _punycode(host: str) -> str | None:
    """A host's name in ASCII, as it is asked for; `None` where it has no such form."""
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
    """What an address leads to, judged by its host and path."""
    host, path = _place(urlsplit(url))
    if path.lower().endswith(".pdf") or (host == "arxiv.org" and path.startswith("/pdf/")):
        return Kind.PDF
    if path.startswith(_DATA_PATHS) and host in {"huggingface.co", "kaggle.com"}:
        return Kind.DATA
    return _KINDS.get(host, Kind.PROJECT if host.endswith(_PROJECT_HOSTS) else Kind.PAGE)


def _place(parts: SplitResult) -> tuple[str, str]:
    """Host and path of an address, where sites with two names go by one."""
    host = (parts.hostname or "").removeprefix("www.")
    return _SAME_HOST.get(host, host), parts.path


def same_place(url: str) -> str:
    """A key that is equal for addresses of the same page.

    Scheme, `www.`, a closing slash, `.git`, arXiv's versions, and upper case where the site
    takes no notice of it make no difference; `arxiv.org/abs` and `arxiv.org/pdf` do.
    """
    parts = urlsplit(url)
    host, path = _place(parts)
    path = path.rstrip("/").removesuffix(".git")
    if host in {"github.com", "doi.org"}:
        path = path.lower()
    if host == "arxiv.org":
        path = re.sub(r"v\d{1,3}$", "", path.removesuffix(".pdf"))
    port = f":{parts.port}" if parts.port not in {None, 80, 443} else ""
    query = f"?{parts.query}" if parts.query else ""
    fragment = f"#{parts.fragment}" if parts.fragment and host != "github.com" else ""
    return f"{host}{port}{path}{query}{fragment}"


def unmasked(url: str) -> str:
    """An openable address with its host in ASCII, as it is asked for: it looks like no other."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if host.isascii():
        return url
    port = f":{parts.port}" if parts.port else ""
    return urlunsplit(parts._replace(netloc=f"{_punycode(host) or host}{port}"))


def label(url: str) -> str:
    """An openable address as it is shown: without scheme, short, and `unmasked`."""
    parts = urlsplit(unmasked(url))
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

    The page is arXiv's, else the DOI's, else the one the source names; where a paper has several,
    the others follow the project.

    Args:
        paper: As its source tells it.
        abstract: The abstract as it is read, with its TeX converted.
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
        chosen.setdefault(same_place(url), PaperLink(url, kind, label(url)))
    return tuple(chosen.values())


_OWNER_AND_NAME = re.compile(r"[\w-]+/[\w.-]+")


def _with_scheme(address: str, site: str = "") -> str:
    """An address from a field that may lack its scheme or, as `owner/name`, even its site."""
    address = address.strip()
    if "://" in address:
        return address
    return f"https://{site if _OWNER_AND_NAME.fullmatch(address) else ''}{address}"
