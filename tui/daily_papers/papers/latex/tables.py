"""Tables of TeX's commands: their Unicode text, and which of their arguments are shown.

Names are without the backslash. The commands are those that occur in abstracts on arXiv, by
frequency; their meanings are LaTeX's, amsmath's, and those of the packages that papers use most.
"""

from __future__ import annotations

import re
from typing import Final

GREEK: Final = {
    "alpha": "α",
    "beta": "β",
    "gamma": "γ",
    "delta": "δ",
    "epsilon": "ϵ",
    "varepsilon": "ε",
    "zeta": "ζ",
    "eta": "η",
    "theta": "θ",
    "vartheta": "ϑ",
    "iota": "ι",
    "kappa": "κ",
    "lambda": "λ",
    "mu": "μ",
    "nu": "ν",
    "xi": "ξ",
    "pi": "π",
    "varpi": "ϖ",
    "rho": "ρ",
    "varrho": "ϱ",
    "sigma": "σ",
    "varsigma": "ς",
    "tau": "τ",
    "upsilon": "υ",
    "phi": "ϕ",
    "varphi": "φ",
    "chi": "χ",
    "psi": "ψ",
    "omega": "ω",
    "Gamma": "Γ",
    "Delta": "Δ",
    "Theta": "Θ",
    "Lambda": "Λ",
    "Xi": "Ξ",
    "Pi": "Π",
    "Sigma": "Σ",
    "Upsilon": "Υ",
    "Phi": "Φ",
    "Psi": "Ψ",
    "Omega": "Ω",
}
"""Greek letters."""


def _pairs(table: str) -> dict[str, str]:
    """A table from text that lists names and characters in turn."""
    words = table.split()
    return dict(zip(words[::2], words[1::2], strict=True))


def _names(table: str) -> frozenset[str]:
    return frozenset(table.split())


RELATIONS: Final = _pairs(
    """
    times × pm ± mp ∓ div ÷ cdot · ast ∗ star ⋆ circ ∘ bullet • oplus ⊕ ominus ⊖ otimes ⊗
    odot ⊙ boxtimes ⊠ cap ∩ cup ∪ bigcap ⋂ bigcup ⋃ setminus ∖ wedge ∧ vee ∨ land ∧ lor ∨
    leq ≤ le ≤ leqslant ≤ geq ≥ ge ≥ geqslant ≥ neq ≠ ne ≠ lt < gt > ll ≪ gg ≫ equiv ≡ sim ∼
    simeq ≃ approx ≈ cong ≅ propto ∝ lesssim ≲ gtrsim ≳ prec ≺ succ ≻ preceq ⪯ succeq ⪰
    in ∈ ni ∋ notin ∉ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ subsetneq ⊊ sqsubseteq ⊑
    mid ∣ nmid ∤ parallel ∥ perp ⊥ models ⊨ vDash ⊨ vdash ⊢ triangleq ≜ coloneqq ≔ doteq ≐
    rightarrow → to → leftarrow ← gets ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐
    Leftrightarrow ⇔ implies ⟹ iff ⟺ longrightarrow ⟶ longleftarrow ⟵ Longrightarrow ⟹
    longleftrightarrow ⟷ Longleftrightarrow ⟺ mapsto ↦ longmapsto ⟼ hookrightarrow ↪
    nrightarrow ↛ rightleftharpoons ⇌ rightsquigarrow ⇝ leadsto ⇝ uparrow ↑ downarrow ↓
    updownarrow ↕ nearrow ↗ searrow ↘ Uparrow ⇑ Downarrow ⇓ textgreater > textless <
    textrightarrow → textleftarrow ← textuparrow ↑ textdownarrow ↓ lessapprox ⪅ gtrapprox ⪆
    """
)
"""Binary operators and relations; a space after one is kept if there is one before it."""

SYMBOLS: Final = (
    GREEK
    | _pairs(
        """
        infty ∞ partial ∂ nabla ∇ sum ∑ prod ∏ int ∫ iint ∬ oint ∮ forall ∀ exists ∃ nexists ∄
        emptyset ∅ varnothing ∅ neg ¬ lnot ¬ top ⊤ bot ⊥ angle ∠ triangle △ square □ Box □
        diamond ⋄ Diamond ◇ bigstar ★ dagger † ddagger ‡ ell ℓ hbar ℏ Re ℜ Im ℑ wp ℘ aleph ℵ
        prime ′ degree ° deg ° textdegree ° ldots … dots … cdots ⋯ vdots ⋮ ddots ⋱ textellipsis …
        langle ⟨ rangle ⟩ lceil ⌈ rceil ⌉ lfloor ⌊ rfloor ⌋ lbrack [ rbrack ]
        lVert ‖ rVert ‖ lvert | rvert | Vert ‖ vert | backslash \\ textbackslash \\ slash / colon :
        checkmark ✓ surd √ S § P ¶ copyright © textcopyright © circledR ® textregistered ®
        texttrademark ™ pounds £ euro € texteuro € textperthousand ‰ textmu µ upmu μ imath ı
        jmath ȷ textendash – textemdash — textbar | textasciitilde ~ textasciicircum ^
        textunderscore _ textbullet • textquotedblleft “ textquotedblright ” textquoteleft ‘
        textquoteright ’ textquotesingle ' textquotedbl " lq ‘ rq ’ dag † ddag ‡
        textdollar $ textpercent % clubsuit ♣ diamondsuit ♢ heartsuit ♡ spadesuit ♠ LaTeX LaTeX
        TeX TeX blacksquare ■ natural ♮ sharp ♯ flat ♭
        """
    )
    | {"lbrace": "{", "rbrace": "}"}
)
"""Other symbols."""

LETTERS: Final = _pairs("o ø O Ø l ł L Ł ss ß ae æ AE Æ oe œ OE Œ aa å AA Å i ı j ȷ dh ð th þ")
"""Letters; a space after the command is not text."""

OPERATORS: Final = _names(
    """
    log ln lg exp min max sup inf lim limsup liminf arg argmin argmax sin cos tan cot sec csc
    arcsin arccos arctan sinh cosh tanh coth det dim ker gcd hom Pr rank tr diag softmax
    mod bmod poly polylog
    """
)
"""Functions, which are shown by their names."""

WORDS: Final = {
    "eg": "e.g.",
    "ie": "i.e.",
    "etc": "etc.",
    "vs": "vs.",
    "cf": "cf.",
    "wrt": "w.r.t.",
    "aka": "a.k.a.",
    "iid": "i.i.d.",
    "etal": "et al.",
    "viz": "viz.",
}
"""Abbreviations that many styles define."""

STAND_INS: Final = re.compile(
    r"""
    [A-Za-z]* (?i: name | method | model | bench | benchmark | dataset | framework | system
              | approach | algorithm )
    | (?i: ours? | sys | tool | acronym | thiswork | proposed ) | our(?:s|[A-Z])[A-Za-z]*
    """,
    re.VERBOSE,
)
"""Macros that authors name their method by: without its definition the name is the text."""

TRANSPARENT: Final = _names(
    """
    textbf textit texttt textsc textrm textsf textsl textmd textup textnormal textulc emph
    underline uline ul text mbox hbox fbox mathrm mathbf mathit mathsf mathtt mathnormal mathds
    boldsymbol bm pmb operatorname mathop mathbin mathrel mathord ensuremath uppercase lowercase
    MakeUppercase MakeLowercase sout st hl enquote textquote gls glspl Gls Glspl ac acs acl acf
    acp acrshort acrlong acrfull smash overbrace underbrace boxed num section subsection
    paragraph coloremph
    """
)
"""Commands whose only argument is shown."""

SECOND: Final = _names(
    """
    textcolor colorbox hyperlink hyperref foreignlanguage scalebox stackrel overset underset
    raisebox parbox resizebox
    """
)
"""Commands whose second argument is shown."""

DROPPED: Final = _names(
    """
    left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr limits
    nolimits displaystyle textstyle scriptstyle scriptscriptstyle em it bf rm sf tt sc sl cal
    itshape bfseries scshape ttfamily sffamily rmfamily normalfont upshape mdseries small
    footnotesize scriptsize tiny normalsize large Large LARGE huge Huge noindent indent
    allowbreak nobreak xspace protect relax linebreak newpage clearpage smallskip
    medskip bigskip centering maketitle null strut hfill vfill unskip ignorespaces
    footnotemark boldmath unboldmath
    """
)
"""Commands that are dropped."""

DROPPED_WITH_ARGUMENT: Final = _names(
    """
    color label vspace hspace begin end includegraphics thanks hypersetup bibliography
    bibliographystyle phantom hphantom vphantom
    """
)
"""Commands that are dropped with their argument."""

CITATIONS: Final = _names(
    """
    cite citep citet citealp citealt citeauthor citeyear parencite textcite autocite ref eqref
    autoref cref Cref
    """
)
"""References, shown as their keys in brackets."""

SPACES: Final = {
    ",": " ",
    ";": " ",
    ":": " ",
    " ": " ",
    "\n": "\n",
    "\t": " ",
    ">": " ",
    "!": "",
    "/": "",
    "-": "",
    "@": "",
    "quad": " ",
    "qquad": " ",
    "space": " ",
    "thinspace": " ",
    "enspace": " ",
    "nobreakspace": " ",
    "newline": " ",
    "\\": " ",
    "par": "\n\n",
    "item": "\n- ",
}
"""Spaces, and commands that only help typesetting."""

ACCENTS: Final = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    "u": "\u0306",
    ".": "\u0307",
    '"': "\u0308",
    "r": "\u030a",
    "H": "\u030b",
    "v": "\u030c",
    "d": "\u0323",
    "c": "\u0327",
    "k": "\u0328",
    "b": "\u0331",
}
"""Accents on text, as combining marks that follow the letter."""

MATH_ACCENTS: Final = {
    "hat": "\u0302",
    "widehat": "\u0302",
    "check": "\u030c",
    "tilde": "\u0303",
    "widetilde": "\u0303",
    "bar": "\u0304",
    "overline": "\u0304",
    "vec": "\u20d7",
    "overrightarrow": "\u20d7",
    "dot": "\u0307",
    "ddot": "\u0308",
    "acute": "\u0301",
    "grave": "\u0300",
    "breve": "\u0306",
    "mathring": "\u030a",
}
"""Accents in formulas, as combining marks."""


def _alphabet(first: int, older: str) -> dict[str, str]:
    """An alphabet from the code of its first letter, and its letters from older blocks."""
    return {chr(ord("A") + at): chr(first + at) for at in range(26)} | _pairs(older)


_SCRIPT = _alphabet(0x1D49C, "B ℬ E ℰ F ℱ H ℋ I ℐ L ℒ M ℳ R ℛ")
ALPHABETS: Final = {
    "mathbb": _alphabet(0x1D538, "C ℂ H ℍ N ℕ P ℙ Q ℚ R ℝ Z ℤ 1 𝟙"),
    "mathcal": _SCRIPT,
    "mathscr": _SCRIPT,
    "mathfrak": _alphabet(0x1D504, "C ℭ H ℌ I ℑ R ℜ Z ℨ"),
}
"""Mathematical alphabets: single letters and their forms."""

SUPERSCRIPTS: Final = _pairs(
    """
    0 ⁰ 1 ¹ 2 ² 3 ³ 4 ⁴ 5 ⁵ 6 ⁶ 7 ⁷ 8 ⁸ 9 ⁹ + ⁺ - ⁻ = ⁼ ( ⁽ ) ⁾ a ᵃ b ᵇ c ᶜ d ᵈ e ᵉ f ᶠ g ᵍ
    h ʰ i ⁱ j ʲ k ᵏ l ˡ m ᵐ n ⁿ o ᵒ p ᵖ r ʳ s ˢ t ᵗ u ᵘ v ᵛ w ʷ x ˣ y ʸ z ᶻ A ᴬ B ᴮ D ᴰ E ᴱ
    G ᴳ H ᴴ I ᴵ J ᴶ K ᴷ L ᴸ M ᴹ N ᴺ O ᴼ P ᴾ R ᴿ T ᵀ U ᵁ V ⱽ W ᵂ α ᵅ β ᵝ γ ᵞ δ ᵟ θ ᶿ ϕ ᵠ φ ᵠ χ ᵡ
    ⊤ ᵀ ∘ ° ° ° ′ ′ * * ∗ * ⋆ * † † ‡ ‡ ® ® ™ ™
    """
)
"""Characters with a superscript form, or that are raised anyway."""

SUBSCRIPTS: Final = _pairs(
    """
    0 ₀ 1 ₁ 2 ₂ 3 ₃ 4 ₄ 5 ₅ 6 ₆ 7 ₇ 8 ₈ 9 ₉ + ₊ - ₋ = ₌ ( ₍ ) ₎ a ₐ e ₑ h ₕ i ᵢ j ⱼ k ₖ l ₗ m ₘ
    n ₙ o ₒ p ₚ r ᵣ s ₛ t ₜ u ᵤ v ᵥ x ₓ β ᵦ γ ᵧ ρ ᵨ ϕ ᵩ φ ᵩ χ ᵪ
    """
)
"""Characters with a subscript form."""
