"""The words and patterns by which `papers.gist` scores the sentences of an abstract.

All weights are points on one scale, on which an announcement ("we introduce") has ten.
"""

from __future__ import annotations

import re
from typing import Final

_MAKING: Final = {
    10.0: "introduce present propose unveil",
    8.0: "develop devise",
    7.0: "build construct design create establish formulate release open-source contribute "
    "describe outline offer provide give curate",
}
_REPORTING: Final = {
    5.0: "show demonstrate prove reveal uncover",
    4.0: "find discover identify observe report",
}
_ASKING: Final = {3.0: "ask question wonder"}
_OTHER: Final = {
    6.5: "train pretrain pre-train implement collect survey review",
    5.5: "investigate explore study revisit examine analyze analyse address tackle extend rethink "
    "reexamine re-examine challenge undertake scale advocate suggest bridge fill solve resolve",
    5.0: "evaluate benchmark compare conduct highlight focus consider leverage use apply adapt "
    "combine argue assess derive perform seek aim discuss characterize document share push "
    "reframe recast formalize improve enable test measure quantify probe delve synthesize "
    "summarize replicate explain define detail enhance pioneer",
    1.0: "hope believe note conclude expect plan anticipate",
}
_IRREGULAR: Final = {"build": "built", "give": "gave", "find": "found", "seek": "sought"}


def _forms(verb: str) -> tuple[str, ...]:
    """The forms of a verb: after "we", after "this paper", in the past tense, and after "by"."""
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"
    third = verb + ("es" if verb.endswith(("sh", "ch", "ss")) else "s")
    past = _IRREGULAR.get(verb) or verb + ("d" if verb.endswith("e") else "ed")
    return verb, third, past, verb.removesuffix("e") + "ing"


def _weights(*tables: dict[float, str]) -> dict[str, float]:
    """Each form of each verb with its weight."""
    return {
        form: weight
        for table in tables
        for weight, verbs in table.items()
        for verb in verbs.split()
        for form in _forms(verb)
    }


VERBS: Final = _weights(_MAKING, _REPORTING, _ASKING, _OTHER)
"""Weights of verbs whose subject is the paper or its authors."""

MAKING: Final = frozenset(_weights(_MAKING))
"""Verbs that can be left out: "we present a planner" becomes "a planner"."""

REPORTING: Final = frozenset(_weights(_REPORTING))
"""Verbs that can be left out before "that": "we show that it works" becomes "it works"."""

ASKING: Final = frozenset(_weights(_ASKING))
"""Verbs of questions, which stay whole: without "we ask" a question reads as a claim."""

ANY_VERB: Final = 2.5
"""The weight of a verb in none of the tables: "we distil …"."""

_WORK = (
    r"(?:paper|work|study|report|survey|article|chapter|thesis|dissertation|review|research|"
    r"manuscript|tutorial|monograph|project|letter|note|overview)"
)
_WE = r"(?:,\ [^,]{1,60},|\ \([^()]{1,40}\))?"  # "we, for the first time, introduce"

CLAIM: Final = re.compile(
    # Every branch begins with a letter, which lets `re` skip what cannot match.
    rf"""
    (?: we{_WE} | We{_WE} | I | this\ (?:[a-z-]+\ )?{_WORK} | This\ (?:[a-z-]+\ )?{_WORK}
      | our\ (?:[a-z-]+\ )?{_WORK} | Our\ (?:[a-z-]+\ )?{_WORK} | the\ authors | The\ authors )
    (?P<adverbs>(?:\ (?:[a-z]+ly|first|also|further|then|thus|hence|here|next|instead|now|have|has|
        will|therefore|(?:aim|seek|attempt|try)s?\ to|tries\ to|in\ turn)){{0,3}})
    \ (?P<verb>(?!we\ )[a-z]+(?:-[a-z]+)?)
    (?![\w-])
    """,
    re.VERBOSE,
)
"""The paper or its authors as the subject, and a verb."""

_NOT_SUBJECT = (
    "that which as where when if what how whether in In of for from by to than "
    "can Can do Do does could should Should would will must"
)
NOT_SUBJECT: Final = tuple(f"{word} " for word in _NOT_SUBJECT.split())
"""Words before a "we" that is not the subject of its sentence."""

_BEFORE_SUBJECT = (
    "paper work study report survey article chapter review research letter end this these "
    "here Here and but so then therefore thus hence Specifically Finally"
)
BEFORE_SUBJECT: Final = tuple(f"{word} " for word in _BEFORE_SUBJECT.split())
"""Words before a subject without a comma, as in "in this paper we"."""

IN_THIS_PAPER: Final = re.compile(
    rf"(?:[Ii]n\ (?:this|the\ present|our)\ (?:[a-z-]+\ ){{0,2}}{_WORK}|\b[Hh]ere),?\ $", re.VERBOSE
)
"""Before the subject this is the surest sign of the gist."""

THIS_PAPER: Final = re.compile(
    r"This (?:[a-z-]+ )?(?:paper|study|report|survey|article|chapter|thesis|review)\b"
)

COORDINATED: Final = re.compile(
    r"(?:,| and)(?: and)?(?: [a-z]+ly| then| further)? ([a-z]+(?:-[a-z]+)?) "
    r"(?=an? |the |our |two |three |that |how |novel |new |[A-Z])"
    r"| by (introducing|proposing|presenting|developing|devising) "
)
"""A verb that shares the subject of the one before: "we study X, and propose Y"."""

LATER_VERB: Final = re.compile(r"\band (?:[a-z]+ly |then |further )?([a-z]+)\b")
"""A verb, or any other word, after an "and"."""

SECOND_VERB: Final = re.compile(r" and ([a-z]+) ")
"""A verb that shares the object of the one before: "we design and build a planner"."""

PHRASE_END: Final = re.compile(r" (?:that|which|who|to|for)\b|[:(]")
"""The end of the noun after a verb."""

PASSIVE: Final = re.compile(
    r" (?:is|are) (?:[a-z]+ly )?(?:proposed|introduced|presented|developed)(?![\w-])"
)
PASSIVE_WEIGHT: Final = 6.0

SEQUEL: Final = re.compile(
    r"(?i:additionally|furthermore|moreover|finally|lastly|next|then|besides|also|later|"
    r"in addition|in parallel|along with|alongside|beyond|second|third|fourth|after that|"
    r"to (?:further|validate|verify|evaluate our|assess our)|for evaluation|"
    r"to (?:demonstrate|show|illustrate) (?:the|its|their|our))\b"
    r"|(?:[1-9]|\([1-9iv]+)\)"
)
"""Openings of a sentence that adds something to the gist."""

DETAIL: Final = re.compile(
    r"(?i:specifically|concretely|in particular|first|firstly|for example|in doing so|in our|"
    r"at its core|technically|in practice|notably|in contrast)\b"
)
"""Openings of a sentence that gives details of the one before."""

SEQUEL_ADVERBS: Final = frozenset({"also", "further", "then", "additionally", "next", "finally"})
DETAIL_ADVERBS: Final = frozenset({"first", "firstly", "now", "subsequently"})

PURPOSE: Final = re.compile(
    r"(?i:to (?:this end|that end|address|tackle|overcome|bridge|fill|close|mitigate|solve|"
    r"resolve|remedy|circumvent|alleviate|handle|answer|meet)|"
    r"motivated by|inspired by|based on|building on|therefore|thus|hence|instead)\b"
)
"""Openings that lead from a problem to what the paper does about it."""

RESULT: Final = re.compile(
    r"(?i:(?:our |the )?(?:extensive|comprehensive|empirical|experimental|further|ablation|"
    r"thorough|detailed|quantitative|qualitative)?,? ?(?:experiment|result|evaluation|ablation|"
    r"finding|analys|stud(?:y|ies) (?:show|reveal|demonstrate)|test|observation)|"
    r"through (?:extensive|comprehensive|experiment)|across |when |compared |by releasing)"
)
"""Openings of a sentence about results."""

OUTDONE: Final = ("outperform", "surpass", "state-of-the-art", "superior", "effectiveness")
"""Signs of a comparison."""

AVAILABLE: Final = (
    *("http", "available at", "available on", "is available", "are available", "available here"),
    *("be available", "made available", "is publicly", "are publicly", "be publicly"),
    *("our code", "code is ", "code will ", "checkpoints", "our dataset", "release our"),
    *(
        "release all",
        "release the",
        "release both",
        "open-source our",
        "open-source the",
        "open-source all",
    ),
)
"""Signs of a sentence about where to get code or data."""

AFTERWORD: Final = ("insight", "guidance", "guideline", "future", "implication", "foundation for")
"""Signs of a sentence about what the paper is good for."""

BACKGROUND: Final = re.compile(
    r"(?i:however|while|although|despite|recent|existing|current|traditional|conventional|"
    r"previous|prior|many|most|yet|but|unfortunately|large|as)\b"
)
"""Openings of a sentence about the background."""

PERFECT: Final = (" has ", " have ")

OTHERS: Final = re.compile(
    r" that (?:current|existing|prior|previous|recent|many|most|even|today's|these)\b"
)
"""A statement about the work of others: "we find that current methods …"."""

BACKWARD: Final = re.compile(r" (?:this|these|them|their|it|its)\b")
"""An object that refers to the sentence before: "we evaluate their performance"."""

TRIALS: Final = re.compile(r" (?:\w+ )?(?:experiment|ablation|user stud)")
"""An object about experiments: "we conduct extensive experiments"."""

KIND: Final = re.compile(
    r" (?:an?|the first) (?:[^ ]+ ){0,8}?(?:framework|method|approach|model|benchmark|dataset|"
    r"system|algorithm|technique|paradigm|architecture|pipeline|strategy|family|suite|protocol|"
    r"mechanism|corpus|agent|module|scheme|library|platform|toolkit|survey|overview|theory)"
)
"""What the paper introduces is called: "a training-free method"."""

NAME: Final = re.compile(r"(?: the| our)? \**[^\s,.;:]*(?:[a-z\d-][A-Z]|[A-Z][A-Z])")
"""A name right after the verb: "we present MoE-X"."""

NAME_IN_TITLE: Final = re.compile(r"(?=\S*(?:[a-z][A-Z]|\d|-))[A-Z][\w.-]+")
"""A title's first word that is a name: "BrowserGym", "Xmodel-2"."""

HOLLOW: Final = re.compile(
    r"(?:address|tackle|overcome|solve|mitigate|resolve|handle|alleviate|bridge)\w* "
    r"(?:this|these|the|such|all|both|those) "
    r"(?:(?:above|two|of|these|key|aforementioned) )*"
    r"(?:shortcoming|limitation|issue|problem|challenge|gap|drawback|difficult|concern|question|"
    r"bottleneck)[a-z]*\W*$"
)
"""The end of an announcement without content: "…, a method that addresses this issue."."""

NO_NOUN: Final = re.compile(
    r" (?:that|how|whether|why|when|what|in|on|upon|for|by|with|from|into|as|towards?|"
    r"us|it|them|this|these|their)\b"
)
"""Words after a verb that cannot be left out: "we build on …"."""

LEAD: Final = re.compile(r"(?:In|in) this (?:paper|work|study|report|article),? ")
"""An opening that can always be left out."""

LETTERS: Final = re.compile(r"[^\W_]+")

BRACKETS: Final = re.compile(r"\([^()]*\)")

APPOSED: Final = re.compile(
    r"(?:the )?(?P<name>[^,:;()]{2,80}?)(?: \([^()]{1,60}\))?(?:,| --?| —|:) (?=(?:an?|the) )"
)
"""A name before a description of it: "Monet, a planner"."""

NOT_A_NAME: Final = ("a ", "an ", "our ", "two ", "three ")
"""Beginnings of a phrase that only looks like a name."""

_METRIC = (
    r"(?:FID|FVD|KID|LPIPS|PSNR|SSIM|m?IoU|mAP|AP|AUC|AUROC|F1|BLEU|ROUGE(?:-[L\d])?|METEOR|CIDEr|WER|"
    r"CER|PPL|MOS|E(?:lo|LO)|MAE|R?MSE|Dice|N?DCG|MRR|[Pp]ass@\d{1,4}|Recall@\d{1,4})s?"
)
_MEASURE = (
    r"(?:[Aa]ccurac(?:y|ies)|[Pp]recision|[Rr]ecall|[Pp]erplexit(?:y|ies)|[Ss]cores?|"
    r"(?:[Ww]in|[Ss]uccess|[Ee]rror)[ -]rates?)"
)
_VALUE = r"(?:\d{1,3}(?:,\d{3}){1,3}|\d{1,9})(?:\.\d{1,6})?(?!\d|\.\d)"
_MORE = (
    r"(?:faster|slower|smaller|larger|bigger|cheaper|fewer|less|more|lower|higher|longer|shorter|"
    r"better|speed-?ups?|acceleration|improvement|reduction|compression|gains?)\b"
)

MEASURED: Final = re.compile(
    rf"""
    (?<![\w.\-/@^_])  # not "GPT-4", not within a number, a path or an address
    (?:[+−±~≈<>≤≥]\s?|-)?
    {_VALUE}
    (?:(?:\s?\\?%)?\s?[-–—~]{{1,2}}\s?{_VALUE})?  # "10–20%"
    (?: \s?\\?%
      | \s?percent\b
      | \s?(?:×|\\times\b|[xX](?!\w)) (?!\s?\d|\s?[A-Z]{{1,5}}\d) (?:\s{_MORE})?  # not "8×H100"
      | times\b (?:\s{_MORE})?
      | \stimes\s(?:{_MORE}|as\b)
      | [-\s]fold\b(?!\ cross)
      | [-\s](?:absolute\ |percentage\ )?(?:pts?|pp|dB)\b
      | (?:\sin)?\s{_METRIC}\b
    )
    """,
    re.VERBOSE,
)
"""A value with a unit that makes it a claim."""

_POINTS = r"[- ](?:absolute |percentage )?points?\b"

SIGNED: Final = re.compile(
    rf"(?<![\w.)\]%+-])[+−]{_VALUE}(?:{_POINTS})?"
    rf"|(?<![\w.])~?\d{{1,2}}(?:\.\d{{1,4}})?{_POINTS}"
)
"""A difference: "+4.30", "3.2 points"."""

VALUED: Final = re.compile(
    rf"\b(?:{_METRIC}|{_MEASURE})(?:\sscores?)?"
    r"(?:\s?[<>=≤≥≈~]\s?|\s(?:of|to|at|is|was|from)\s(?:(?:up\sto|about|over|only|around|just|nearly)\s)?)"
    rf"{_VALUE}(?:\sand\s{_VALUE})?(?![\w-])"
)
"""A metric with its value: "FID of 1.79"."""
