#!/usr/bin/env python3
"""docs/model.md is complete, and links into it lead somewhere.

check_references.py holds every "Eq. n" of the tree to HIGHEST_EQUATION, and this test holds that to the page.
Each rule is a function of text. The tests first show that it finds a planted violation, then hold the tree to it.
"""
import json
import pathlib
import re
import unittest

from check_references import HIGHEST_EQUATION

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/model.md"
DRAFT = ROOT / "tests/data/draft_base.json"
MOST_COLUMNS = 120


# Markdown swallows the backslash of "\," or "\\" and takes "}_" or "*" for emphasis before TeX sees them.
BROKEN_BY_MARKDOWN = re.compile(r"\\[^A-Za-z\s]|(?<![A-Za-z0-9])_|[*<>~]")


def anchored_equations(page):
    """The number of each anchor that stands directly above a heading of the same number, in order."""
    return [int(n) for n in re.findall(r'^<a id="eq-(\d+)"></a>\n### Eq\. \1 \S', page, flags=re.MULTILINE)]


def anchors(page):
    """Everything that a link into the page can name: explicit anchors, and headings as GitHub spells them."""
    headings = re.findall(r"^#+ (.+)$", page, flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings} | set(
        re.findall(r'<a id="([^"]+)"', page))


def linked_anchors(text, is_page):
    return re.findall(r"\]\((?:[\w./]*model\.md)?#([^)]+)\)" if is_page else r"\]\([\w./]*model\.md#([^)]+)\)", text)


def draft_names(draft):
    """Names of the parameters of a draft, nested ones too, and of the archetypes that it uses."""
    names = {*draft["sector"], *draft["kill_shot"]}
    for network in draft["networks"]:
        names |= {*network, *network["emission"], network["archetype"]}
        for entry in network["unlocks"] + network.get("emission_cuts", []):
            names |= {*entry}
    return names


def names_in_code_font(page):
    return set(re.findall(r"`([^`\n]+)`", page))


def formulas(page):
    """All TeX of the page: blocks, then what stands between single dollars."""
    blocks = re.findall(r"\$\$(.+?)\$\$", page, flags=re.DOTALL)
    return blocks + re.findall(r"\$([^$\n]+)\$", re.sub(r"\$\$.+?\$\$", "", page, flags=re.DOTALL))


def pages():
    for file in sorted([*ROOT.rglob("docs/**/*.md"), *ROOT.glob("*.md"), *ROOT.glob("scenarios/*.md")]):
        yield file.relative_to(ROOT).as_posix(), file.read_text("utf-8")


class Rules(unittest.TestCase):
    def test_an_anchor_belongs_to_the_heading_under_it(self):
        heading = "### Eq" ". "
        self.assertEqual(anchored_equations(f'<a id="eq-8"></a>\n{heading}8 Efficiency\n'), [8])
        self.assertEqual(anchored_equations(f'<a id="eq-8"></a>\n{heading}9 Price\n'), [])
        self.assertEqual(anchored_equations('<a id="eq-8"></a>\n\ntext\n'), [])

    def test_links_are_read(self):
        self.assertEqual(linked_anchors("[a](#eq-1) [b](model.md#eq-2) [c](other.md#eq-3)", True), ["eq-1", "eq-2"])
        self.assertEqual(linked_anchors("[a](#eq-1) [b](../docs/model.md#eq-2)", False), ["eq-2"])
        self.assertEqual(anchors('<a id="eq-1"></a>\n## K1, K2: a name\n'), {"eq-1", "k1-k2-a-name"})

    def test_names_of_all_levels_are_asked_for(self):
        draft = {"sector": {"a": 1}, "kill_shot": {"b": 1},
                 "networks": [{"archetype": "c", "emission": {"d": 1}, "unlocks": [{"e": 1}],
                               "emission_cuts": [{"f": 1}]}]}
        self.assertLessEqual(set("abcdef"), draft_names(draft))

    def test_tex_that_markdown_would_break_is_found(self):
        for tex in (r"a \, b", r"a \\ b", r"\bar{x}_0", "a * b", r"a < b", r"\{a\}"):
            with self.subTest(tex):
                self.assertRegex(tex, BROKEN_BY_MARKDOWN)
        for tex in (r"\bar x_0 \le e^{-\kappa_s \Delta t}", r"\begin{aligned} a &= b \cr c &= u_{\max} \end{aligned}"):
            with self.subTest(tex):
                self.assertNotRegex(tex, BROKEN_BY_MARKDOWN)


class Tree(unittest.TestCase):
    def setUp(self):
        self.page = PAGE.read_text("utf-8")

    def test_every_equation_stands_once_in_the_page(self):
        self.assertEqual(sorted(anchored_equations(self.page)), list(range(HIGHEST_EQUATION + 1)))
        self.assertEqual(len(re.findall('<a id="eq-', self.page)), HIGHEST_EQUATION + 1)

    def test_every_link_into_the_page_has_its_anchor(self):
        known = anchors(self.page)
        missing = [f"{path}: model.md#{anchor}" for path, text in pages()
                   for anchor in linked_anchors(text, path == "docs/model.md") if anchor not in known]
        self.assertEqual(missing, [])

    def test_every_parameter_of_the_draft_is_explained(self):
        missing = draft_names(json.loads(DRAFT.read_text("utf-8"))) - names_in_code_font(self.page)
        self.assertEqual(sorted(missing), [])

    def test_the_page_renders(self):
        self.assertGreater(len(formulas(self.page)), 100)
        for tex in formulas(self.page):
            self.assertNotRegex(tex, BROKEN_BY_MARKDOWN)
        for number, line in enumerate(self.page.splitlines(), 1):
            self.assertLessEqual(len(line), MOST_COLUMNS, f"docs/model.md:{number}")


if __name__ == "__main__":
    unittest.main()
