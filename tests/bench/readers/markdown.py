#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Does Crier hear in CommonMark examples what a browser shows?

    tests/bench/readers/markdown.py CRIER EXAMPLES.json

Each example is Markdown with the HTML that it means. Both sides become a list of leaf
blocks that have words: heading with its level, code, or text; the quotations and list
items around it, each told apart from its neighbours; the number printed at an item;
the words. Alternative texts of pictures are compared by themselves, because Crier
speaks them behind the paragraph. The lists must be equal.
"""

import html.parser
import json
import pathlib
import re
import subprocess
import sys
import tempfile

UNHEARD = {"script", "style", "template"}
BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td",
    "tfoot", "th", "thead", "title", "tr", "ul",
}  # fmt: skip
HEADINGS = {f"h{level}": level for level in range(1, 7)}


def words_of(text):
    return re.findall(r"\w+", text)


class Leaves:
    """Leaf blocks with words. Containers are numbered when their first words come, so
    that empty ones, which nobody hears, make no difference."""

    def __init__(self):
        self.list = []
        self.numbers = {}

    def add(self, kind, around, text):
        words = words_of(text)
        if words:
            chain = [(what, ordinal, self.numbers.setdefault(key, len(self.numbers))) for key, what, ordinal in around]
            self.list.append((kind, chain, words))


class Reference(html.parser.HTMLParser):
    def __init__(self, source):
        super().__init__(convert_charrefs=True)
        self.leaves, self.pictures = Leaves(), []
        self.text, self.around, self.lists, self.unheard = "", [], [], 0
        self.kind, self.serial = "text", 0
        # What browsers do and this parser does not: comments such as "<!-->", and a tag
        # that is never closed is nothing.
        source = re.sub(r"<!--(-?>|.*?-->)", "", source, flags=re.DOTALL)
        self.feed(re.sub(r"<[a-zA-Z/][^>]*\Z", "", source))
        self.close()
        self.flush()

    def flush(self):
        self.leaves.add(self.kind, self.around, self.text)
        self.text = ""

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.unheard += tag in UNHEARD
        if tag == "img":
            self.pictures += [words_of(values["alt"])] if words_of(values.get("alt") or "") else []
        if tag in BLOCKS or tag == "br":
            self.flush() if tag != "br" else self.handle_data(" ")
        self.serial += 1
        if tag in HEADINGS:
            self.kind = f"heading {HEADINGS[tag]}"
        elif tag == "pre":
            self.kind = "code"
        elif tag == "blockquote":
            self.around.append((self.serial, "quotation", 0))
        elif tag in ("ul", "ol"):
            self.lists.append(int(values.get("start") or 1) if tag == "ol" else None)
        elif tag == "li":
            ordinal = self.lists[-1] if self.lists else None
            self.around.append((self.serial, "list item", ordinal or 0))
            if ordinal is not None:
                self.lists[-1] = ordinal + 1

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in ("img", "br"):
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        self.unheard -= tag in UNHEARD and self.unheard > 0
        if tag in BLOCKS:
            self.flush()
        if tag in HEADINGS or tag == "pre":
            self.kind = "text"
        elif tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        elif tag in ("blockquote", "li"):
            what = "quotation" if tag == "blockquote" else "list item"
            if self.around and self.around[-1][1] == what:
                self.around.pop()

    def handle_data(self, data):
        if not self.unheard:
            self.text += data


def heard(document):
    """The same of what Crier read."""
    leaves, pictures, around = Leaves(), [], []
    for block in document["blocks"]:
        role, text = block["role"], block.get("text", "")
        around = [entry for entry in around if entry[0][0] < block["depth"]]
        if role in ("quotation", "list item"):
            around.append(((block["depth"], block["block"]), role, block.get("ordinal", 0)))
        kind = "text"
        if role == "headline":
            kind = "heading 1"
        elif role == "heading":
            kind = f"heading {block['level']}"
        elif role == "code":
            kind = "code"
        if role == "caption":
            pictures += [words_of(text)] if words_of(text) else []
        else:
            leaves.add(kind, around, text)
    return leaves, pictures


def read(crier, path):
    run = subprocess.run(
        [crier, "inspect", "--stage=blocks", "--json", "--reader=markdown", path], capture_output=True, text=True
    )
    if run.returncode == 0:
        return json.loads(run.stdout)
    if "nothing to speak" in run.stderr or "no text in it" in run.stderr:
        return {"blocks": []}
    return {"blocks": [{"role": "failure", "depth": 1, "block": 1, "text": run.stderr}]}


def main(crier, examples):
    passed, tried = 0, 0
    with tempfile.TemporaryDirectory() as folder:
        for example in json.loads(pathlib.Path(examples).read_text("utf-8")):
            path = pathlib.Path(folder, "example.md")
            path.write_text(example["markdown"], "utf-8", newline="")
            wanted = Reference(example["html"])
            got, pictures = heard(read(crier, path))
            tried += 1
            if got.list == wanted.leaves.list and pictures == wanted.pictures:
                passed += 1
                continue
            print(f"example {example['example']}, {example['section']}: {example['markdown']!r}")
            print(f"  wanted {wanted.leaves.list} {wanted.pictures or ''}")
            print(f"  got    {got.list} {pictures or ''}")
    print(f"{passed} of {tried} CommonMark examples")
    return passed != tried


sys.exit(main(*sys.argv[1:]))
