"""The beat network in torch: what `workers._beatnet` works out in NumPy, made to be trained."""

from typing import Any

from workers._beatears import BANDS
from workers._beatnet import DILATIONS, TAPS, TEMPI

FIRST, SECOND, WIDTH = 16, 24, 64


Weights = dict[str, Any]


def fresh(seed: int) -> Weights:
    """Weights that have learnt nothing yet."""
    import torch

    dice = torch.Generator().manual_seed(seed)

    def drawn(*shape: int, gain: float = 1.0) -> Any:
        fan = (
            shape[1] * (shape[2] if len(shape) > 2 else 1) * (shape[3] if len(shape) > 3 else 1)
        )
        return torch.randn(*shape, generator=dice) * (gain / fan**0.5)

    inner = ((BANDS - 2) // 3 - 2) // 3
    weights: Weights = {
        "ear1": drawn(FIRST, 1, 3, 3, gain=1.4),
        "ear1_off": torch.zeros(FIRST),
        "ear2": drawn(SECOND, FIRST, 3, 3, gain=1.4),
        "ear2_off": torch.zeros(SECOND),
        "join": drawn(WIDTH, SECOND * inner),
        "join_off": torch.zeros(WIDTH),
    }
    for n, _ in enumerate(DILATIONS):
        weights |= {
            f"scale{n}": torch.ones(WIDTH),
            f"shift{n}": torch.zeros(WIDTH),
            f"wide{n}": drawn(WIDTH, WIDTH, TAPS, gain=1.4),
            f"wide{n}_off": torch.zeros(WIDTH),
            f"mix{n}": drawn(WIDTH, WIDTH, gain=0.5),
            f"mix{n}_off": torch.zeros(WIDTH),
        }
    weights |= {
        "scale_end": torch.ones(WIDTH),
        "shift_end": torch.zeros(WIDTH),
        "beat": drawn(2, WIDTH),
        "beat_off": torch.tensor([-3.0, -4.5]),
        "pace": drawn(TEMPI, 2 * WIDTH, gain=0.5),
        "pace_off": torch.zeros(TEMPI),
    }
    return {name: value.requires_grad_() for name, value in weights.items()}


def forward(weights: Weights, picture: Any, drop: float = 0.0) -> tuple[Any, Any]:
    """Logits of beats and downbeats `(items, 2, frames)`, and of tempi `(items, TEMPI)`."""
    import torch
    from torch.nn import functional as f

    x = f.elu(f.conv2d(picture[:, None], weights["ear1"], weights["ear1_off"], padding=(1, 0)))
    x = f.max_pool2d(x, (1, 3))
    x = f.elu(f.conv2d(x, weights["ear2"], weights["ear2_off"], padding=(1, 0)))
    x = f.max_pool2d(x, (1, 3))
    x = x.permute(0, 1, 3, 2).flatten(1, 2)  # items, channels and bands, frames
    x = f.conv1d(x, weights["join"][..., None], weights["join_off"])
    if drop:
        x = f.dropout1d(x, drop)
    heard = torch.zeros_like(x)
    for n, dilation in enumerate(DILATIONS):
        y = _level(x, weights[f"scale{n}"], weights[f"shift{n}"])
        y = f.conv1d(
            y,
            weights[f"wide{n}"],
            weights[f"wide{n}_off"],
            padding=dilation * (TAPS // 2),
            dilation=dilation,
        )
        y = f.elu(y)
        if drop:
            y = f.dropout1d(y, drop)
        y = f.conv1d(y, weights[f"mix{n}"][..., None], weights[f"mix{n}_off"])
        x = x + y
        heard = heard + y
    end = f.elu(_level(x, weights["scale_end"], weights["shift_end"]))
    beats = f.conv1d(end, weights["beat"][..., None], weights["beat_off"])
    felt = f.elu(heard)
    spread = (felt.var(dim=2) + 1e-4).sqrt()
    pace = f.linear(
        torch.cat([felt.mean(dim=2), spread], 1), weights["pace"], weights["pace_off"]
    )
    return beats, pace


def _level(x: Any, scale: Any, shift: Any) -> Any:
    """Each frame on one level: mean zero, variance one over its channels."""
    centred = x - x.mean(dim=1, keepdim=True)
    level = (centred.square().mean(dim=1, keepdim=True) + 1e-5).rsqrt()
    return centred * level * scale[:, None] + shift[:, None]
