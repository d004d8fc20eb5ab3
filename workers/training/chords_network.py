"""The chord network in torch, to be trained: what `workers._chordnet` works out in NumPy."""

from typing import Any

from workers._chordnet import DILATIONS, FAMILIES, PER_TONE, THIRDS, TIMES
from workers._pitches import TONES

LOCAL, CHANNELS = 16, 40

Weights = dict[str, Any]


def fresh(seed: int) -> Weights:
    """Weights that have learnt nothing yet."""
    import torch

    dice = torch.Generator().manual_seed(seed)

    def drawn(*shape: int, gain: float = 2.0) -> Any:
        inputs = 1
        for size in shape[:-1]:
            inputs *= size
        return torch.randn(*shape, generator=dice) * (gain / inputs) ** 0.5

    def still(size: int) -> Any:
        return torch.zeros(size)

    weights: Weights = {
        "local": drawn(TIMES * THIRDS, LOCAL),
        "local_off": still(LOCAL),
        "fold": drawn(TONES - 11, LOCAL, CHANNELS),
        "fold_off": still(CHANNELS),
        "heads": drawn(CHANNELS, len(FAMILIES) + 2, gain=0.5),
        "heads_off": still(len(FAMILIES) + 2),
        "none": drawn(2 * CHANNELS, 1, gain=0.5),
        "none_off": still(1),
        "last_scale": torch.ones(CHANNELS),
        "last_shift": still(CHANNELS),
    }
    for n in range(len(DILATIONS)):
        weights |= {
            f"first{n}_scale": torch.ones(CHANNELS),
            f"first{n}_shift": still(CHANNELS),
            f"times{n}": drawn(3 * CHANNELS, CHANNELS),
            f"times{n}_off": still(CHANNELS),
            f"second{n}_scale": torch.ones(CHANNELS),
            f"second{n}_shift": still(CHANNELS),
            f"tones{n}": drawn(12, CHANNELS, CHANNELS, gain=0.5),
            f"tones{n}_off": still(CHANNELS),
        }
    return {name: value.requires_grad_() for name, value in weights.items()}


def forward(w: Weights, spectra: Any, drop: float = 0.0) -> tuple[Any, Any, Any]:
    """Logits of chords `(items, frames, 121)`, and of bass and tones `(items, frames, 12)`."""
    import torch
    from torch.nn import functional as f

    length, third = spectra.shape[1], (THIRDS - PER_TONE) // 2
    wide = f.pad(spectra, (third, third, TIMES // 2, TIMES // 2))
    near = torch.cat(
        [wide[:, at : at + length].unfold(2, THIRDS, PER_TONE) for at in range(TIMES)], dim=3
    )
    local = torch.relu(near @ w["local"] + w["local_off"])
    x = _across(local, w["fold"], around=False) + w["fold_off"]
    for n, dilation in enumerate(DILATIONS):
        inner = torch.relu(_level(x, w, f"first{n}"))
        padded = f.pad(inner, (0, 0, 0, 0, dilation, dilation))
        around = [padded[:, at : at + length] for at in (0, dilation, 2 * dilation)]
        inner = torch.cat(around, dim=3) @ w[f"times{n}"] + w[f"times{n}_off"]
        inner = torch.relu(_level(inner, w, f"second{n}"))
        made = _across(inner, w[f"tones{n}"], around=True) + w[f"tones{n}_off"]
        x = x + (f.dropout(made, drop) if drop else made)
    x = torch.relu(_level(x, w, "last"))
    if drop:
        x = f.dropout(x, drop)
    heads = x @ w["heads"] + w["heads_off"]
    whole = torch.cat([x.mean(dim=2), x.amax(dim=2)], dim=2)
    none = whole @ w["none"] + w["none_off"]
    chords = torch.cat([heads[..., :-2].flatten(2), none], dim=2)
    return chords, heads[..., -2], heads[..., -1]


def _level(x: Any, w: Weights, name: str) -> Any:
    """Frames brought to one mean and spread, then scaled by channel."""
    import torch

    spread, mean = torch.var_mean(x, dim=(2, 3), correction=0, keepdim=True)
    return (x - mean) * torch.rsqrt(spread + 1e-3) * w[f"{name}_scale"] + w[f"{name}_shift"]


def _across(x: Any, shared: Any, *, around: bool) -> Any:
    """Every root hears all tones with the same weights, turned to where it stands."""
    import torch

    across, inside, outside = shared.shape
    wide = 12 if around else across + 11
    place = torch.arange(wide)[:, None] - torch.arange(12)
    kept = place % 12 if around else place.clamp(0, across - 1)
    whole = shared[kept]
    if not around:
        whole = whole * ((place >= 0) & (place < across))[..., None, None]
    whole = whole.permute(0, 2, 1, 3).reshape(wide * inside, 12 * outside)
    return (x.flatten(2) @ whole).unflatten(2, (12, outside))
