#!/usr/bin/env python3
"""On a terminal of 80 columns every help page, every table and the progress fit, and headings are bold; with NO_COLOR
or TERM=dumb, and in a pipe, there is no escape sequence.

usage: terminal_test.py KILLSHOT
"""
import difflib
import fcntl
import os
import pathlib
import pty
import re
import struct
import subprocess
import sys
import tempfile
import termios
import threading

from shell_pages_test import help_pages

KILLSHOT = str(pathlib.Path(sys.argv[1]).resolve())
ESCAPE = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


END = b"\x04end of output"


def on_terminal(folder, *arguments, columns=80, **environment):
    """What a command writes to its terminal."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    process = subprocess.Popen([KILLSHOT, *arguments], stdout=follower, stderr=follower, cwd=folder,
                               env={**{k: v for k, v in os.environ.items() if k != "NO_COLOR"}, "TERM": "xterm",
                                    **environment})

    # A terminal that everybody has closed may drop what was not yet read. This one stays open, and ends with a mark.
    def mark_the_end():
        process.wait()
        os.write(follower, END)

    threading.Thread(target=mark_the_end).start()
    text = b""
    while not text.endswith(END):
        text += os.read(leader, 65536)
    os.close(follower)
    os.close(leader)
    text = text.removesuffix(END).decode().replace("\r\n", "\n")
    assert process.wait() == 0, (arguments, text)
    return text


too_wide = []


def check_width(what, text, columns=80):
    for line in re.split(r"[\r\n]", ESCAPE.sub("", text)):
        if len(line) > columns:
            too_wide.append(f"{what}: {len(line)} columns: {line}")


def main():
    for words in help_pages():
        check_width(words, on_terminal(None, "help", *words))
    check_width("start", on_terminal(None))
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        run = on_terminal(folder, "run", "base", "--paths", "30000", "--beliefs", "64", "-o", "a.h5")
        assert re.search(r"\r\x1b\[K\[#*\.*\] [\d,]+ of [\d,]+ paths \(\d+%\), .* left", run), run
        check_width("run", run)
        narrow = on_terminal(folder, "run", "base", "--paths", "30000", "--beliefs", "0", "-o", "n.h5", columns=60)
        check_width("progress", narrow.split("base: ")[0], 60)
        on_terminal(folder, "run", "what_ifs", "--paths", "200", "--quiet", "-o", "batch.h5")
        on_terminal(folder, "run", "base", "--set", "sector.cut_rate=0.8", "--paths", "200", "--quiet", "-o", "b.h5")
        pages = [["show", "a.h5"], ["show", "a.h5", "--causes"], ["show", "a.h5", "--drivers"],
                 ["show", "a.h5", "--signals"], ["show", "a.h5", "--readings"], ["show", "batch.h5"],
                 ["show", "batch.h5", "--scenario", "price_war"], ["show", "b.h5"], ["diff", "a.h5", "b.h5"],
                 ["networks"], ["trace", "base", "--path", "3"], ["validate", "base"], ["plan", "base"],
                 ["explain", "cut_rate"], ["devices"], ["bench", "--quick"], ["verify"]]
        n_bold = 0
        for arguments in pages:
            text = on_terminal(folder, *arguments)
            check_width(arguments, text)
            n_bold += "\x1b[1m" in text
            bare = {"PATH": os.environ["PATH"]}
            piped = subprocess.run([KILLSHOT, *arguments], capture_output=True, text=True, cwd=folder, check=True,
                                   env={**bare, "TERM": "xterm"}).stdout
            assert "\x1b" not in piped, arguments
            if arguments[0] in ("show", "diff", "trace", "networks"):
                differences = list(difflib.unified_diff(piped.splitlines(), ESCAPE.sub("", text).splitlines(),
                                                        "in a pipe", "on a terminal", lineterm=""))
                assert not differences, "\n".join([str(arguments), *differences])
        assert n_bold >= 8, n_bold
        for setting in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
            assert "\x1b" not in on_terminal(folder, "show", "a.h5", **setting), setting
        assert "\x1b[1m" in on_terminal(folder, "show", "a.h5", NO_COLOR="")
    assert not too_wide, "\n".join(too_wide)
    print(f"{len(pages)} pages and all help fit 80 columns; {n_bold} have bold headings")


if __name__ == "__main__":
    main()
