"""CTR-GCN (Chen et al., ICCV 2021) in PyTorch, with the official names of its weights.

    network = Network(graph="ntu-25", classes=60, bodies=2)
    logits = network(x)    # x: clips (N, 3, T, V, M); logits: (N, 60)
"""

import math

import torch
from torch import nn

# The bones of each graph, (joint, its parent), from 0.
BONES = {
    "ntu-25": [(0, 1), (1, 20), (2, 20), (3, 2), (4, 20), (5, 4), (6, 5), (7, 6), (8, 20), (9, 8), (10, 9), (11, 10),
               (12, 0), (13, 12), (14, 13), (15, 14), (16, 0), (17, 16), (18, 17), (19, 18), (21, 22), (22, 7),
               (23, 24), (24, 11)],
    "ucla-20": [(0, 1), (1, 2), (3, 2), (4, 2), (5, 4), (6, 5), (7, 6), (8, 2), (9, 8), (10, 9), (11, 10), (12, 0),
                (13, 12), (14, 13), (15, 14), (16, 0), (17, 16), (18, 17), (19, 18)],
    "coco-17": [(15, 13), (13, 11), (16, 14), (14, 12), (11, 5), (12, 6), (9, 7), (7, 5), (10, 8), (8, 6), (5, 0),
                (6, 0), (1, 0), (3, 1), (2, 0), (4, 2)],
    "openpose-18": [(4, 3), (3, 2), (7, 6), (6, 5), (13, 12), (12, 11), (10, 9), (9, 8), (11, 5), (8, 2), (5, 1),
                    (2, 1), (0, 1), (15, 0), (14, 0), (17, 15), (16, 14)],
}

# The blocks of a network, (output channels, temporal stride).
OFFICIAL = [(64, 1)] * 4 + [(128, 2), (128, 1), (128, 1), (256, 2), (256, 1), (256, 1)]
SMALL = [(16, 1), (16, 1), (32, 2)]


def adjacency(graph):
    """Return the identity, the inward and the outward bones, (3, V, V), columns summing to 1 or 0."""
    bones = BONES[graph]
    joints = 1 + max(max(bone) for bone in bones)
    a = torch.zeros(3, joints, joints, dtype=torch.float64)
    a[0] = torch.eye(joints)
    for joint, parent in bones:
        a[1, parent, joint] = 1
        a[2, joint, parent] = 1
    return a / a.sum(1, keepdim=True).clamp(min=1)


def pointwise(inputs, outputs, stride=1):
    return nn.Conv2d(inputs, outputs, 1, stride=(stride, 1))


def temporal(channels, kernel, stride, dilation):
    """Return a convolution over time that keeps the frames, before its stride."""
    return nn.Conv2d(channels, channels, (kernel, 1), (stride, 1), (dilation * (kernel - 1) // 2, 0), (dilation, 1))


def mixed_precision(forward, device, dtype):
    """Return a forward pass in PyTorch's mixed precision of a type, with logits in float32."""

    def cast(x):
        with torch.autocast(device, dtype=dtype):
            y = forward(x)
        return y.float()

    return cast


class Normalised(nn.Module):
    """A convolution and its batch norm."""

    def __init__(self, conv):
        super().__init__()
        self.conv, self.bn = conv, nn.BatchNorm2d(conv.out_channels)

    def forward(self, x):
        return self.bn(self.conv(x))


class TopologyConvolution(nn.Module):
    """The channel-wise topology refinement graph convolution of one subset of the adjacency."""

    def __init__(self, inputs, outputs):
        super().__init__()
        relation = 8 if inputs in (3, 9) else inputs // 8
        self.conv1, self.conv2 = pointwise(inputs, relation), pointwise(inputs, relation)
        self.conv3, self.conv4 = pointwise(inputs, outputs), pointwise(relation, outputs)

    def forward(self, x, a, alpha):
        sides = self.conv1(x).mean(2).unsqueeze(-1) - self.conv2(x).mean(2).unsqueeze(-2)  # (N, r, V, V)
        topology = self.conv4(sides.tanh()) * alpha + a
        return torch.einsum("ncuv,nctv->nctu", topology, self.conv3(x))


class SpatialUnit(nn.Module):
    def __init__(self, inputs, outputs, a):
        super().__init__()
        self.convs = nn.ModuleList(TopologyConvolution(inputs, outputs) for _ in a)
        self.PA, self.alpha = nn.Parameter(a.float()), nn.Parameter(torch.zeros(1))
        same = inputs == outputs
        self.down = nn.Identity() if same else nn.Sequential(pointwise(inputs, outputs), nn.BatchNorm2d(outputs))
        self.bn = nn.BatchNorm2d(outputs)

    def forward(self, x):
        y = sum(conv(x, a, self.alpha) for conv, a in zip(self.convs, self.PA))
        return torch.relu(self.bn(y) + self.down(x))


class TemporalUnit(nn.Module):
    """Four branches, a quarter of the channels each: two dilated convolutions, a maximum and a plain one."""

    def __init__(self, channels, stride):
        super().__init__()
        b = channels // 4

        def entry():
            return [pointwise(channels, b), nn.BatchNorm2d(b), nn.ReLU()]

        self.branches = nn.ModuleList([
            nn.Sequential(*entry(), Normalised(temporal(b, 5, stride, dilation=1))),
            nn.Sequential(*entry(), Normalised(temporal(b, 5, stride, dilation=2))),
            nn.Sequential(*entry(), nn.MaxPool2d((3, 1), (stride, 1), (1, 0)), nn.BatchNorm2d(b)),
            nn.Sequential(pointwise(channels, b, stride), nn.BatchNorm2d(b)),
        ])

    def forward(self, x):
        return torch.cat([branch(x) for branch in self.branches], 1)


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride, a, residual):
        super().__init__()
        self.gcn1, self.tcn1 = SpatialUnit(inputs, outputs, a), TemporalUnit(outputs, stride)
        self.residual = None
        if residual and (inputs, stride) == (outputs, 1):
            self.residual = nn.Identity()
        elif residual:
            self.residual = Normalised(pointwise(inputs, outputs, stride))

    def forward(self, x):
        y = self.tcn1(self.gcn1(x))
        return torch.relu(y if self.residual is None else y + self.residual(x))


class Network(nn.Module):
    """CTR-GCN; without a residual in the first block, as published."""

    def __init__(self, graph, classes, bodies, blocks=OFFICIAL, channels=3):
        super().__init__()
        a = adjacency(graph)
        self.data_bn = nn.BatchNorm1d(bodies * a.shape[1] * channels)
        self.blocks = [f"l{i + 1}" for i in range(len(blocks))]
        inputs = channels
        for name, (outputs, stride) in zip(self.blocks, blocks):
            setattr(self, name, Block(inputs, outputs, stride, a, residual=name != "l1"))
            inputs = outputs
        self.fc = nn.Linear(inputs, classes)
        self.initialise(classes)

    def initialise(self, classes):
        for name, module in self.named_modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, mode="fan_out")
                nn.init.zeros_(module.bias)
            elif isinstance(module, nn.BatchNorm2d) and ".tcn1." in name:
                nn.init.normal_(module.weight, 1, 0.02)
            elif name.endswith(".gcn1.bn"):
                nn.init.constant_(module.weight, 1e-6)
        nn.init.normal_(self.fc.weight, 0, math.sqrt(2 / classes))

    def forward(self, x):
        n, c, t, v, m = x.shape
        x = self.data_bn(x.permute(0, 4, 3, 1, 2).reshape(n, m * v * c, t))
        x = x.reshape(n, m, v, c, t).permute(0, 1, 3, 4, 2).reshape(n * m, c, t, v)
        for name in self.blocks:
            x = getattr(self, name)(x)
        return self.fc(x.mean((2, 3)).reshape(n, m, -1).mean(1))
