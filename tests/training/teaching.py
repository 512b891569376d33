"""How a network is taught: all examples some times over, in groups, in an order of chance, at one pace."""

from collections.abc import Callable, Iterable
from typing import Any

import torch
from torch import nn

Batch = list[Any]
Batches = Callable[[], Iterable[Batch]]
"""All examples once, in groups; anew at each call."""


def taught(
    net: nn.ModuleDict,
    batches: Batches,
    loss: Callable[[nn.ModuleDict, Batch], torch.Tensor],
    *,
    rounds: int,
    steps: int,
    rate: float,
    decay: float,
) -> nn.ModuleDict:
    """The network after `rounds` rounds of about `steps` groups each; says how far it is from the clerk."""
    way = torch.optim.AdamW(net.parameters(), rate, weight_decay=decay)
    pace = torch.optim.lr_scheduler.OneCycleLR(way, rate, total_steps=rounds * steps, pct_start=0.15)
    for number in range(rounds):
        lost = 0.0
        for batch in batches():
            far = loss(net, batch)
            way.zero_grad()
            far.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            way.step()
            pace.step()
            lost += float(far.detach())
        print(number + 1, round(lost / steps, 4), flush=True)  # noqa: T201
    return net
