"""Checks the network against a file of results of the official CTR-GCN.

The README beside the files says what is in them, how a formula makes the weights and
inputs from the names of the tensors, and how the results are compared.
"""

import json
import math

import numpy as np
import torch
from torch.nn import functional

import network
from training import mixture

# The largest errors allowed, in float64 and float32.
FORWARD, GRADIENT, DESCENT_LOSS, ENDPOINT = (1e-9, 1e-5), (1e-8, 4e-3), (1e-8, 5e-3), (1e-8, 1e-3)
NEGLIGIBLE = 1e-8  # a norm below this is that of a tensor that is zero but for rounding


class Fixture:
    """A file, and the numbers that its formula makes, in one precision on one device.

    With autocast, a type such as torch.bfloat16, the network runs in PyTorch's mixed
    precision of it.
    """

    def __init__(self, path, dtype, device="cpu", autocast=None):
        with open(path, encoding="utf-8") as file:
            self.want = json.load(file)
        if self.want.get("layout") != "aeed-fixture/1":
            raise ValueError(f"{path}: not of layout aeed-fixture/1")
        self.dtype, self.device, self.autocast = dtype, torch.device(device), autocast
        self.labels = self.whole(self.want["y"])

    def unit(self, name, shape):
        """Return the numbers in [0, 1) of a name."""
        key = 0xCBF29CE484222325
        for byte in f"{self.want['salt']}:{name}".encode():
            key = (key ^ byte) * 0x100000001B3 % 2**64
        z = np.uint64(key) + np.arange(1, math.prod(shape) + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z ^= z >> np.uint64(31)
        return ((z >> np.uint64(40)) * 2.0**-24).reshape(shape)

    def tensor(self, values):
        return torch.from_numpy(np.asarray(values, np.float32)).to(self.device, self.dtype)  # float32 on every device

    def whole(self, values):
        return torch.tensor(values, device=self.device)

    def network(self):
        w = self.want
        blocks = network.OFFICIAL if len(w["blocks"]) == len(network.OFFICIAL) else network.SMALL
        net = network.Network(w["graph"], w["classes"], w["m"], blocks).to(self.device, self.dtype)
        a = network.adjacency(w["graph"]).numpy()
        for name, tensor in net.state_dict().items():
            if not name.endswith("num_batches_tracked"):
                u = 2 * self.unit(name, tuple(tensor.shape)) - 1
                tensor.copy_(self.tensor(self.weight(name, tensor, u, a)))
        if self.autocast:
            net.forward = network.mixed_precision(net.forward, self.device.type, self.autocast)
        return net

    @staticmethod
    def weight(name, tensor, u, a):
        if name.startswith("fc."):
            return u / 16
        if name.endswith(".PA"):
            return a + u / 4
        if name.endswith(".alpha"):
            return 0.5 + u / 4
        if name.endswith((".bias", ".running_mean")):
            return u / 8
        if name.endswith(".running_var"):
            return 1 + u / 2
        if tensor.dim() == 4:
            outputs, _, height, width = tensor.shape
            return u * 2.0 ** np.round(np.log2(np.sqrt(6 / (outputs * height * width))))
        return 1 + u / 4

    def input(self, name):
        w = self.want
        x = 2 * self.unit(name, (w["n"], 3, w["t"], w["v"], w["m"])) - 1
        for clip, body in w["absent"]:
            x[clip, ..., body] = 0
        return self.tensor(x)


def compute(fixture):
    """Return (group, tolerances, wanted, got) for every group of results of the file."""
    groups = []
    infer(fixture, groups)
    learn(fixture, groups)
    mix(fixture, groups)
    descend(fixture, groups)
    return groups


def infer(fixture, groups):
    net = fixture.network()
    norms = [module for module in net.modules() if isinstance(module, torch.nn.modules.batchnorm._BatchNorm)]
    for norm in norms:
        norm.momentum = 1
    with torch.no_grad():
        net(fixture.input("x0"))
        logits = net.eval()(fixture.input("x"))
    groups.append(("eval_logits", FORWARD, fixture.want["eval_logits"], logits))


def learn(fixture, groups):
    want, net = fixture.want, fixture.network()
    outputs = []
    for name in net.blocks:
        getattr(net, name).register_forward_hook(lambda module, x, y: outputs.append(y.detach()))
    logits = net(fixture.input("x"))
    loss = functional.cross_entropy(logits, fixture.labels)
    loss.backward()
    groups += [
        ("parameters", (0, 0), want["parameters"], sum(p.numel() for p in net.parameters())),
        ("train_logits", FORWARD, want["train_logits"], logits),
        ("train_loss", FORWARD, want["train_loss"], loss),
        ("blocks", FORWARD, dict(enumerate(want["blocks"])), dict(enumerate(outputs))),
        ("gradients", GRADIENT, want["gradients"], {name: p.grad for name, p in net.named_parameters()}),
        ("running_after", FORWARD, want["running_after"], net.state_dict()),
    ]


def mix(fixture, groups):
    """One AEED step, Eq. 5 and 6: a clean pass, then a mixed one, in one gradient."""
    want, net = fixture.want["aeed"], fixture.network()
    y, partner = fixture.labels, fixture.whole(want["partner"])
    niche_width = fixture.tensor(0.125 + 3.875 * fixture.unit("niche_width", (fixture.want["classes"],)))
    ratio = fixture.tensor(fixture.unit("lambda_phys", y.shape))
    x = fixture.input("x")
    share = ratio.reshape(-1, 1, 1, 1, 1)
    logits = net(x)
    logits_mix = net(share * x + (1 - share) * x[partner])

    log_p, log_mix = logits.log_softmax(1), logits_mix.log_softmax(1)
    mixed = mixture(log_p, log_mix, y, partner, niche_width, want["epsilon"])
    ce = functional.nll_loss(log_p, y, reduction="none")
    loss_i = niche_width[y] * ce + mixed.weight * mixed.cross_entropy
    loss = loss_i.mean()
    loss.backward()
    entropy = -(log_p.exp() * log_p).sum(1)

    got = {"logits": logits, "logits_mix": logits_mix, "lambda_cs": mixed.semantic, "w_mix": mixed.weight, "ce": ce,
           "ce_mix": mixed.cross_entropy, "entropy": entropy, "loss_i": loss_i, "loss": loss}
    groups.append(("aeed.niche_width", (0, 0), want["niche_width"], niche_width))
    groups.append(("aeed.lambda_phys", (0, 0), want["lambda_phys"], ratio))
    groups.append(("aeed.kl", FORWARD, [want["kl_a"], want["kl_b"]], torch.stack([mixed.kl_a, mixed.kl_b])))
    groups += [("aeed." + name, FORWARD, want[name], value) for name, value in got.items()]
    groups.append(("aeed.gradients", GRADIENT, want["gradients"], {name: p.grad for name, p in net.named_parameters()}))
    groups.append(("aeed.running_after", FORWARD, want["running_after"], net.state_dict()))


def descend(fixture, groups):
    want, net = fixture.want["sgd"], fixture.network()
    optimiser = torch.optim.SGD(net.parameters(), lr=1, momentum=want["momentum"], nesterov=want["nesterov"],
                                weight_decay=want["weight_decay"])
    losses = []
    for step, rate in enumerate(want["lr"]):
        optimiser.param_groups[0]["lr"] = rate
        optimiser.zero_grad()
        loss = functional.cross_entropy(net(fixture.input(f"x{step}")), (fixture.labels + step) % fixture.want["classes"])
        loss.backward()
        optimiser.step()
        losses.append(loss.detach())
    groups.append(("sgd.loss", DESCENT_LOSS, want["loss"], torch.stack(losses)))
    groups.append(("sgd.parameters", ENDPOINT, want["parameters"], dict(net.named_parameters())))


def numbers(values):
    return torch.as_tensor(values, dtype=torch.float64).detach().cpu()


def vector_error(want, got):
    want, got = numbers(want), numbers(got)
    return float((got - want).abs().max() / want.abs().max())


def tensors_error(want, got, each):
    """Return the error over all sampled elements and the worst of the norms.

    A norm is compared relatively to itself or, unless each is to be, to the root mean
    square norm of the group if that is larger: some gradients of a few numbers are
    small differences of large ones, beyond float32.
    """
    squares = errors = 0.0
    norms = [0.0]
    floor = 0.0 if each else math.sqrt(sum(w["l2"] ** 2 for w in want.values()) / len(want))
    for name, w in want.items():
        values = numbers(got[name]).flatten()
        norm = float(values.norm())
        index, samples = zip(*w["at"])
        difference = values[list(index)] - numbers(samples)
        if w["l2"] < NEGLIGIBLE:
            norms += [abs(norm - w["l2"]), float(difference.abs().max())]
            continue
        norms.append(abs(norm - w["l2"]) / max(w["l2"], floor))
        squares += w["l2"] ** 2
        errors += len(values) / len(index) * float(difference.square().sum())
    return math.sqrt(errors / squares), float(np.max(norms))  # NaN if one is


def errors(path, dtype, device="cpu", autocast=None):
    """Return (group, error, worst error of a norm, limit) for every group of a file.

    Vectors have no norms, 0. An error that is not a number is NaN.
    """
    found = []
    for group, tolerances, want, got in compute(Fixture(path, dtype, device, autocast)):
        if isinstance(want, dict):
            error, norms = tensors_error(want, got, each=dtype == torch.float64)
        else:
            error, norms = vector_error(want, got), 0.0
        found.append((group, error, norms, tolerances[dtype == torch.float32]))
    return found


def check(path):
    """Print the error of every group in both precisions; return whether all are within their tolerances."""
    passed = True
    for dtype in (torch.float64, torch.float32):
        for group, error, norms, limit in errors(path, dtype):
            ok = error <= limit and norms <= limit
            passed &= ok
            text = f"{error:.1e}, norms {norms:.1e}" if norms else f"{error:.1e}"
            print(f"{str(dtype)[6:]}  {group:20} {text:24} allowed {limit:.0e}  {'ok' if ok else 'FAILED'}", flush=True)
    return passed
