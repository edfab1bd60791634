#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Do the marks fit the audio?   marks.py FILE.wav FILE.json

Prints: sentences; how many of their boundaries have silence outside of them within
20 ms; how many have speech inside of them within 100 ms; of how many boundaries; whether
all marks are in order; length in the JSON, frames of the audio; end of the last sentence.
Silence is what is quieter than 15 % of the median level of speech, in steps of 5 ms.
"""
import array
import json
import math
import sys
import wave


def levels(samples, step):
    found = []
    for at in range(0, len(samples) - step + 1, step):
        piece = samples[at:at + step]
        found.append(math.sqrt(sum(s * s for s in piece) / step) / 32768)
    return found


def main():
    with wave.open(sys.argv[1]) as file:
        rate, frames = file.getframerate(), file.getnframes()
        samples = array.array('h')
        samples.frombytes(file.readframes(frames))
    with open(sys.argv[2], encoding='utf-8') as file:
        told = json.load(file)
    step = rate // 200
    level = levels(samples, step)
    loud = sorted(l for l in level if l > 10 ** (-40 / 20))
    quiet = max(10 ** (-50 / 20), 0.15 * loud[len(loud) // 2])
    sentences = [s for article in told['articles'] for s in article['sentences']
                 if s['end'] > s['start']]

    def at_level(step):
        return level[step] if 0 <= step < len(level) else 0

    silent = sounding = total = 0
    last = 0
    order = True
    for sentence in sentences:
        for at, way in ((sentence['start'], 1), (sentence['end'], -1)):
            here = at // step
            total += 1
            silent += any(at_level(here - way * i) < quiet for i in range(5))
            sounding += any(at_level(here + way * i) >= quiet for i in range(21))
            order &= at >= last
            last = at
        for word in sentence['words']:
            order &= sentence['start'] <= word['start'] <= word['end'] <= sentence['end']
    print(len(sentences), silent, sounding, total, int(order), told['length'], frames, last)


main()
