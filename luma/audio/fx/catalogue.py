"""All effects as kinds of nodes; written by `luma.audio.fx.generate`."""

# fmt: off
# ruff: noqa: E501
from luma.domain.nodetype import NodeType, Port, Setting

EFFECTS = (
    NodeType('gain', 1, 'Gain', 'Louder or softer, on a straight line of five milliseconds from one level to the next.',
        inputs=(Port(name='in', kind='Audio', optional=True, many=False),),
        outputs=(Port(name='out', kind='Audio', optional=False, many=False),),
        settings=(Setting(name='level', kind='number', default=0.0, low=-120, high=12, choices=(), unit='dB', wirable=False, language='', curve='line'),)),
    NodeType('meter', 1, 'Meter', 'The peak, which falls by 24 dB a second, and the mean level of the last 25 ms.',
        inputs=(Port(name='in', kind='Audio', optional=True, many=False),),
        outputs=(Port(name='out', kind='Audio', optional=False, many=False),),
        settings=()),
)
"""Every effect, by its key."""
