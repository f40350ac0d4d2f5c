"""Queries mean what users expect, with all their precedence and white space."""

from datetime import date

import pytest
from daily_papers.query.parser import parse

from tests.query.expressions import plain

TODAY = date(2025, 7, 31)


def tree(text: str) -> str:
    """The tree of `text`, as a short s-expression."""
    return plain(parse(text, TODAY).tree)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "all"),
        (" \t\n", "all"),
        ("diffusion", "diffusion*"),
        ("Diffusion", "diffusion*"),
        ("Rosé", "rose*"),
        ("state space", "(and state* space*)"),
        ('"state space"', "'state space'"),
        ("“state space”", "'state space'"),
        ('"model"', "'model'"),
        ('"model*"', "model*"),
        ("model*", "model*"),
        ('"state spac*"', "'state spac*'"),
        ("gpt-4", "'gpt 4*'"),
        ("state-of-the-art", "'state of the art*'"),
        ("l'école", "'l ecole*'"),
        ("C++", "'c'"),
        ("f[i]", "'f i'"),
        ("why?", "'why'"),
        ("注意力", "'注 意 力'"),
        ("GPT模型", "'gpt 模 型'"),
        ("力", "'力'"),
        ("🤗", "'🤗'"),
        ("模型gpt", "'模 型 gpt*'"),
        ("or", "or*"),
        ("Not", "not*"),
        ('"OR"', "'or'"),
    ],
)
def test_words_and_phrases(text: str, expected: str) -> None:
    assert tree(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/mamba-?2/", "/mamba-?2/"),
        ("/state space/ x", "(and /state space/ x*)"),
        (r"/a\/b/", "/a/b/"),
        (r"/a\\/", r"/a\\/"),
        ("／mamba／", "/mamba/"),
        ("/a／b/", "/a／b/"),
        ('/"(a|b)"/', '/"(a|b)"/'),
        ("a/b", "'a b*'"),
        ("~difusion", "~difusion"),
        ("~gpt-4", "~'gpt 4'"),
        ('~"state spce"', "~'state spce'"),
        ("～difusion", "~difusion"),
    ],
)
def test_regular_expressions_and_fuzzy_words(text: str, expected: str) -> None:
    assert tree(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a b c", "(and a* b* c*)"),
        ("a AND b", "(and a* b*)"),
        ("a b OR c d", "(or (and a* b*) (and c* d*))"),
        ("a OR b OR c", "(or a* b* c*)"),
        ("a (b OR c)", "(and a* (or b* c*))"),
        ("a OR b AND c", "(or a* (and b* c*))"),
        ("NOT a b", "(and (not a*) b*)"),
        ("NOT a OR b", "(or (not a*) b*)"),
        ("-a b", "(and (not a*) b*)"),
        ("-(a b)", "(not (and a* b*))"),
        ("NOT(a OR b)", "(not (or a* b*))"),
        ("a NOT b", "(and a* (not b*))"),
        ("a AND NOT b", "(and a* (not b*))"),
        ("a OR -b", "(or a* (not b*))"),
        ("--a", "a*"),
        ("---a", "(not a*)"),
        ("NOT -a", "a*"),
        ("-NOT a", "a*"),
        ("-(-a)", "a*"),
        ('-"a b"', "(not 'a b')"),
        ("-/a/", "(not /a/)"),
        ("-~ab", "(not ~ab)"),
        ("-title:a", "(not title:a*)"),
        ("－video", "(not video*)"),
        ("((a))", "a*"),
        ("(a b) c", "(and a* b* c*)"),
        ("(a OR b) OR c", "(or a* b* c*)"),
        ("（a OR b）c", "(and (or a* b*) c*)"),
    ],
)
def test_not_binds_tighter_than_and_than_or(text: str, expected: str) -> None:
    assert tree(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a(b)c", "(and a* b* c*)"),
        ("(a)(b)", "(and a* b*)"),
        ('"a b""c d"', "(and 'a b' 'c d')"),
        ('a"b c"d', "(and a* 'b c' d*)"),
        ("/a//b/", "(and /a/ /b/)"),
        ("(a)OR(b)", "(or a* b*)"),
        ("a\u3000b", "(and a* b*)"),
        ("a ORb", "(and a* orb*)"),
        ("aOR b", "(and aor* b*)"),
        ("A - B — C", "(and a* b* c*)"),
        ("a -- b", "(and a* b*)"),
        ("RNN & LSTM", "(and rnn* lstm*)"),
        ("a- b", "(and 'a' b*)"),
        ("a-b", "'a b*'"),
        (" ( a ) ", "a*"),
        ("- (a)", "a*"),
    ],
)
def test_white_space_and_punctuation(text: str, expected: str) -> None:
    assert tree(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title:mamba", "title:mamba*"),
        ("TITLE:mamba", "title:mamba*"),
        ("title：mamba", "title:mamba*"),
        ('abstract:"state space"', "abstract:'state space'"),
        ("author:/^Yann/", "author:/^Yann/"),
        ("org:~gogle", "org:~gogle"),
        ("keyword:gpt-4", "keyword:'gpt 4*'"),
        ("submitter:ann", "submitter:ann*"),
        ("tag:to-read", "tag:'to read*'"),
        ("note:OR", "note:or*"),
        ("url:github.com/a", "url:'github com a*'"),
        ("title:is:unread", "title:'is unread*'"),
        ("title:(a OR b)", "(or title:a* title:b*)"),
        ('author:("yann lecun" -bengio)', "(and author:'yann lecun' (not author:bengio*))"),
        ("title:((a) b) c", "(and title:a* title:b* c*)"),
        ("is:unread", "is:unread"),
        ("IS:Unread", "is:unread"),
        ("is：unread", "is:unread"),
        ("-is:read", "(not is:read)"),
        ("is:read is:starred is:later is:dismissed is:muted", None),
        ("has:code has:note has:tag has:summary", None),
    ],
)
def test_fields(text: str, expected: str | None) -> None:
    assert tree(text) == (expected or f"(and {text})")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("id:arxiv:2503.02130", "id=arxiv:2503.02130"),
        ("id:arxiv:2503.02130v2", "id=arxiv:2503.02130"),
        ("id:2503.02130", "id=arxiv:2503.02130"),
        ("id:https://arxiv.org/abs/2503.02130", "id=arxiv:2503.02130"),
        ("id:arxiv:cs/0112017", "id=arxiv:cs/0112017"),
        ("id:doi:10.1000/xyz", "id=doi:10.1000/xyz"),
        ("id:10.1000/XYZ", "id=doi:10.1000/xyz"),
        ("(id:10.1016/s0031(99)80-1)", "id=doi:10.1016/s0031(99)80-1"),
        ('id:"doi:10.1000/xyz"', "id=doi:10.1000/xyz"),
        ("id:10.48550/arXiv.2503.02130", "id=arxiv:2503.02130"),
        ("id:title:0123456789abcdef", "id=title:0123456789abcdef"),
        ("id:title:ab12", "id:'title ab12*'"),
        ("id:2503", "id:2503*"),
        ("id:/^arxiv:25/", "id:/^arxiv:25/"),
    ],
)
def test_ids_are_taken_as_printed(text: str, expected: str) -> None:
    assert tree(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("http://example.org", "'http example org*'"),
        ("12:30", "'12 30*'"),
        ("foo:bar", "'foo bar*'"),
        ("std::vector", "'std vector*'"),
        ("Data: The Story", "(and 'data' the* story*)"),
        ("arxiv:2503.02130", "'arxiv 2503 02130*'"),
        ("foo: bar", "(and 'foo' bar*)"),
    ],
)
def test_a_colon_after_an_unknown_name_is_text(text: str, expected: str) -> None:
    assert tree(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("upvotes:0", "upvotes[0,0]"),
        ("upvotes:>50", "upvotes[51,]"),
        ("upvotes:>=50", "upvotes[50,]"),
        ("upvotes:<50", "upvotes[,49]"),
        ("upvotes:<=50", "upvotes[,50]"),
        ("upvotes:10..50", "upvotes[10,50]"),
        ("upvotes:10..", "upvotes[10,]"),
        ("upvotes:..50", "upvotes[,50]"),
        ("upvotes:007", "upvotes[7,7]"),
        ("stars:>=1k", "stars[1000,]"),
        ("stars:1.5K..2m", "stars[1500,2000000]"),
        ("stars:1.50k", "stars[1500,1500]"),
        ("comments:＞５０", "comments[51,]"),
    ],
)
def test_numbers(text: str, expected: str) -> None:
    assert tree(text) == expected


@pytest.mark.parametrize(
    ("text", "keys", "expected"),
    [
        ("sort:upvotes", "upvotes", "all"),
        ("a sort:upvotes sort:-date b", "upvotes -date", "(and a* b*)"),
        ("a OR b sort:title", "title", "(or a* b*)"),
        ("sort:match a OR b", "match", "(or a* b*)"),
        ("sort:date sort:-date", "date", "all"),
        ("sort:－rank", "-rank", "all"),
        ("a", "", "a*"),
    ],
)
def test_sort_keys_are_taken_out(text: str, keys: str, expected: str) -> None:
    query = parse(text, TODAY)
    assert " ".join(f"{'-' * key.reverse}{key.name}" for key in query.sort) == keys
    assert plain(query.tree) == expected


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("", "rank"),
        ("is:unread", "rank"),
        ("diffusion", "match"),
        ("is:unread title:diffusion", "match"),
        ("-video", "rank"),
        ("author:lecun", "rank"),
        ("/mamba/", "rank"),
        ("a sort:date", "date"),
    ],
)
def test_words_are_ranked_by_match_unless_a_sort_is_given(text: str, order: str) -> None:
    assert [key.name for key in parse(text, TODAY).order] == [order]


@pytest.mark.parametrize(
    ("text", "loosened"),
    [
        ("diffusion models", "~diffusion ~models"),
        ('gpt-4 "state space"', '~"gpt 4" ~"state space"'),
        ("title:a author:b is:unread sort:date", "title:~a author:~b is:unread sort:date"),
        ("a -b", "~a -b"),
        ("", None),
        ("a OR b", None),
        ("-a", None),
        ("~a", None),
        ("tag:a", None),
        ("is:unread", None),
    ],
)
def test_typing_errors_are_forgiven_in_required_words(text: str, loosened: str | None) -> None:
    found = parse(text, TODAY).loosened
    assert (found and str(found)) == loosened


def test_lone_surrogates_are_not_words() -> None:
    assert tree("a\ud800b") == "'a b*'"
