#!/usr/bin/env python3
"""The completions for bash and zsh and the man page have every command and option that the help pages have, and bash
completes with them.

usage: shell_pages_test.py KILLSHOT
"""
import pathlib
import re
import subprocess
import sys

KILLSHOT = str(pathlib.Path(sys.argv[1]).resolve())


def output_of(*arguments):
    return subprocess.run([KILLSHOT, *arguments], capture_output=True, text=True, check=True).stdout


def commands_in(page):
    """The names below "Commands:"."""
    if "\nCommands:\n" not in page:
        return []
    return re.findall(r"^  ([a-z]+)(?: |$)", page.split("\nCommands:\n")[1], flags=re.MULTILINE)


def options_in(page):
    labels = re.findall(r"^  (-\S.*?)(?:  |$)", page, flags=re.MULTILINE)
    return sorted({name for label in labels for name in re.findall(r"(?<!\S)--?[a-z][a-z-]*", label)})


def help_pages(words=()):
    """(command, its help) for every command and the commands below it."""
    page = output_of("help", *words)
    pages = {words: page}
    for command in commands_in(page):
        pages.update(help_pages((*words, command)))
    return pages


def completed(script, line):
    """What bash offers after a line that ends in a word to complete."""
    program = script + f"""
compopt() {{ :; }}
COMP_WORDS=({line}) COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
_killshot
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
    done = subprocess.run(["bash", "-c", program], capture_output=True, text=True, check=True)
    return done.stdout.split()


def main():
    pages = help_pages()
    assert len(pages) > 15 and ("new", "network") in pages, sorted(pages)
    bash, zsh, man = (output_of("pages", kind) for kind in ("bash", "zsh", "man"))
    plain_man = man.replace("\\-", "-")
    n_options = 0
    for words, page in pages.items():
        name = " ".join(words)
        options = options_in(page)
        n_options += len(options)
        assert "--help" in options, (name, page)
        line = re.search(rf"^        '{name}'\) words='(.*)';;$", bash, flags=re.MULTILINE)
        assert line, f"bash does not complete killshot {name}"
        assert sorted(line[1].split()) == sorted(options + commands_in(page)), (name, line[1], options)
        function = "_".join(("_killshot", *words))
        body = re.search(rf"^{function}\(\) \{{\n(.*?)^\}}\n", zsh, flags=re.MULTILINE | re.DOTALL)
        assert body, f"zsh does not complete killshot {name}"
        for option in options:
            assert f"'{option}[" in body[1], (name, option)
        for command in commands_in(page):
            assert f"'{command}:" in body[1], (name, command)
        section = plain_man.split(f".SS killshot {name}\n" if words else ".SH OPTIONS\n")[1].split("\n.S")[0]
        for option in options:
            assert re.search(rf"^\.B .*{option}\b", section, flags=re.MULTILINE), (name, option)

    assert completed(bash, "killshot ne") == ["networks", "new"]
    assert completed(bash, "killshot new ne") == ["network"]
    assert completed(bash, "killshot run --pa") == ["--paths"]
    assert completed(bash, "killshot run --backend c") == ["cpu", "cuda"]
    assert completed(bash, "killshot run base --isa sc") == ["scalar"]
    print(f"{len(pages)} pages with {n_options} options are in both completions and the man page")


if __name__ == "__main__":
    main()
