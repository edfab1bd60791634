#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Make core/language/en/cmudict.tsv from the CMU Pronouncing Dictionary.

usage: cmudict_table.py CMUDICT SCORER WORDLIST HOMOGRAPHS >core/language/en/cmudict.tsv

SCORER is the folder of the names benchmark: its score.py says what counts as the same
pronunciation. WORDLIST has the ordinary words of English, one a line (Debian's wamerican);
names in it begin with a capital.

HOMOGRAPHS is core/language/en/homographs.tsv, whose words are not for this table.

The table holds only those words of the dictionary that espeak-ng's en-us voice says in
another way: other phonemes, or the main stress elsewhere. A word that is no ordinary one is
written with a capital. An ordinary one that the engine gets badly wrong (the main stress, or two
phonemes) has ! in a third column. Words that a sentence leaves unstressed are left out. Words that follow from another by adding s or 's are left out.
"""
import re
import sys

ARPABET = {
    "AA": "A:", "AE": "a", "AH": "V", "AO": "O:", "AW": "aU", "AY": "aI", "EH": "E", "ER": "3:",
    "EY": "eI", "IH": "I", "IY": "i:", "OW": "oU", "OY": "OI", "UH": "U", "UW": "u:",
    "B": "b", "CH": "tS", "D": "d", "DH": "D", "F": "f", "G": "g", "HH": "h", "JH": "dZ",
    "K": "k", "L": "l", "M": "m", "N": "n", "NG": "N", "P": "p", "R": "r", "S": "s", "SH": "S",
    "T": "t", "TH": "T", "V": "v", "W": "w", "Y": "j", "Z": "z", "ZH": "Z"}
UNSTRESSED = {"AH": "@", "ER": "3", "IY": "i"}
BEFORE_R = {"AA": "A@", "AO": "o@", "EH": "e@", "IH": "i@3", "UH": "U@"}
# Two phonemes that would be read as one.
CLASH = re.compile(r"(?<=t)(?=S)|(?<=d)(?=Z)|(?<=[aeO])(?=[IU])|(?<=[iU])(?=@)|(?<=3)(?=:)|(?<=n)(?=-)")
UNSTRESSED_WORDS = set("""a an the and or but nor if than that as at by for from in into of off on onto
out over to up upon with without within under until till i me my mine you your yours he him his she her
hers it its we us our ours they them their theirs this these those there here who whom whose which what
when where why how am is are was were be been being do does did done has have had having will would
shall should can could may might must not no so too very just also only some any all both each every
such own same other another more most much many about after again against before below between during
through because while st""".split())
STRESS = {"1": "'", "2": ","}


def mnemonics(arpabet, join_r):
    phones = [(p.rstrip("012"), p[-1] if p[-1].isdigit() else "") for p in arpabet.split()]
    vowels = sum(1 for _, stress in phones if stress)
    out, i = "", 0
    while i < len(phones):
        base, stress = phones[i]
        next_r = i + 1 < len(phones) and phones[i + 1][0] == "R"
        if join_r and next_r and base in BEFORE_R:
            part = BEFORE_R[base]
            i += 1
        elif base == "AH" and stress == "0" and next_r:
            part = "@2"
        elif stress == "0" and base in UNSTRESSED:
            part = UNSTRESSED[base]
        else:
            part = ARPABET[base]
        if stress == "1" and vowels > 0 or stress == "2":
            part = STRESS[stress] + part
        if out and CLASH.search(out[-1] + part[0]):
            out += "|"
        out += part
        i += 1
    return out


def plural(phonemes):
    if re.search(r"(s|z|S|Z)$", phonemes):
        return phonemes + "I#z"
    return phonemes + ("s" if re.search(r"[ptkfT]$", phonemes) else "z")


HEAD = """\
# Made by tests/bench/language/cmudict_table.py from the CMU Pronouncing Dictionary; its licence is
# in CMUDICT-LICENSE beside this file. WORD, the engine's mnemonics (none: the engine is right), and
# ! for an ordinary word that the engine gets badly wrong. Sorted; names have a capital."""


class Judge:
    """Whether a text for the engine says one of the listed pronunciations."""

    def __init__(self, score):
        self.score = score

    def heard(self, text):
        got, stress = self.score.from_ipa(self.score.ipa(text))
        return self.score.merge_r(got), self.score.vowel_rank(got, stress)

    def verdict(self, text, listed):
        """(phonemes that differ, the main stress is elsewhere) for the nearest one."""
        got, stress = self.heard(text)
        best = None
        for arpabet in listed:
            ref, ref_stress = self.score.from_arpa(arpabet)
            here = (self.score.dist(got, self.score.merge_r(list(ref))),
                    stress != self.score.vowel_rank(ref, ref_stress))
            best = here if best is None else min(best, here)
        return best


def convert(judge, listed):
    """The first pronunciation, in the mnemonics that sound most like it."""
    first = listed[0].split("#")[0].strip()
    choices = [mnemonics(first, True), mnemonics(first, False)]
    return min(choices, key=lambda m: judge.verdict("[[" + m + "]]", [first]))


def derived(word, table):
    """What the program makes of a word that is not in the table; None: nothing."""
    for ending in ("'s", "'", "s"):
        base = word[:-len(ending)]
        if word.endswith(ending) and len(base) > 1 and table.get(base):
            return plural(table[base]) if word.endswith("s") else table[base]
        if word.endswith(ending) and base in table:
            return None
    for particle, said in (("mc", "m@k"), ("mac", "m@k"), ("o'", "oU")):
        if word.startswith(particle) and table.get(word[len(particle):]):
            return said + table[word[len(particle):]]
    return None


def main(dictionary, scorer, wordlist, homographs):
    sys.path.insert(0, scorer)
    import score
    judge = Judge(score)
    ordinary = {w.strip() for w in open(wordlist, encoding="utf-8")}
    skipped = UNSTRESSED_WORDS | {line.split("\t")[0] for line in open(homographs, encoding="utf-8")}
    listed = {w: p for w, p in score.load(dictionary).items() if re.fullmatch(r"[a-z][a-z'.-]*", w)}
    table, gross = {}, set()
    for word in listed:
        capital = word not in ordinary
        said = judge.verdict(word.capitalize() if capital else word, listed[word])
        if said == (0, False) or word in skipped or word.split("'")[0] in UNSTRESSED_WORDS:
            continue
        if not any("1" in arpabet for arpabet in listed[word]) and len(word) > 4:
            table[word] = ""  # an entry without a stress is a broken one
            continue
        ours = convert(judge, listed[word])
        if judge.verdict("[[" + ours + "]]", listed[word]) < said:
            table[word] = ours
            if said[0] >= 2 or said[1]:
                gross.add(word)
    # Left out: what follows from another word. Empty: what does not, and the engine says right.
    for word in sorted(listed, key=len):
        said = derived(word, table)
        if said and judge.verdict("[[" + said + "]]", listed[word]) == (0, False):
            table.pop(word, None)
        elif said and word not in table:
            table[word] = ""
    print(HEAD)
    for word in sorted(table):
        base = re.sub(r"'s?$", "", word)
        if base in ordinary:
            print("%s\t%s%s" % (word, table[word], "\t!" if word in gross and table[word] else ""))
        else:
            print("%s\t%s" % (word.capitalize(), table[word]))
    print("%d words" % len(table), file=sys.stderr)


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
