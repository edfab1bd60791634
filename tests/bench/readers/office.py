#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Does Crier read from documents what pandoc reads from them?

    tests/bench/readers/office.py CRIER FORMATS [-v] [docx|odt|epub …]

FORMATS holds docx/, odt/ and epub/, each with NAME.docx and NAME.native, pandoc's tree.
Compared are all words in their order, and the structure: headings with levels, paragraphs,
items of lists with their numbers, quotations, code, cells of tables, notes. Differences of
taste do not count: a heading may be the headline, words of a picture a caption, a note may
stand elsewhere. What differs is listed.
"""

import json
import pathlib
import re
import subprocess
import sys

TOKEN = re.compile(r'\s+|("(?:[^"\\]|\\.)*")|([A-Za-z][A-Za-z0-9_\']*)|(-?[0-9][0-9.e-]*)|(.)', re.S)
ESCAPE = re.compile(r"\\(?:(&)|([0-9]+)|x([0-9a-fA-F]+)|(.))")
PLAIN = {"n": "\n", "t": "\t", '"': '"', "\\": "\\", "'": "'"}


def string(text):
    def one(m):
        if m[1]:
            return ""
        if m[2]:
            return chr(int(m[2]))
        if m[3]:
            return chr(int(m[3], 16))
        return PLAIN.get(m[4], m[4])

    return ESCAPE.sub(one, text[1:-1])


def parse(text):
    """Haskell's data as lists: [..] and (..) as lists, a constructor as [name, arguments…]."""
    tokens = [(m.lastindex, m[0]) for m in TOKEN.finditer(text) if m.lastindex]
    at = 0

    def value():
        nonlocal at
        kind, token = tokens[at]
        at += 1
        if kind == 1:
            return string(token)
        if kind == 3:
            return float(token)
        if token in "[(":
            items = []
            while tokens[at][1] not in "])":
                if tokens[at][1] in ",{":
                    at += 1
                else:
                    items.append(term())
            at += 1
            return items[0] if token == "(" and len(items) == 1 else items
        return (token,)

    def term():
        nonlocal at
        head = value()
        if not isinstance(head, tuple):
            return head
        parts = [head[0]]
        while at < len(tokens) and tokens[at][1] not in "]),}=":
            if tokens[at][1] == "{":  # a record: Meta { unMeta = … }
                while tokens[at][1] != "}":
                    at += 1
                at += 1
            else:
                parts.append(value())
        return tuple(parts)

    result = term()
    if isinstance(result, tuple) and result[0] == "Pandoc":
        return result[-1]
    return result


LEAVES = {"Para": "paragraph", "Plain": "paragraph", "Header": "heading"}


class Pandoc:
    """The blocks of a .native file: (structure, words)."""

    def __init__(self, blocks):
        self.out = []
        self.notes = []
        self.blocks(blocks, "")

    def inline(self, node):
        if isinstance(node, str):
            return ""
        if isinstance(node, list):
            return "".join(self.inline(x) for x in node)
        if not isinstance(node, tuple):
            return ""
        name = node[0]
        if name == "Str":
            return node[1]
        if name in ("Space", "SoftBreak", "LineBreak"):
            return " "
        if name in ("Code", "Math"):
            return node[-1]
        if name == "Note":
            before, self.out = self.out, []
            self.blocks(node[1], "note ")
            self.notes += self.out
            self.out = before
            return ""
        if name == "Span" and set(node[1][1]) & {"deletion", "comment-start", "comment-end"}:
            return ""
        if name == "Image":
            self.pictures.append(self.inline(node[2]))
            return ""
        if name == "Link":
            return self.inline(node[2])
        if name == "Quoted":
            marks = "‘’" if node[1] == ("SingleQuote",) or node[1] == "SingleQuote" else "“”"
            return marks[0] + self.inline(node[2]) + marks[1]
        if name == "RawInline":
            return ""
        return "".join(self.inline(x) for x in node[1:])

    def leaf(self, kind, inlines):
        self.pictures = []
        text = " ".join(self.inline(inlines).split())
        pictures, self.pictures = self.pictures, []
        if text:
            self.out.append((kind, text))
        self.out += [("caption", " ".join(p.split())) for p in pictures if p.strip()]

    def blocks(self, blocks, around):
        for block in blocks:
            self.block(block, around)

    def items(self, items, around, number):
        for item in items:
            start = len(self.out)
            self.blocks(item, around)
            if len(self.out) > start:
                kind, text = self.out[start]
                self.out[start] = ("item %s%s" % ("%d " % number if number else "", kind.removeprefix("item ")), text)
            if number:
                number += 1

    def cells(self, node):
        for row in node:
            for cell in row[2]:
                before, self.out = self.out, []
                self.blocks(cell[-1], "")
                words = " ".join(text for _, text in self.out)
                self.out = before + ([("cell", words)] if words else [])

    def table(self, node):
        caption = [n for n in node if isinstance(n, tuple) and n[0] == "Caption"]
        for c in caption:
            self.blocks(c[-1], "")
        for part in node:
            if isinstance(part, tuple) and part[0] in ("TableHead", "TableFoot"):
                self.cells(part[-1])
            elif isinstance(part, list):
                for body in part:
                    if isinstance(body, tuple) and body[0] == "TableBody":
                        self.cells(body[3])
                        self.cells(body[4])

    def block(self, block, around):
        name = block[0]
        if name == "Header":
            self.leaf("heading %d" % min(block[1], 6), block[-1])
        elif name in LEAVES:
            self.leaf(around + "paragraph", block[1])
        elif name == "LineBlock":
            for line in block[1]:
                self.leaf(around + "paragraph", line)
        elif name == "CodeBlock":
            self.out.append(("code", " ".join(block[2].split())))
        elif name == "BlockQuote":
            self.blocks(block[1], around + "quotation ")
        elif name == "BulletList":
            self.items(block[1], around, 0)
        elif name == "OrderedList":
            self.items(block[2], around, int(block[1][0]))
        elif name == "DefinitionList":
            for term, definitions in block[1]:
                self.leaf(around + "paragraph", term)
                for d in definitions:
                    self.blocks(d, around)
        elif name == "Div":
            self.blocks(block[2], around)
        elif name == "Figure":
            self.blocks(block[3], around)
            self.blocks(block[2][-1], around)
        elif name == "Table":
            self.table(block)


TEXTS = {"headline", "byline", "dateline", "date", "summary", "heading", "paragraph", "caption",
         "credit", "pull quote", "code", "table cell", "table header", "quotation", "list item", "footnote"}


def crier(program, path):
    run = subprocess.run([program, "inspect", "--stage=blocks", "--json", path], capture_output=True, text=True)
    if run.returncode:
        return None, run.stderr.strip()
    document = json.loads(run.stdout)
    out, notes, stack, fresh = [], [], [], {}
    for block in document["blocks"]:
        depth = block["depth"]
        del stack[depth - 1:]
        stack.append(block)
        text = " ".join(block.get("text", "").split())
        if not text or block["role"] not in TEXTS:
            continue
        roles = [b["role"] for b in stack]
        around = "quotation " * ("quotation" in roles)
        role = block["role"]
        if "table cell" in roles or "table header" in roles:
            kind = "cell"
        elif role in ("heading", "headline"):
            kind = "heading %d" % (block.get("level") or 0)
        elif role in ("code", "caption"):
            kind = role
        else:
            kind = around + "paragraph"
        for b in reversed(stack):
            if b["role"] == "list item" and not b.get("seen"):
                kind = "item %s%s" % ("%d " % b["ordinal"] if b.get("ordinal") else "", kind)
            if b["role"] == "list item":
                b["seen"] = True
                break
        (notes if "footnote" in roles else out).append((kind, text))
    return (out, notes), document


def plain(kind):
    """Structure without what is a matter of taste."""
    kind = re.sub(r"heading \d+", "heading", kind) if kind.endswith("heading 0") else kind
    return kind


def words(blocks):
    text = " ".join(t for _, t in blocks)
    for a, b in (("\u2011", "-"), ("\u00ad", ""), ("\u00a0", " ")):
        text = text.replace(a, b)
    return text.split()


def first_difference(a, b):
    for i in range(max(len(a), len(b))):
        x = a[i] if i < len(a) else None
        y = b[i] if i < len(b) else None
        if x != y:
            return "Crier %r, pandoc %r" % (x, y)
    return None


def alike(a, b):
    """A headline has no level, a caption may be a paragraph."""
    if a == b:
        return True
    if a.startswith("heading") and b.startswith("heading"):
        return a == "heading 0"
    return {a, b} <= {"caption", "paragraph"}


def compare(program, path):
    got, document = crier(program, path)
    if got is None:
        return document, document
    native = Pandoc(parse(path.with_suffix(".native").read_text(encoding="utf-8")))
    texts = first_difference(words(got[0]), words(native.out)) or first_difference(words(got[1]), words(native.notes))
    ours = [k for k, _ in got[0]]
    theirs = [k for k, _ in native.out]
    structure = None
    if len(ours) != len(theirs) or not all(alike(a, b) for a, b in zip(ours, theirs)):
        structure = first_difference(
            [(k, t[:40]) for k, t in got[0]],
            [(a if alike(a, k) else k, t[:40]) for a, (k, t) in zip(ours + [""] * len(theirs), native.out)])
    return texts, structure


def main():
    verbose = "-v" in sys.argv
    arguments = [a for a in sys.argv[1:] if a != "-v"]
    if len(arguments) < 2:
        sys.exit(__doc__)
    program, formats = arguments[0], pathlib.Path(arguments[1])
    for kind in arguments[2:] or ["docx", "odt", "epub"]:
        files = sorted(f for f in (formats / kind).glob("*." + kind) if f.with_suffix(".native").exists())
        good = {"words": 0, "structure": 0}
        for path in files:
            texts, structure = compare(program, path)
            good["words"] += not texts
            good["structure"] += not structure
            if verbose and (texts or structure):
                print("%s/%s:" % (kind, path.name))
                if texts:
                    print("  words: " + texts)
                if structure:
                    print("  structure: " + structure)
        for what, count in good.items():
            print("%s %s: %d of %d" % (kind, what, count, len(files)))


if __name__ == "__main__":
    main()
