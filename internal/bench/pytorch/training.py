"""What a training step is made of besides the network: the loss of mixed clips and the descent."""

import inspect
from typing import NamedTuple

import torch
from torch.nn import functional


class Mixture(NamedTuple):
    """What Eq. 5 and 6 make of mixed clips, a number for each."""

    kl_a: torch.Tensor  # KL(P_mix‖P_a), nats
    kl_b: torch.Tensor  # KL(P_mix‖P_b)
    semantic: torch.Tensor  # λ_CS, the share of the partner
    weight: torch.Tensor  # w_mix
    cross_entropy: torch.Tensor  # without the weight


def mixture(log_p, log_mix, y, partner, niche_width, epsilon):
    """Return the mixture of clips of labels y (N) with their partners (N).

    log_p and log_mix, (N, C), are log-posteriors of the clean and of the mixed clips;
    the cross-entropy alone has a gradient, with respect to log_mix.
    """
    a, m = log_p.detach(), log_mix.detach()
    kl_a, kl_b = (m.exp() * (m - a)).sum(1), (m.exp() * (m - a[partner])).sum(1)
    semantic = kl_a / (kl_a + kl_b + epsilon)
    weight = (1 - semantic) * niche_width[y] + semantic * niche_width[y[partner]]
    cross_entropy = (1 - semantic) * functional.nll_loss(log_mix, y, reduction="none")
    cross_entropy = cross_entropy + semantic * functional.nll_loss(log_mix, y[partner], reduction="none")
    return Mixture(kl_a, kl_b, semantic, weight, cross_entropy)


def descent(net, fused):
    """Return the optimiser, in one kernel if fused and where this PyTorch has one."""
    settings = {"lr": 0.01, "momentum": 0.9, "nesterov": True, "weight_decay": 4e-4}
    if fused and "fused" in inspect.signature(torch.optim.SGD).parameters:
        settings["fused"] = True
    return torch.optim.SGD(net.parameters(), **settings)
