import torch
from torch.distributions import Categorical
from torch.nn.functional import cross_entropy

from log import NicheWidths

# A stand-in for your data and your model: four classes of 200 to 8 samples.
sizes = [200, 68, 23, 8]
torch.manual_seed(1)
labels = torch.repeat_interleave(torch.arange(4), torch.tensor(sizes))
samples = torch.randn(len(labels), 6) + 1.5 * torch.nn.functional.one_hot(labels, 6)
loader = torch.utils.data.DataLoader(torch.utils.data.TensorDataset(samples, labels), batch_size=16, shuffle=True)
model = torch.nn.Sequential(torch.nn.Linear(6, 32), torch.nn.ReLU(), torch.nn.Linear(32, 4))
optimizer = torch.optim.SGD(model.parameters(), lr=0.03)

widths = NicheWidths("trajectory.jsonl", sizes)
for epoch in range(30):
    weight = torch.tensor(widths.weight)
    for x, y in loader:
        logits = model(x)
        loss = (weight[y] * cross_entropy(logits, y, reduction="none")).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        widths.observe(Categorical(logits=logits.detach()).entropy().tolist(), y.tolist())
    widths.end_epoch()
