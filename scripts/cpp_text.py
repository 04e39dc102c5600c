"""Functions for scripts that search C++ source text."""
import re

_QUIET = re.compile(r"//[^\n]*|/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|(?<!\w)'(?:\\.|[^'\\\n])+'", re.DOTALL)


def blank_comments(text):
    """The text with comments, strings and character literals replaced by spaces; everything else keeps its position.

    The names of included files are kept.
    """
    def blank(match):
        line = text[text.rfind("\n", 0, match.start()) + 1:match.start()]
        if re.fullmatch(r"\s*#\s*include\s*", line):
            return match.group()
        return re.sub(r"[^\n]", " ", match.group())

    return _QUIET.sub(blank, text)
