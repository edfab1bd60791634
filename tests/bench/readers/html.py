#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How right and how fast web pages are read.

    tests/bench/readers/html.py BUILD_FOLDER DATA

Right: the text that inspect gives, beside what people say the article is, by
the scorer that lies with the data. Fast: pages a second in one process, beside
Mozilla's Readability on jsdom and on linkedom, which npm fetches into build/ when it can.
"""

import glob
import gzip
import json
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
# Folder, options of the scorer, (line of its output, its word, least value)…
SETS = [
    ("articles/dev", [], [("F1", 0.978), ("accuracy", 0.42)]),
    ("fundus-eval", [], [("F1", 0.965)]),
    ("fundus", ["--english"], [("F1", 0.965)]),
    ("wcxb", [], [("word F1", 0.95)]),
]
JSDOM_PAGES = 24
COLD_RUNS = 15


def goal(name, got, least, unit=""):
    met = got >= least
    print(f"  {name}: {got:.4g}{unit}, goal at least {least:g}{unit}: {'met' if met else 'MISSED'}")
    return met


def bodies(crier, pages, out):
    """The text of each page, by its name."""
    out.mkdir()
    subprocess.run([crier, "inspect", "--stage=text", "--out", out, *pages], capture_output=True)
    return {file.stem: file.read_text() for file in out.iterdir()}


def figures(printed):
    words = printed.replace("word F1", "wordF1").split()
    pairs = {words[i]: words[i + 1] for i in range(len(words) - 1)}
    return {"F1": pairs["F1"], "accuracy": pairs["accuracy"], "word F1": pairs["wordF1"]}


def score(crier, data, folder, options, goals, work):
    ok = True
    source = data / folder
    pages = []
    folder_of_pages = work / folder.replace("/", "-")
    folder_of_pages.mkdir()
    for key in json.loads((source / "ground-truth.json").read_text()):
        page = folder_of_pages / f"{key}.html"
        page.write_bytes(gzip.decompress((source / "html" / f"{key}.html.gz").read_bytes()))
        pages.append(page)
    texts = bodies(crier, pages, work / f"{folder_of_pages.name}-texts")
    out = work / "texts.json"
    out.write_text(json.dumps(texts))
    command = [sys.executable, data / "articles/score.py", source, "--json", out, "--bootstrap", "0", *options]
    got = figures(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    for name, least in goals:
        ok &= goal(f"{folder} {' '.join(options)} {name}".replace("  ", " "), float(got[name]), least)
    return ok


def peer(modules, kind, pages):
    command = ["node", "--single-threaded", HERE / "html_peers.mjs", modules, kind, *pages]
    run = subprocess.run(command, capture_output=True, text=True)
    return float(run.stdout) if run.returncode == 0 and run.stdout.strip() else None


def fetch_peers(build):
    modules = build.parent / "bench-readers"
    if not shutil.which("npm"):
        print("  no npm here: Readability was not measured")
        return None
    if (modules / "node_modules/jsdom").exists():
        return modules
    modules.mkdir(parents=True, exist_ok=True)
    command = ["npm", "install", "--no-audit", "--no-fund", "--prefix", modules]
    run = subprocess.run([*command, "@mozilla/readability", "jsdom", "linkedom"], capture_output=True)
    if run.returncode != 0:
        print("  npm could not fetch Readability (is there a network?): it was not measured")
        return None
    return modules


def speed(build, work):
    pages = sorted(glob.glob(str(work / "articles-dev/*.html")))
    run = subprocess.run([build / "tests/bench/readers/pages", "3", *pages], capture_output=True, text=True, check=True)
    print(f"  one process: {run.stdout.strip()}")
    ours = float(run.stdout.split()[0])
    modules = fetch_peers(build)
    ok = True
    for kind, times, subset in (("jsdom", 20, pages[:JSDOM_PAGES]), ("linkedom", 2, pages)):
        theirs = peer(modules, kind, subset) if modules else None
        if theirs:
            print(f"  Readability on {kind}: {theirs:.1f} pages/s")
            ok &= goal(f"times as fast as on {kind}", ours / theirs, times)
    return ok


def cold(crier, work):
    pages = sorted(glob.glob(str(work / "articles-dev/*.html")))[:COLD_RUNS]
    took = []
    for page in pages:
        from_ = time.perf_counter()
        subprocess.run([crier, "inspect", "--stage=blocks", page], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        took.append(time.perf_counter() - from_)
    middle = statistics.median(took) * 1000
    print(f"  one page from cold: {middle:.1f} ms, goal below 25 ms: {'met' if middle < 25 else 'MISSED'}")
    return middle < 25


def big_page(build, work):
    page = work / "big.html"
    part = "<h2>Pier {0}</h2><p>The crews voted, after a long night, to keep the boats in.</p>" * 4
    page.write_text("<article>" + "".join(part.format(i) for i in range(15000)))
    run = subprocess.run([build / "tests/bench/readers/pages", "1", page], capture_output=True, text=True, check=True)
    memory = float(run.stdout.split(",")[-1].split()[0])
    print(f"  a page of {page.stat().st_size / 1e6:.1f} MB: {memory:.0f} MB, goal at most 150: "
          f"{'met' if memory <= 150 else 'MISSED'}")
    return memory <= 150


def main():
    build, data = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    crier = build / "bin/crier"
    ok = True
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        for name, options, goals in SETS:
            ok &= score(crier, data, name, options, goals, work)
        ok &= speed(build, work)
        ok &= cold(crier, work)
        ok &= big_page(build, work)
    return 0 if ok else 1


sys.exit(main())
