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


class Levels:
    """Levels of steps of the audio, computed when they are asked for: hours stay affordable."""

    def __init__(self, samples, step):
        self.samples, self.step, self.known = samples, step, {}
        self.count = len(samples) // step

    def __getitem__(self, index):
        if not 0 <= index < self.count:
            return 0
        if index not in self.known:
            piece = self.samples[index * self.step:(index + 1) * self.step]
            self.known[index] = math.sqrt(sum(s * s for s in piece) / self.step) / 32768
        return self.known[index]


def main():
    with wave.open(sys.argv[1]) as file:
        rate, frames = file.getframerate(), file.getnframes()
        samples = array.array('h')
        samples.frombytes(file.readframes(frames))
    with open(sys.argv[2], encoding='utf-8') as file:
        told = json.load(file)
    step = rate // 200
    level = Levels(samples, step)
    some = [level[i] for i in range(0, level.count, max(1, level.count // 20000))]
    loud = sorted(l for l in some if l > 10 ** (-40 / 20))
    quiet = max(10 ** (-50 / 20), 0.15 * loud[len(loud) // 2])
    sentences = [s for article in told['articles'] for s in article['sentences']
                 if s['end'] > s['start']]

    silent = sounding = total = 0
    last = 0
    order = True
    for sentence in sentences:
        for at, way in ((sentence['start'], 1), (sentence['end'], -1)):
            here = at // step
            total += 1
            silent += any(level[here - way * i] < quiet for i in range(5))
            sounding += any(level[here + way * i] >= quiet for i in range(21))
            order &= at >= last
            last = at
        for word in sentence['words']:
            order &= sentence['start'] <= word['start'] <= word['end'] <= sentence['end']
    print(len(sentences), silent, sounding, total, int(order), told['length'], frames, last)


main()
