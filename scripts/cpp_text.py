"""C++ as text, for the scripts that search it."""
import re

_QUIET = re.compile(r"//[^\n]*|/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|(?<!\w)'(?:\\.|[^'\\\n])+'", re.DOTALL)


def blank_comments(text):
    """The text with comments and literals of characters blanked, every other character and line in its place.

    The names of included files stay.
    """
    def blank(match):
        line = text[text.rfind("\n", 0, match.start()) + 1:match.start()]
        if re.fullmatch(r"\s*#\s*include\s*", line):
            return match.group()
        return re.sub(r"[^\n]", " ", match.group())

    return _QUIET.sub(blank, text)
