"""Formulas as MathML, which the browser itself draws: no script and no font has to be loaded."""

import html
import re
import unicodedata

import latex2mathml.converter

# What the converter does not know, and what it knows that looks the same.
_TWINS = {
    r"{aligned}": r"{split}",
    r"{align}": r"{align*}",
    r"\operatorname*{arg\,max}": r"\operatorname{arg}\max",
    r"\operatorname*{arg\,min}": r"\operatorname{arg}\min",
    r"\arg": r"\operatorname{arg}",
    r"\boldsymbol": r"\mathbf",
    # Bars that stretch would hang below the line where they carry an index, as in a norm.
    r"\lVert": r"\|",
    r"\rVert": r"\|",
    r"\lvert": "|",
    r"\rvert": "|",
}

# An element in another alphabet. MathML Core knows no variant but "normal", so that a browser
# would show a bold w like any other.
_VARIANT = re.compile(r'<(m[ino]|mtext)((?: [^>]*)?) mathvariant="([a-z-]+)"([^>]*)>([^<]*)</\1>')
#: The words of a variant in the names of Unicode's letters, where they are not those of MathML.
_WORDS = {
    "bold-italic": "BOLD ITALIC",
    "bold-script": "BOLD SCRIPT",
    "bold-fraktur": "BOLD FRAKTUR",
    "bold-sans-serif": "SANS-SERIF BOLD",
    "sans-serif-italic": "SANS-SERIF ITALIC",
    "sans-serif-bold-italic": "SANS-SERIF BOLD ITALIC",
}


def to_mathml(latex: str, display: str) -> str:
    """Return the MathML of a formula, or its source where it cannot be translated.

    Args:
        latex: The formula, without dollar signs.
        display: `"inline"` or `"block"`.
    """
    for unknown, twin in _TWINS.items():
        latex = latex.replace(unknown, twin)
    try:
        formula = latex2mathml.converter.convert(latex, display=display)
    except Exception:  # The converter raises errors of many kinds on a formula it cannot read.
        return f"<code>{html.escape(latex)}</code>"
    # HTML needs no namespace, and in a heading nbconvert would write it into each tag.
    formula = formula.replace(' xmlns="http://www.w3.org/1998/Math/MathML"', "", 1)
    return _VARIANT.sub(_in_own_letters, formula)


def _in_own_letters(element: re.Match) -> str:
    """Return the element with letters that are bold, or what else they shall be, by themselves."""
    tag, before, variant, after, text = element.groups()
    if variant == "normal":
        return element[0]
    letters = "".join(_letter(sign, variant) for sign in html.unescape(text))
    return f"<{tag}{before}{after}>{html.escape(letters)}</{tag}>"


def _letter(sign: str, variant: str) -> str:
    """Return the letter of an alphabet for mathematics (U+1D400 and on), or `sign` without one.

    Example:
        >>> _letter("w", "bold")
        '𝐰'
    """
    name = re.sub(r"^(LATIN|GREEK) | LETTER", "", unicodedata.name(sign, ""))
    words = _WORDS.get(variant, variant.upper())
    for start in ("MATHEMATICAL ", ""):  # the letters that were there before have shorter names
        try:
            return unicodedata.lookup(f"{start}{words} {name}")
        except KeyError:
            continue
    return sign
