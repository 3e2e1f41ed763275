"""A training step of CTR-GCN in PyTorch, in every mode that it has to be compared in."""

import resource
from typing import NamedTuple, Optional

import torch
from torch.nn import functional

import network
import timing
import training

WINDOW = 0.25  # seconds


class Precision(NamedTuple):
    """What products are made in. Weights, and what batch norms compute, stay float32."""

    tf32: bool
    autocast: Optional[torch.dtype] = None

    def set(self):
        torch.backends.cuda.matmul.allow_tf32 = self.tf32
        torch.backends.cudnn.allow_tf32 = self.tf32


PRECISIONS = {"float32": Precision(False), "tf32": Precision(True), "bf16": Precision(True, torch.bfloat16)}


class Mode(NamedTuple):
    precision: str
    tuned: bool = True  # convolutions chosen by measuring, and a fused descent
    channels_last: bool = False
    compiled: bool = False
    graph: bool = False  # the step is captured as a CUDA graph
    mixed: tuple = (False,)  # which steps have a mixed pass, in turn


MODES = {
    "eager": Mode("float32", tuned=False),
    "float32": Mode("float32"),
    "tf32": Mode("tf32"),
    "tf32-channels-last": Mode("tf32", channels_last=True),
    "tf32-graph": Mode("tf32", graph=True),
    "tf32-compiled": Mode("tf32", compiled=True),
    "bf16": Mode("bf16"),
    "bf16-channels-last": Mode("bf16", channels_last=True),
    "bf16-graph": Mode("bf16", graph=True),
    "bf16-compiled-channels-last": Mode("bf16", channels_last=True, compiled=True),
    "tf32-aeed-half": Mode("tf32", mixed=(False, True)),
    "tf32-aeed": Mode("tf32", mixed=(True,)),
}


class Trainer:
    """The official network, random clips that lie on the device, and a step on them."""

    def __init__(self, mode, batch, device, rehearse):
        torch.manual_seed(1)
        self.mode, self.device = mode, device
        frames, bodies, classes, blocks = (16, 1, 10, network.SMALL) if rehearse else (64, 2, 60, network.OFFICIAL)
        precision = PRECISIONS[mode.precision]
        precision.set()
        torch.backends.cudnn.benchmark = mode.tuned
        self.net = network.Network("ntu-25", classes, bodies, blocks).to(device)
        if mode.channels_last:
            self.net.to(memory_format=torch.channels_last)
        self.forward = self.net
        if precision.autocast:
            self.forward = network.mixed_precision(self.net, device, precision.autocast)
        if mode.compiled:
            self.forward = torch.compile(self.forward, mode="max-autotune")
        self.optimiser = training.descent(self.net, fused=mode.tuned)
        self.x = torch.randn(batch, 3, frames, 25, bodies, device=device)
        self.y = torch.randint(classes, (batch,), device=device)
        self.partner = torch.randperm(batch, device=device)
        self.niche_width = torch.rand(classes, device=device) + 0.5

    def step(self, mixed):
        if self.mode.compiled and hasattr(torch, "compiler"):
            torch.compiler.cudagraph_mark_step_begin()
        self.optimiser.zero_grad(set_to_none=True)
        loss = self.mixed_loss() if mixed else self.loss()
        loss.backward()
        self.optimiser.step()

    def loss(self):
        return (functional.cross_entropy(self.forward(self.x), self.y, reduction="none") * self.niche_width[self.y]).mean()

    def mixed_loss(self):
        """Eq. 6: a clean and a mixed pass, each with batch statistics of its own."""
        log_p = self.forward(self.x).log_softmax(1)
        log_mix = self.forward(0.7 * self.x + 0.3 * self.x[self.partner]).log_softmax(1)
        m = training.mixture(log_p, log_mix, self.y, self.partner, self.niche_width, 1e-8)
        clean = functional.nll_loss(log_p, self.y, reduction="none")
        return (self.niche_width[self.y] * clean + m.weight * m.cross_entropy).mean()

    def steps(self):
        """Take a step for each that the mode says."""
        for mixed in self.mode.mixed:
            self.step(mixed)

    def captured(self):
        """Return steps as one CUDA graph, captured after a warm-up on a stream of its own."""
        if self.device != "cuda":
            raise RuntimeError("a CUDA graph needs a GPU; hint: this mode can't be rehearsed on the processor")
        stream = torch.cuda.Stream()
        stream.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(stream):
            for _ in range(timing.WARM_UP):
                self.steps()
        torch.cuda.current_stream().wait_stream(stream)
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph):
            self.steps()
        return graph.replay


def measure(options):
    """Return the median time of a step, and the memory that PyTorch had reserved at most."""
    mode = MODES[options.mode]
    trainer = Trainer(mode, options.batch, options.device, options.rehearse)
    call = trainer.captured() if mode.graph else trainer.steps
    call()
    if options.device == "cuda":  # what choosing convolutions took is no part of a step
        torch.cuda.synchronize()
        torch.cuda.empty_cache()
        torch.cuda.reset_peak_memory_stats()
    median, windows = timing.median_seconds(call, options.device, options.seconds, 0 if options.rehearse else WINDOW)
    median /= len(mode.mixed)
    return {"name": options.mode, "precision": mode.precision, "step_ms": 1000 * median, "clips_per_s": options.batch / median,
            "peak_memory_bytes": memory(options.device), "windows": windows}


def memory(device):
    if device == "cuda":
        return torch.cuda.max_memory_reserved()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
