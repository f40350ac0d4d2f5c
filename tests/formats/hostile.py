"""Made-up files that cost a careless reader quadratic time or much memory, for every format.

Each is a beginning, a part that is repeated up to a size, and an end.
"""

from __future__ import annotations

import json
from dataclasses import dataclass


@dataclass(frozen=True)
class Hostile:
    """A file of any size."""

    name: str
    repeated: str
    start: str = ""
    end: str = ""
    numbered: bool = False
    """Whether each `#` in `repeated` is the number of the repetition."""

    def data(self, size: int) -> bytes:
        """The file with about `size` bytes."""
        times = max(1, size // len(self.repeated.encode()))
        if self.numbered:
            parts = (self.repeated.replace("#", str(number)) for number in range(times))
            return (self.start + "".join(parts) + self.end).encode()
        return (self.start + self.repeated * times + self.end).encode()


def _family(prefix: str, start: str, parts: list[str], end: str = "") -> list[Hostile]:
    return [Hostile(f"{prefix} {part!r}", part, start, end) for part in parts]


_RSS = "<rss><channel><item><title>T</title>"
_ITEM = "<item><title>T#</title></item>"
_ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><id>http://arxiv.org/api/x</id>'
    "<entry><id>http://arxiv.org/abs/2401.00001</id><title>T</title>"
)
_BIB = "@article{a, title={T}, "
_RIS = "TY  - JOUR\nTI  - T\n"
_PAGE = "Daily Papers\n\nJul 31\n\n"
_HTML = "<!DOCTYPE html><html><body>"
_TAGS = [
    '<a b="',
    "<a b='",
    "<!--",
    "<p><!--",
    "<p",
    "<",
    "</",
    "</p",
    "<!",
    "<![CDATA[",
    "<![0,1]",
    "<?",
    "<p a=",
    "<p a a=a ",
    "<p/",
    "<script>",
    "<style></styl",
    "&",
    "&#",
    "&#x10ffff;",
    "&amp",
    "&#" + "9" * 20,
    "<br>",
    "--",
    "-->",
    "<p>x</p>",
    "a\n",
    " ",
    "\t\n",
    '"',
    "'",
    "=",
    "]]>",
    "<a href=javascript:x>",
    "<!-- -- >",
    "<p title='>'>",
]
"""What HTML parsers stumble over."""

HOSTILE: list[Hostile] = [
    # JSON
    *_family("json", "", ["[", '{"a":', "[[],", '"', "[1,", '[{"title":"T"},']),
    *_family(
        "json title", '[{"title":"T', ["x", " ", "\\\\", "\\n", "\\u0041", "\\ud800", "$"], '"}]'
    ),
    *_family("json authors", '[{"title":"T","authors":"', [" and ", ",", ";", "a ", " "], '"}]'),
    *_family("json number", '[{"title":', ["9", "0.", "1e"], "}]"),
    *_family("json list", '[{"title":"T"},', ["1,", "null,", "{},", "[],", '"x",'], "1]"),
    Hostile("json papers", '{"title":"T#"},', "[", '{"title":"T"}]', numbered=True),
    Hostile("json doubles", '{"title":"T","abstract":"#"},', "[", "{}]", numbered=True),
    Hostile("json keys", '"k#":1,', '[{"title":"T",', '"z":1}]', numbered=True),
    Hostile("json keywords", '"k#",', '[{"title":"T","ai_keywords":[', '"z"]}]', numbered=True),
    Hostile("json repr", "\\'", json.dumps(["{'title': '"])[:-2], '"]'),
    Hostile("json repr escapes", "\\\\x41", "[\"{'title': '", "'}\"]"),
    Hostile("json repr quotes", "'", "[\"{'title': ", '"]'),
    Hostile("json repr nesting", "{'a':", '["', '"]'),
    # JSON Lines
    *_family(
        "jsonl", '{"title":"T"}\n{"title":"U"}\n', ["\n", "{}\n", "[]\n", '"x"\n', "x", "1\n"]
    ),
    *_family("jsonl line", '{"title":"T"}\n{"title":"U', ["x", " ", "\\n"], '"}\n'),
    Hostile("jsonl papers", '{"title":"T#"}\n', numbered=True),
    Hostile("jsonl broken", '{"title":"T#"\n{"title":"U"}\n', '{"title":"T"}\n', numbered=True),
    # XML
    *_family("rss open", _RSS, ["<a>", "<item>", "<title>", "<b><c/>", "x", "&amp;", "&#65;"]),
    *_family("rss attributes", _RSS + "<link", [' a="b"', " "], "/></item></channel></rss>"),
    *(
        Hostile(
            f"rss description {part!r}",
            part.replace("&", "&amp;").replace("<", "&lt;"),
            _RSS + "<description>&lt;p&gt;",
            "</description></item></channel></rss>",
        )
        for part in _TAGS
    ),
    *_family(
        "rss labels",
        _RSS + "<description>",
        [
            "Authors: a\n",
            "Upvotes: 1\n",
            "abstract:",
            "summary : \n",
            "arXiv:",
            " Announce Type: x",
        ],
        "</description></item></channel></rss>",
    ),
    *_family(
        "rss fields",
        _RSS,
        [
            "<link>x</link>",
            "<category>a b</category>",
            "<author>a</author>",
            "<guid>1</guid>",
            "<description>&lt;p&gt;</description>",
        ],
        "</item></channel></rss>",
    ),
    *_family(
        "rss creator", _RSS + "<creator>", [" and ", ",", "a "], "</creator></item></channel></rss>"
    ),
    *_family(
        "rss date",
        _RSS + "<pubDate>",
        ["1", " ", "(", ":", "Mon,"],
        "</pubDate></item></channel></rss>",
    ),
    Hostile("rss items", _ITEM, "<rss><channel>", "</channel></rss>", numbered=True),
    Hostile("rss comments", "<!-- x -->", _RSS, "</item></channel></rss>"),
    Hostile("rss instructions", "<?x y?>", _RSS, "</item></channel></rss>"),
    Hostile(
        "rss sections",
        "<![CDATA[x]]>",
        _RSS + "<description>",
        "</description></item></channel></rss>",
    ),
    Hostile("rss names", "<n# xmlns:n#='u'/>", _RSS, "</item></channel></rss>", numbered=True),
    *_family("atom open", _ATOM, ["<a>", "<entry>", "<author><name>A</name></author>", "x"]),
    *_family(
        "atom fields",
        _ATOM,
        ["<author><name>A</name></author>", "<category term='x'/>", "<summary>x</summary>"],
        "</entry></feed>",
    ),
    *_family(
        "atom summary", _ATOM + "<summary>", ["x", "$", "\n", "&lt;"], "</summary></entry></feed>"
    ),
    *_family("xml", "<?xml version='1.0'?>", ["<a>", " ", "<!--", "<!-- -->", "x", "<a b='"]),
    *_family("xml declaration", "<?xml version='1.0'", [" ", " encoding=", " a='b'"]),
    # HTML
    *_family("html", _HTML, _TAGS),
    *_family("html comment", "<!--", ["-", "x", "<!--", ">"]),
    Hostile("html props", "&quot;", _HTML + '<div data-props="', '"></div>'),
    Hostile("html components", "<div data-props='{\"a\":[1]}'></div>", _HTML),
    Hostile("html attributes", ' a#="b"', _HTML + "<div", ">", numbered=True),
    # BibTeX
    *_family(
        "bibtex",
        "@article{a,\n",
        [
            "@",
            "@a{",
            "@article{a,\n",
            "{",
            "}",
            "@comment{",
            "a = {",
            'a = "',
            "x = y # ",
            "=",
            ",",
            "#",
            " ",
            "\\",
            "%",
            "@string{a=",
        ],
    ),
    *_family(
        "bibtex broken",
        _BIB + "x = {T}}\n",
        ["@a{b, c = {", '@a{b, c = "', "@a{b, c = d # ", "@a{b c", "@a{", "@a(b, c = {x}, "],
    ),
    *_family(
        "bibtex title",
        "@article{a, title={",
        [
            "x",
            "{",
            "{}",
            "{x}",
            "\\",
            "\\a",
            "\\a{",
            "\\'{e}",
            "$",
            "$x",
            "\\{",
            " ",
            "{\\'",
            "\\a ",
            "%",
            "~",
            "\\\\",
        ],
        "}}",
    ),
    *_family(
        "bibtex author",
        _BIB + "author={",
        [" and ", "{ and ", "{x} and ", ",", "a, b and ", "} and {"],
        "}}",
    ),
    *_family("bibtex joined", _BIB + "x = {a}", [" # {a}", " # a", '# "a"', "#"], "}"),
    *_family("bibtex fields", _BIB, ["a={b},", "a=b,", ", ", "a = {b} ,"], "}"),
    Hostile("bibtex papers", "@article{a#, title={T#}}\n", numbered=True),
    Hostile("bibtex fields of their own", "f#={b},", _BIB, "}", numbered=True),
    Hostile("bibtex strings", "@string{s# = {x}}\n", _BIB + "}\n", numbered=True),
    Hostile(
        "bibtex chain", "@string{s# = a # a}\n", "@string{a={xx}}\n" + _BIB + "}\n", numbered=True
    ),
    *_family("bibtex comment", "%", ["%", "x\n", " ", "%\n", "@", "{"], "\n@a{b, title={T}}"),
    # RIS
    *_family(
        "ris",
        _RIS,
        [
            "x\n",
            "\n",
            "AB  - x\n",
            "AU  - A, B\n",
            "KW  - x\n",
            "ER  - \n",
            "TY  - JOUR\n",
            "UR  - arxiv\n",
            "x",
            " ",
            "AB",
            "AB  - ",
            "\r",
            "\t\n",
            "TI  - x\nER  - \nTY  - J\n",
        ],
    ),
    *_family("ris abstract", _RIS + "AB  - y\n", ["z\n", " \n", "z z\n"]),
    Hostile("ris papers", "TY  - JOUR\nTI  - T#\nER  - \n", numbered=True),
    Hostile("ris tags", "A#  - x\n", _RIS, numbered=True),
    # Pages
    *_family(
        "page",
        _PAGE,
        [
            "\n",
            "x\n",
            "x\n\n",
            "x",
            " ",
            "[",
            "](",
            "![",
            "![a](",
            "[a](b)",
            "# ",
            "# x\n",
            "## [x](/papers/2401.00001)\n",
            "1\n",
            "- ",
            "* x\n",
            "·",
            "·\n",
            "\\",
            "\\\n",
            "papers?",
            "papers?q=",
            "Submitted by x\n",
            "Submitted by\n",
            "9 authors\n",
            "Jul 31\n",
            "Upvote\n1\n",
            "GitHub\n",
            "https://x.y\n",
            "https://x.y",
            "Title\n\n" + "An abstract. With sentences. " * 12 + "\n\n",
            "daily ",
            "weekly / ",
            "results for: ",
            "\u00e9",
            "\u4e2d",
            ".",
            ". A",
            "\f",
            "\v",
            "\u2028",
            "]",
            '"paper":',
            '[{"x',
            "][1]\n",
            "[\n][1]\n",
        ],
    ),
    *_family(
        "page of markdown",
        "# Daily Papers\n\n",
        [
            "![",
            "![a](b)",
            "[a](/b)",
            "[",
            "\\",
            "* ",
            "### [",
            "### [x](/papers/2401.00001)\n\n",
            "[![a](b)",
            "](/x)",
            "x](/y)\n",
            " [a",
        ],
    ),
    *_family(
        "page of links",
        "[Papers][1]\n# Daily Papers][2]\n",
        ["[", "[x][1]", "[\n", "][1]\n", "# x][2]\n", "[x][1]\n", "[[x] ", "]["],
    ),
    Hostile(
        "page papers",
        "Title of paper #\n\n" + "We do this. It works well. " * 13 + "\n\n",
        _PAGE,
        numbered=True,
    ),
    # Texts of no format
    *_family(
        "text",
        "",
        [
            " ",
            "\t",
            "x",
            "a b ",
            "\u0300",
            "\u202e",
            "\ufeff",
            "<",
            "<a",
            "@",
            "%",
            "{",
            "TY",
            "\\begin{",
            "$x$",
            "\u00ad",
        ],
    ),
]
"""All of them."""
