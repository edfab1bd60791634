#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Does Crier read from feeds what others read from them?

    tests/bench/readers/feed.py CRIER FORMATS [-v]

FORMATS holds feedparser/ (each file says in a comment what is expected of it, as a
Python expression) and feeds/ (rp-NAME.json is what rss-parser made of rp-NAME.*).
Expectations on what Crier has no place for (recordings, generators, addresses of
e-mail, relations of links) do not apply; each is printed with its reason.
"""

import sys

sys.path.pop(0)  # an html.py stands beside this file

# ruff: noqa: E402
import ast
import collections
import datetime
import html
import json
import pathlib
import re
import subprocess
import tempfile

TEMPORARY = tempfile.TemporaryDirectory()

REASONS = [  # part of a path, why it does not apply
    (r"\.source\.", "the feed that an entry was copied from is not told"),
    (r"generator|\.docs|ttl|cloud|textinput|newlocation", "for programs, not for listeners"),
    (r"enclosures", "recordings are not read"),
    (r"itunes_", "rules of podcast shops"),
    (r"contributors|publisher", "contributors and publishers are not told"),
    (r"links\.\d+\.", "relations of links are not told"),
    (r"_detail\.type|content\.\d+\.(type|src)", "how a text is packed is not told"),
    (r"validity|expired", "how long something is valid is not told"),
    (r"scheme|\.label", "vocabularies of tags are not told"),
    (r"image\.(title|description|link|width)", "what surrounds the feed's picture is not told"),
    (r"authors?(_detail)?(\.\d+)?\.url", "authors' addresses are not told"),
]


def run(crier, path, *options):
    done = subprocess.run(
        [crier, "inspect", "--stage=blocks", *options, str(path)], capture_output=True, check=False
    )
    return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


class Reading:
    def __init__(self, printed):
        head, _, rest = printed.partition("\n\n")
        self.meta = collections.defaultdict(list)
        for line in head.splitlines():
            key, _, value = line.partition(": ")
            self.meta[key].append(value)
        if not printed.partition(": ")[0] in (
            "title author date modified language section tag url description image licence".split()
        ):
            self.meta, rest = collections.defaultdict(list), printed
        self.body = []
        for line in rest.splitlines():
            role, _, text = line.strip().partition(": ")
            if re.match(r"(headline|heading 1|byline|date|skipped bytes|warning|info)", role):
                continue
            self.body.append(text)

    def first(self, key):
        return (self.meta.get(key) or [None])[0]


def plain(text):
    """Of HTML the words."""
    text = re.sub(r"(?is)<(script|style)\b.*?</\1>", " ", str(text))
    text = re.sub(r"<[A-Za-z/!][^>]*>", " ", text)
    return re.sub(r"\s+", " ", html.unescape(text)).strip()


def words(text):
    return re.findall(r"\w+", plain(plain(text)))


def moment(text):
    """Seconds since 1970 of ISO 8601, RFC 822 or a tuple of feedparser."""
    if isinstance(text, (tuple, list)):
        return datetime.datetime(*text[:6], tzinfo=datetime.timezone.utc).timestamp()
    try:
        when = datetime.datetime.fromisoformat(re.sub(r"\.\d+", "", text).replace("Z", "+00:00"))
    except ValueError:
        import email.utils

        when = email.utils.parsedate_to_datetime(text)
    return (when if when.tzinfo else when.replace(tzinfo=datetime.timezone.utc)).timestamp()


def path_of(node):
    if isinstance(node, ast.Subscript):
        return f"{path_of(node.value)}.{ast.literal_eval(node.slice)}"
    if isinstance(node, ast.Attribute):
        return f"{path_of(node.value)}.{node.attr}"
    if isinstance(node, ast.Call):
        inner = path_of(node.args[0]) if node.args else path_of(node.func.value)
        return f"{getattr(node.func, 'id', getattr(node.func, 'attr', '?'))}({inner})"
    return getattr(node, "id", "?")


def clauses(node):
    if isinstance(node, ast.BoolOp):
        return [clause for value in node.values for clause in clauses(value)]
    return [node]


class Sample:
    def __init__(self, crier, path):
        self.crier, self.path = crier, path
        text = path.read_bytes()
        for encoding in ("utf-8", "utf-16", "utf-16-be", "utf-32", "utf-32-le", "latin-1"):
            try:
                self.text = text.decode(encoding)
            except (UnicodeDecodeError, UnicodeError):
                continue
            if "Expect:" in self.text:
                break
        self.header = re.search(r"Header:\s*(.*)", self.text)
        self.expected = re.search(r"Expect:\s*(.*)", self.text).group(1).strip()
        self.encoding = encoding
        self.code, out, self.error = run(crier, self.path)
        if "nothing to speak" in self.error:
            self.give_words(text)
            self.code, out, self.error = run(crier, self.path)
        self.feed = Reading(out)
        code, out, error = run(crier, self.path, "--entry", "1")
        self.known = "means nothing" not in error + out
        self.entry = Reading(out if code == 0 else "")

    def give_words(self, text):
        """Crier shows nothing of a feed without a word: put a title into its first entry."""
        text = text.decode(self.encoding)
        text, found = re.subn(r"(<(item|entry)\b[^>]*>)", r"\1<title>Filler</title>", text, count=1)
        if not found:
            text = re.sub(r"(</(channel|feed|rss)>)", r"<item><title>Filler</title></item>\1", text, count=1)
        self.path = pathlib.Path(TEMPORARY.name) / self.path.name
        self.path.write_bytes(text.encode(self.encoding))

    def selects(self, identifier):
        code, out, _ = run(self.crier, self.path, "--entry", identifier)
        return code == 0 and out == run(self.crier, self.path, "--entry", "1")[1]

    def get(self, path, value):
        """Is what stands at this path of feedparser's result there, and so?"""
        where, _, key = path.partition(".")
        reading = self.feed if where == "feed" else self.entry
        key = re.sub(r"^0\.", "", key) if where == "entries" else key
        if key in ("id", "guid"):
            return self.selects(value)
        if key == "guidislink":
            return bool(reading.first("url"))
        if m := re.fullmatch(r"tags\.(\d+)\.term", key):
            return reading.meta["tag"][int(m[1]) : int(m[1]) + 1] == [value]
        if key == "category":
            return value is None or value in reading.meta["tag"]
        if m := re.fullmatch(r"authors?(?:_detail)?(?:\.(\d+))?\.(name|email)|author", key):
            names = reading.meta["author"]
            at = int(m[1] or 0)
            if m[2] == "email" and at < len(names) and "@" not in names[at]:
                return None  # the name is told instead
            return at < len(names) and names[at] == re.sub(r"\s*\(.*\)$", "", value)
        simple = {
            "title": "title",
            "title_detail.value": "title",
            "link": "url",
            "rights": "licence",
            "rights_detail.value": "licence",
            "copyright": "licence",
            "license": "licence",
            "logo": "image",
            "image.href": "image",
            "description": "description",
            "summary": "description",
            "summary_detail.value": "description",
            "subtitle": "description",
        }
        if key in simple:
            return words(reading.first(simple[key]) or "") == words(value)
        if re.fullmatch(r"content\.\d+\.value", key):
            heard = words(" ".join(reading.body))
            return heard == words(value)
        if m := re.fullmatch(r"(published|created|updated)(_parsed)?", key):
            dates = reading.meta["date"] + reading.meta["modified"]
            return any(moment(d) == moment(value) for d in dates)
        return f"unknown: {path}"

    def judge(self, clause):
        """True, False, or why it does not apply."""
        negated = isinstance(clause, ast.UnaryOp)
        if negated:
            clause = clause.operand
        if isinstance(clause, ast.Constant):
            return self.code in (0, 3)
        if isinstance(clause, ast.Name) and clause.id == "bozo":
            return "Traceback" not in self.error if not negated else "not well-formed" not in self.error
        if isinstance(clause, ast.Compare):
            path, value = path_of(clause.left), ast.literal_eval(clause.comparators[0])
        else:
            path, value = path_of(clause), True
        if path == "version":
            return self.known
        if path == "encoding":
            return self.header is None and self.known or "the charset comes from a header of HTTP"
        if path.startswith("len("):
            key = "tag" if "tags" in path else "url"
            return len(self.feed.meta[key]) == value
        if path.startswith("ord("):
            text = self.entry.first("description") or ""
            return bool(text) and ord(text[0]) == value or "texts encoded twice stay as they are"
        if path.startswith("has_key("):
            return not self.entry.meta["url"]
        if isinstance(value, str) and "\xe2\u20ac" in value:
            return "UTF-8 with one wrong byte is still read as UTF-8"
        for pattern, reason in REASONS:
            if re.search(pattern, path):
                return reason
        got = self.get(path, value)
        return "a name is told, not its address of e-mail" if got is None else got

    def result(self):
        results = [self.judge(c) for c in clauses(ast.parse(self.expected, mode="eval").body)]
        if not self.known and self.code == 0:
            return "not taken for a feed"
        if any(r is False for r in results):
            return "wrong"
        bad = [r for r in results if isinstance(r, str) and r.startswith("unknown")]
        if bad:
            return bad[0]
        reasons = [r for r in results if isinstance(r, str)]
        told = [c for c, r in zip(clauses(ast.parse(self.expected, mode="eval").body), results) if r is True]
        if reasons and len([c for c in told if "bozo" not in ast.dump(c)]) == 0:
            return "n/a: " + reasons[0]
        return "ok"


def feedparser(crier, folder, verbose):
    results = collections.Counter()
    reasons = collections.defaultdict(list)
    for path in sorted(folder.glob("*/*.xml")):
        sample = Sample(crier, path)
        result = sample.result()
        kind, _, reason = result.partition(": ")
        name = f"{path.parent.name}/{path.name}"
        results["n/a" if kind == "n/a" else "ok" if kind == "ok" else "bad"] += 1
        if kind == "n/a":
            reasons[reason].append(name)
        elif kind != "ok":
            print(f"  {name}: {result}; expected {sample.expected}")
    for reason, names in sorted(reasons.items()):
        print(f"  {len(names)} do not apply: {reason}")
        if verbose:
            print("    " + " ".join(names))
    print(f"feedparser: {results['ok']} of {results['ok'] + results['bad']} as expected, "
          f"{results['n/a']} do not apply")
    return results["bad"]


def rss_parser(crier, folder):
    right = total = 0
    for truth in sorted(folder.glob("rp-*.json")):
        source = next(p for p in folder.glob(truth.stem + ".*") if p.suffix != ".json")
        text = truth.read_bytes()
        try:
            feed = json.loads(text)["feed"]
        except UnicodeDecodeError:  # it stands in the charset of the feed
            feed = json.loads(text.decode("latin-1"))["feed"]
        whole = Reading(run(crier, source)[1])
        checks = [("feed title", words(feed.get("title", "")) == words(whole.first("title") or ""))]
        for number, item in enumerate(feed["items"], 1):
            entry = Reading(run(crier, source, "--entry", str(number))[1])
            if "title" in item:
                checks.append((f"{number} title", words(item["title"]) == words(entry.first("title") or "")))
            if "link" in item:
                link = entry.first("url") or ""  # theirs may be relative
                checks.append((f"{number} link", link == item["link"] or
                               item["link"].startswith("/") and link.endswith(item["link"])))
            if "isoDate" in item:
                date = entry.first("date") or entry.first("modified")
                checks.append((f"{number} date", bool(date) and moment(item["isoDate"]) == moment(date)))
            author = item.get("creator") or item.get("author")
            if isinstance(author, str) and author:
                checks.append((f"{number} author", words(author) == words(" ".join(entry.meta["author"]))))
            for tag in item.get("categories", []):
                if isinstance(tag, str):
                    checks.append((f"{number} tag", tag.strip() in entry.meta["tag"]))
            content = item.get("content:encoded") or item.get("content") or item.get("summary")
            if content and not isinstance(content, dict):
                heard, wanted = words(" ".join(entry.body)), words(content)
                common = sum((collections.Counter(heard) & collections.Counter(wanted)).values())
                checks.append((f"{number} content", common >= 0.9 * len(wanted)))
        for what, good in checks:
            if "\ufffd" in json.dumps(feed, ensure_ascii=False) and ("title" in what or "content" in what):
                continue  # they lost letters that Crier reads
            total += 1
            right += good
            if not good:
                print(f"  {source.name}: {what}")
    print(f"rss-parser: {right} of {total} fields agree")
    return total - right


def main():
    crier, formats = sys.argv[1], pathlib.Path(sys.argv[2])
    bad = feedparser(crier, formats / "feedparser", "-v" in sys.argv)
    bad += rss_parser(crier, formats / "feeds")
    return 1 if bad else 0


sys.exit(main())
