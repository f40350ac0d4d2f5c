r"""TeX in abstracts reads as text; prose, money and addresses are left alone."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from daily_papers.papers.latex.convert import to_unicode
from hypothesis import given
from hypothesis import strategies as st

from tests.papers import abstracts


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        pytest.param(
            r"\textbf{A} \emph{b} \textit{c} \texttt{d} \textsc{E}", "A b c d E", id="style"
        ),
        pytest.param(
            r"\textbf{\underline{C}}ausal {\em and} {\bf so}", "Causal and so", id="nested"
        ),
        pytest.param(r"\textcolor{red}{R} {\color{blue} b}", "R b", id="colours"),
        pytest.param(
            r"Pok\'emon na\"{\i}ve Fr\'{e}chet It\^o", "Pokémon naïve Fréchet Itô", id="accents"
        ),
        pytest.param(
            r"\v{C}ech \o rsted {\AA} Erd\H{o}s \c{c}a", "Čech ørsted Å Erdős ça", id="letters"
        ),
        pytest.param(r"$\alpha$, $\Delta$ and {\sigma}", "α, Δ and σ", id="greek"),
        pytest.param(r"$x \leq 3$, $\geq 5$, $a\neq b$", "x ≤ 3, ≥5, a≠b", id="relations"),
        pytest.param(r"$A \to B \Rightarrow C$", "A → B ⇒ C", id="arrows"),
        pytest.param(r"$x \in \mathbb{R}^d \cup \emptyset$", "x ∈ ℝᵈ ∪ ∅", id="sets"),
        pytest.param(r"$\mathcal{O}(n\log n)$, $\min_x$", "𝒪(n log n), minₓ", id="operators"),
        pytest.param(
            r"$\mathrm{FID}$ of $\mathbf{v}$ide$\mathbf{o}$", "FID of video", id="alphabets"
        ),
        pytest.param(r"$x^2$ H$_2$O $10^{-3}$ $19^{th}$", "x² H₂O 10⁻³ 19ᵗʰ", id="scripts"),
        pytest.param(r"$x_{abc}$ and $\ell_{2,1}$", "x_{abc} and ℓ_{2,1}", id="no-such-script"),
        pytest.param(r"$\frac{a}{b}$ $\frac{a+b}{2}$ $\frac12$", "a/b (a+b)/2 1/2", id="fractions"),
        pytest.param(r"$2\frac{1}{2}$ $\frac{1}{2}x$", "2(1/2) (1/2)x", id="glued-fraction"),
        pytest.param(r"$\sqrt{n}$ $\sqrt{n+1}$ $\sqrt[3]{n}$", "√n √(n+1) ³√n", id="roots"),
        pytest.param(r"$\binom{n}{k} \pmod{7}$", "(n choose k) (mod 7)", id="binomial"),
        pytest.param(r"$\hat{x}$, $\bar y$, $\tilde{\theta}$", "x̂, ȳ, θ̃", id="hats"),
        pytest.param(r"$\left( a \right)$ $\bigl[ b \bigr]$", "( a ) [ b ]", id="brackets"),
        pytest.param(r"$5\,\mu m$ in $10{,}000$", "5 μm in 10,000", id="units"),
        pytest.param(r"$-$ $ k $ $top$-$K$ $FID<1.5$", "- k top-K FID<1.5", id="plain-math"),
        pytest.param(r"\( a_1 \), \[ b \], $$c^2$$", "a₁, b, c²", id="other-math-signs"),
        pytest.param(r"360$^\circ$ 360{\deg}", "360° 360°", id="degrees"),
        pytest.param(r"100\% of Q\&A \$5 \#1 a\_b", "100% of Q&A $5 #1 a_b", id="escapes"),
        pytest.param("``one'' and ``two\" `three'", "“one” and “two” ‘three’", id="quotes"),
        pytest.param("a -- b, 1--3, c---d", "a – b, 1–3, c—d", id="dashes"),
        pytest.param(
            r"models~(LLMs), Fig.~3, by~\emph{us}", "models (LLMs), Fig. 3, by us", id="ties"
        ),
        pytest.param(
            r"GPT-4o~\cite{gpt4o} beats \citet{a}", "GPT-4o [gpt4o] beats [a]", id="citations"
        ),
        pytest.param(
            r"top\footnote{Since \textit{May}.} now", "top (Since May.) now", id="footnote"
        ),
        pytest.param(r"\eg, \ie the \etc.", "e.g., i.e. the etc.", id="abbreviations"),
        pytest.param(r"a$\unicode{x2013}$b", "a–b", id="unicode"),
        pytest.param(r"x\textsuperscript{3} mAP\textsubscript{50}", "x³ mAP₅₀", id="text-scripts"),
        pytest.param(
            r"we propose \method, \ours{} and \name~too", "we propose method, ours and name too"
        ),
        pytest.param(r"\GitChameleon{} is new", "GitChameleon is new", id="ended-macro"),
    ],
)
def test_tex_becomes_text(source: str, shown: str) -> None:
    assert to_unicode(source) == shown


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        pytest.param("2.5times faster at 512times512", "2.5× faster at 512×512", id="times"),
        pytest.param("7{times} in 360^circ, 360^{circ}", "7× in 360°, 360°", id="braces"),
        pytest.param("texttt{D}ual-textbf{H}ead", "Dual-Head", id="lost-backslash"),
        pytest.param("pro{A}ctive w{i}th", "proActive with", id="lost-command"),
        pytest.param(
            "VLM^2-Bench, A^*, O(n^2), DA^{2}", "VLM²-Bench, A*, O(n²), DA²", id="lost-dollars"
        ),
        pytest.param("L_2, f_i, log_2 N, pi_0", "L₂, fᵢ, log₂ N, pi₀", id="lost-dollars-below"),
        pytest.param(
            "the model\\'s and they\\'re", "the model's and they're", id="escaped-apostrophe"
        ),
    ],
)
def test_damage_that_is_certain_is_repaired(source: str, shown: str) -> None:
    assert to_unicode(source) == shown


@pytest.mark.parametrize(
    "text",
    [
        "It costs $5 per day, or $6 with tax.",
        "From $20,000 to $30,000; US$5/A$6; $5M and $10M (up $3)",
        "256 times 256, 5 times, sim, alpha and log",
        "We gain 5% of 20 %, % and go on.",
        "~100 users, 75%~89%, 1M~4M tokens, ~/papers",
        "run --help, <!-- x -->, ----- and a-b",
        "imo_1960_p2, float8_e4m3, __init__, snake_case, pi_0.5",
        "G_{stack}, R^{d times d}, UCGM-{T,S} and GPT-{n}",
        r"we use \veomni and \sekai, C:\temp or \0.1",
        r"\textbf{unclosed and \frac{a} and \href",
        "Use `pip install x` or don't, it's 'fine' and \"so\".",
        "https://a.org/~me/x_1--y^2_z?a=5times",
        "see www.a.org/~me/x_1--y and github.com/a/b_c--d_e",
        "{entropy collapse} and {1.31 FID}",
        "",
    ],
)
def test_what_is_not_certain_stays(text: str) -> None:
    assert to_unicode(text) == text


def test_plain_prose_is_unchanged() -> None:
    text = "We train (large) models; it's state-of-the-art: 3.5 x 2 < 8 & more!"
    assert to_unicode(text) is text


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (r"\href{https://a.org/x_1~y--z}{Our code}", "Our code (https://a.org/x_1~y--z)"),
        (r"\href{https://a.org/b}{\texttt{a.org/b}}.", "https://a.org/b."),
        (r"\url{https://a.org/x\_y}", "https://a.org/x_y"),
        (r"at~\url{https://a.org}.", "at https://a.org."),
        ("at https://a.org/x{https://a.org/x}.", "at https://a.org/x."),
        ("at https://a.org/x{this page}.", "at this page (https://a.org/x)."),
        (r"\footnote{https://a.org/x_1--y}", " (https://a.org/x_1--y)"),
        (r"https://a.org/x\_y\%20z", "https://a.org/x_y%20z"),
        (r"\hyperlink{https://a.org}{here}", "here (https://a.org)"),
    ],
)
def test_addresses_are_unchanged(source: str, shown: str) -> None:
    assert to_unicode(source) == shown


PIECES = st.sampled_from(
    [
        *(
            "\\",
            "{",
            "}",
            "$",
            "$$",
            "^",
            "_",
            "~",
            "--",
            "``",
            "''",
            "`",
            "'",
            '"',
            " ",
            "\n",
            ".",
        ),
        *(r"\textbf{", r"\frac{", r"\frac", r"\sqrt[", r"\href{", r"\cite{", r"\'", r"\'{", r"\b{"),
        *(r"\(", r"\)", r"\[", r"\]", r"\left.", r"\times", r"\log", r"\unicode{x1b}", r"\color{"),
        *("https://a.b/", "a", "5", "times", "x_1", "word", "\n\n", "]", "{}"),
    ]
)


@given(st.text(st.characters(), max_size=60) | st.lists(PIECES, max_size=40).map("".join))
def test_any_text_is_converted_without_an_error(text: str) -> None:
    assert isinstance(to_unicode(text), str)


@given(st.lists(st.from_regex(r"[A-Za-z]{1,12}[.,;:!?]?", fullmatch=True)).map(" ".join))
def test_prose_is_never_changed(text: str) -> None:
    assert to_unicode(text) == text


@pytest.mark.parametrize(
    "unit", ["{", r"\textbf{", "$", r"\(", "`x", r"\b{", "^{", "{}", r"\frac{a}{"]
)
def test_a_long_hostile_text_is_converted_in_one_pass(unit: str) -> None:
    text = unit * 20_000
    assert len(to_unicode(text)) <= len(text)


# All of the real input. What must not be lost is judged without the code under test: words of
# three letters or more that stand outside of commands and formulas.

COMMAND = re.compile(r"\\[A-Za-z]+")
UNREAD = re.compile(
    r"""
      \$[^$]*\$ | \\\(.*?\\\) | [_^]\{[^{}]*\}               # formulas
    | \\(?:text)?color(?:\[\w*\])?\{[^{}]*\} | \\unicode\{[^{}]*\}
    | (?<=[\w/.])\{(?:[a-z]+\{)?(?:https?:)?[^{}\s]*\}                    # an address said twice
    | \\?(?:text|math)[a-z]+ (?=\{) | \\[A-Za-z]+ | \\["'`^~=.]\S* | \^\{?circ\w* | \\.
    """,
    re.VERBOSE | re.DOTALL,
)


def lost_words(source: str, shown: str) -> set[str]:
    """The words of the prose in `source` that are not in `shown`."""
    prose = re.sub(r"[{}]", " ", UNREAD.sub(" ", source))
    words = re.findall(r"(?<![A-Za-z0-9])[A-Za-z]{3,}", prose)
    return {word for word in words if word not in shown}


@pytest.mark.parametrize(("read", "count"), [(abstracts.daily, 6_481), (abstracts.arxiv, 6_000)])
def test_real_abstracts_keep_their_words_and_few_commands(
    shared: Path, read: Callable[[Path], Iterator[str]], count: int
) -> None:
    pairs = [(source, to_unicode(source)) for source in read(shared / "data")]
    assert len(pairs) == count
    assert sum(bool(COMMAND.search(shown)) for _, shown in pairs) <= 0.005 * count
    assert [lost for lost in (lost_words(*pair) for pair in pairs) if lost] == []
