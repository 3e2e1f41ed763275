import json


class NicheWidths:
    """Eqs. 1-4 of AEED in plain Python, and their record."""

    def __init__(self, path, sizes, eta=0.5, gamma=0.05, beta=0.9, clip=(0.1, 4.0)):
        self.eta, self.gamma, self.beta, self.clip, self.epoch, n = eta, gamma, beta, clip, 0, len(sizes)
        self.weight, self.flow, self.last, self.sum, self.count = [1.0] * n, [0.0] * n, [None] * n, [0.0] * n, [0] * n
        self.file = open(path, "w", encoding="utf-8")
        self.write(format="aeed-trajectory/1", source="training", law="logistic", driver="flow", eta=eta, gamma=gamma, beta=beta,
                   clip=clip, classes=n, class_sizes=sizes, initial_weight=1.0, normalisation="none", precision="float64")

    def write(self, **line):
        print(json.dumps(line, allow_nan=False), file=self.file, flush=True)

    def observe(self, entropies, labels):  # Eq. 1: nats, a sample each
        for entropy, c in zip(entropies, labels):
            self.sum[c], self.count[c] = self.sum[c] + entropy, self.count[c] + 1

    def end_epoch(self):
        for c, count in enumerate(self.count):
            entropy, weight = self.sum[c] / count if count else None, self.weight[c]
            raw = new = weight
            if count and self.last[c] is not None:  # the first epoch that shows a class only records
                self.flow[c] = self.beta * self.flow[c] + (1 - self.beta) * (entropy - self.last[c])  # Eqs. 2-3
                raw = weight * (1 + self.eta * (self.flow[c] - self.gamma * weight))  # Eq. 4
                new = min(max(raw, self.clip[0]), self.clip[1])
            self.write(**{"class": c}, epoch=self.epoch, count=count, entropy=entropy, flow=self.flow[c],
                       weight=weight, next_weight_raw=raw, next_weight=new, loss_weight=weight)
            self.last[c], self.weight[c] = entropy if count else self.last[c], new
        self.sum, self.count, self.epoch = [0.0] * len(self.sum), [0] * len(self.count), self.epoch + 1
