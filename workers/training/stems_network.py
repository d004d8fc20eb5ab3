"""The separator in torch: what `workers._masknet` works out in NumPy, made to be trained."""

from typing import Any

from workers import _stemears as ears
from workers._masknet import DILATIONS, FINE, NEAR, STEMS, TAPS

WIDTH, GRAIN = 192, 16

Weights = dict[str, Any]
FIXED = frozenset({"mean", "spread"})


def fresh(seed: int) -> Weights:
    """Weights that have learnt nothing yet, laid out as `(inputs, outputs)`."""
    import torch

    dice = torch.Generator().manual_seed(seed)

    def drawn(*shape: int, gain: float = 2.0) -> Any:
        inputs = 1
        for size in shape[:-1]:
            inputs *= size
        return torch.randn(*shape, generator=dice) * (gain / inputs) ** 0.5

    weights: Weights = {
        "mean": torch.zeros(ears.SEEN),
        "spread": torch.ones(ears.SEEN),
        "in": drawn(ears.SEEN, WIDTH, gain=1.0),
        "in_off": torch.zeros(WIDTH),
        "scale_end": torch.ones(WIDTH),
        "shift_end": torch.zeros(WIDTH),
        "out": drawn(WIDTH, ears.CELLS * len(STEMS), gain=0.5),
        "out_off": torch.zeros(ears.CELLS * len(STEMS)),
        "near": drawn(*NEAR, 1 + len(STEMS), GRAIN),
        "near_off": torch.zeros(GRAIN),
        "fine": drawn(*FINE, GRAIN, len(STEMS), gain=0.1),
        "fine_off": torch.zeros(len(STEMS)),
    }
    for n in range(len(DILATIONS)):
        weights |= {
            f"scale{n}": torch.ones(WIDTH),
            f"shift{n}": torch.zeros(WIDTH),
            f"wide{n}": drawn(TAPS, WIDTH, WIDTH),
            f"wide{n}_off": torch.zeros(WIDTH),
            f"mix{n}": drawn(WIDTH, WIDTH, gain=0.2),
            f"mix{n}_off": torch.zeros(WIDTH),
        }
    return {n: v if n in FIXED else v.requires_grad_() for n, v in weights.items()}


def forward(weights: Weights, picture: Any) -> Any:
    """Masks `(items, stems, frames, cells)` as logarithms of shares, before they sum to one."""
    import torch
    from torch.nn import functional as f

    picture = (picture - weights["mean"]) / weights["spread"]
    x = picture @ weights["in"] + weights["in_off"]
    for n, dilation in enumerate(DILATIONS):
        y = f.relu(_level(x, weights[f"scale{n}"], weights[f"shift{n}"]))
        edge = dilation * (TAPS // 2)
        padded = f.pad(y, (0, 0, edge, edge))
        taps = [padded[:, tap * dilation :][:, : x.shape[1]] for tap in range(TAPS)]
        y = torch.cat(taps, 2) @ weights[f"wide{n}"].flatten(0, 1) + weights[f"wide{n}_off"]
        x = x + f.relu(y) @ weights[f"mix{n}"] + weights[f"mix{n}_off"]
    x = f.relu(_level(x, weights["scale_end"], weights["shift_end"]))
    logits = (x @ weights["out"] + weights["out_off"]).unflatten(2, (ears.CELLS, len(STEMS)))
    middle = picture[:, :, : ears.CELLS, None].to(logits.dtype)
    y = f.relu(_filtered(torch.cat([middle, logits], 3), weights["near"], weights["near_off"]))
    return (logits + _filtered(y, weights["fine"], weights["fine_off"])).permute(0, 3, 1, 2)


def _filtered(image: Any, weights: Any, off: Any) -> Any:
    """Each patch of `(items, frames, cells, channels)`, weighed."""
    from torch.nn import functional as f

    edges = (weights.shape[0] // 2, weights.shape[1] // 2)
    image = image.permute(0, 3, 1, 2)
    return f.conv2d(image, weights.permute(3, 2, 0, 1), off, padding=edges).permute(0, 2, 3, 1)


def _level(x: Any, scale: Any, shift: Any) -> Any:
    """Each frame on one level: mean zero, variance one over its channels."""
    from torch.nn import functional as f

    return f.layer_norm(x.float(), (x.shape[-1],), scale, shift, 1e-5)
