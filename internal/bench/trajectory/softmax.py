"""Trains a softmax classifier in plain Python on four long-tailed classes and logs
its trajectory: python3 softmax.py [TRAJECTORY.jsonl]"""

import math
import random
import sys

from log import NicheWidths

sizes, features, rate = [200, 68, 23, 8], 6, 0.03
random.seed(1)
samples = [([random.gauss(1.5 * (f == c), 1) for f in range(features)] + [1.0], c) for c, n in enumerate(sizes) for _ in range(n)]
model = [[0.0] * (features + 1) for _ in sizes]

widths = NicheWidths(sys.argv[1] if len(sys.argv) > 1 else "trajectory.jsonl", sizes)
for epoch in range(30):
    random.shuffle(samples)
    for x, label in samples:
        logits = [sum(m * v for m, v in zip(row, x)) for row in model]
        exponentials = [math.exp(z - max(logits)) for z in logits]
        p = [e / sum(exponentials) for e in exponentials]
        for c, row in enumerate(model):
            step = rate * widths.weight[label] * (p[c] - (c == label))
            for f, v in enumerate(x):
                row[f] -= step * v
        widths.observe([-sum(q * math.log(q) for q in p if q > 0)], [label])
    widths.end_epoch()
