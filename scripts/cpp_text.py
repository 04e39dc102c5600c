"""Functions for scripts that search C++ source text. Everything that is not blanked keeps its position."""
import re

_QUIET = re.compile(r"//[^\n]*|/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|(?<!\w)'(?:\\.|[^'\\\n])+'", re.DOTALL)


def _blank(text):
    return re.sub(r"[^\n]", " ", text)


def blank_comments(text):
    """The text with comments, strings and character literals replaced by spaces.

    The names of included files are kept.
    """
    def blank(match):
        line = text[text.rfind("\n", 0, match.start()) + 1:match.start()]
        if re.fullmatch(r"\s*#\s*include\s*", line):
            return match.group()
        return _blank(match.group())

    return _QUIET.sub(blank, text)


def only_comments(text):
    """The text with everything but comments replaced by spaces."""
    kept, end = [], 0
    for match in _QUIET.finditer(text):
        if match.group().startswith(("//", "/*")):
            kept += [_blank(text[end:match.start()]), match.group()]
            end = match.end()
    return "".join(kept) + _blank(text[end:])
