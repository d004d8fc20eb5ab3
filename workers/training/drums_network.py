"""The drum network in torch: what `workers._drumnet` works out in NumPy, made to be trained."""

from typing import Any

from workers._drumears import BANDS
from workers._drumnet import DILATIONS, DRUMS, TAPS

WIDTH = 80

Weights = dict[str, Any]


def fresh(seed: int) -> Weights:
    """Weights that have learnt nothing yet."""
    import torch

    dice = torch.Generator().manual_seed(seed)

    def drawn(to: int, start: int, taps: int = 0, gain: float = 1.0) -> Any:
        shape = (to, start, taps) if taps else (to, start)
        return torch.randn(*shape, generator=dice) * (gain / (start * max(taps, 1)) ** 0.5)

    weights = {
        "first": drawn(WIDTH, BANDS, TAPS),
        "first_off": torch.zeros(WIDTH),
        "scale_end": torch.ones(WIDTH),
        "shift_end": torch.zeros(WIDTH),
        "end": drawn(2 * len(DRUMS), WIDTH),
        "end_off": torch.tensor([-3.0] * len(DRUMS) + [0.0] * len(DRUMS)),
    }
    for n, _ in enumerate(DILATIONS):
        weights |= {
            f"scale{n}": torch.ones(WIDTH),
            f"shift{n}": torch.zeros(WIDTH),
            f"wide{n}": drawn(WIDTH, WIDTH, TAPS, gain=1.4),
            f"wide{n}_off": torch.zeros(WIDTH),
            f"mix{n}": drawn(WIDTH, WIDTH, gain=0.7),
            f"mix{n}_off": torch.zeros(WIDTH),
        }
    return {name: value.requires_grad_() for name, value in weights.items()}


def grown(weights: Weights, seed: int) -> Weights:
    """Weights of a smaller network, so enlarged that it says the same and can learn more.

    Each number within it is there twice, and what reads it takes a share of both. Layers that
    were not there add nothing yet.
    """
    import torch

    dice = torch.Generator().manual_seed(seed)
    if len(weights["first_off"]) == WIDTH:
        return weights

    def shared(value: Any) -> Any:
        part = 0.2 + 0.6 * torch.rand(value.shape[1], generator=dice)
        part = part.view(1, -1, *[1] * (value.ndim - 2))
        return torch.cat([value * part, value * (1 - part)], 1)

    large = fresh(seed)
    with torch.no_grad():
        for name, new in large.items():
            if name not in weights:
                if name.startswith("mix"):
                    new.zero_()
                continue
            old = weights[name].detach()
            inner = name.startswith(("wide", "mix", "end")) and old.ndim > 1
            old = shared(old) if inner else old
            new.copy_(old if name.startswith("end") else torch.cat([old, old]))
    return large


def forward(weights: Weights, picture: Any, drop: float = 0.0) -> tuple[Any, Any]:
    """Logits of strokes and of their strength, `(items, drums, frames)` each."""
    from torch.nn import functional as f

    half = TAPS // 2
    x = picture.transpose(1, 2)
    x = f.conv1d(x, weights["first"], weights["first_off"], padding=half)
    for n, dilation in enumerate(DILATIONS):
        y = _level(x, weights[f"scale{n}"], weights[f"shift{n}"])
        wide, off = weights[f"wide{n}"], weights[f"wide{n}_off"]
        y = f.elu(f.conv1d(y, wide, off, padding=dilation * half, dilation=dilation))
        if drop:
            y = f.dropout1d(y, drop)
        x = x + f.conv1d(y, weights[f"mix{n}"][..., None], weights[f"mix{n}_off"])
    x = f.elu(_level(x, weights["scale_end"], weights["shift_end"]))
    said = f.conv1d(x, weights["end"][..., None], weights["end_off"])
    return said[:, : len(DRUMS)], said[:, len(DRUMS) :]


def _level(x: Any, scale: Any, shift: Any) -> Any:
    """Each frame on one level: mean zero, variance one over its channels."""
    centred = x - x.mean(dim=1, keepdim=True)
    level = (centred.square().mean(dim=1, keepdim=True) + 1e-5).rsqrt()
    return centred * level * scale[:, None] + shift[:, None]
