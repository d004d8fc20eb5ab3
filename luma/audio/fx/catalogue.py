"""All effects as kinds of nodes; written by `luma.audio.fx.generate`."""

# fmt: off
# ruff: noqa: E501
from luma.domain.nodetype import NodeType, Port, Setting

EFFECTS = (
    NodeType('eq', 1, 'Parametric EQ', 'Two cuts, two shelves and three bells; a cut at the end of its range is off.',
        inputs=(Port(name='in', kind='Audio', optional=True, many=False),),
        outputs=(Port(name='out', kind='Audio', optional=False, many=False),),
        settings=(Setting(name='low_cut', kind='number', default=10.0, low=10.0, high=1000, choices=(), unit='Hz', wirable=False, language='', curve='log'), Setting(name='low_frequency', kind='number', default=120.0, low=20, high=1000, choices=(), unit='Hz', wirable=False, language='', curve='log'), Setting(name='low_gain', kind='number', default=0.0, low=-24, high=24, choices=(), unit='dB', wirable=False, language='', curve='line'), Setting(name='first_frequency', kind='number', default=300.0, low=20, high=20000, choices=(), unit='Hz', wirable=False, language='', curve='log'), Setting(name='first_gain', kind='number', default=0.0, low=-24, high=24, choices=(), unit='dB', wirable=False, language='', curve='line'), Setting(name='first_q', kind='number', default=1.0, low=0.1, high=20, choices=(), unit='', wirable=False, language='', curve='log'), Setting(name='second_frequency', kind='number', default=1000.0, low=20, high=20000, choices=(), unit='Hz', wirable=False, language='', curve='log'), Setting(name='second_gain', kind='number', default=0.0, low=-24, high=24, choices=(), unit='dB', wirable=False, language='', curve='line'), Setting(name='second_q', kind='number', default=1.0, low=0.1, high=20, choices=(), unit='', wirable=False, language='', curve='log'), Setting(name='third_frequency', kind='number', default=3500.0, low=20, high=20000, choices=(), unit='Hz', wirable=False, language='', curve='log'), Setting(name='third_gain', kind='number', default=0.0, low=-24, high=24, choices=(), unit='dB', wirable=False, language='', curve='line'), Setting(name='third_q', kind='number', default=1.0, low=0.1, high=20, choices=(), unit='', wirable=False, language='', curve='log'), Setting(name='high_frequency', kind='number', default=8000.0, low=1000, high=20000, choices=(), unit='Hz', wirable=False, language='', curve='log'), Setting(name='high_gain', kind='number', default=0.0, low=-24, high=24, choices=(), unit='dB', wirable=False, language='', curve='line'), Setting(name='high_cut', kind='number', default=20000.0, low=1000, high=20000, choices=(), unit='Hz', wirable=False, language='', curve='log'),)),
    NodeType('eq3', 1, 'Three-band EQ', 'The lows, the mids and the highs, parted at 24 dB an octave; -60 dB takes one away.',
        inputs=(Port(name='in', kind='Audio', optional=True, many=False),),
        outputs=(Port(name='out', kind='Audio', optional=False, many=False),),
        settings=(Setting(name='low', kind='number', default=0.0, low=-60.0, high=12, choices=(), unit='dB', wirable=False, language='', curve='line'), Setting(name='mid', kind='number', default=0.0, low=-60.0, high=12, choices=(), unit='dB', wirable=False, language='', curve='line'), Setting(name='high', kind='number', default=0.0, low=-60.0, high=12, choices=(), unit='dB', wirable=False, language='', curve='line'), Setting(name='low_edge', kind='number', default=250.0, low=40, high=1000, choices=(), unit='Hz', wirable=False, language='', curve='log'), Setting(name='high_edge', kind='number', default=2500.0, low=1000, high=12000, choices=(), unit='Hz', wirable=False, language='', curve='log'),)),
    NodeType('filter', 1, 'Filter', 'What lies below, above or about a frequency, or all but that.',
        inputs=(Port(name='in', kind='Audio', optional=True, many=False),),
        outputs=(Port(name='out', kind='Audio', optional=False, many=False),),
        settings=(Setting(name='kind', kind='choice', default='low', low=None, high=None, choices=('low', 'high', 'band', 'notch'), unit='', wirable=False, language='', curve='line'), Setting(name='frequency', kind='number', default=1000.0, low=20, high=20000, choices=(), unit='Hz', wirable=False, language='', curve='log'), Setting(name='resonance', kind='number', default=0.7071, low=0.5, high=20, choices=(), unit='', wirable=False, language='', curve='log'),)),
    NodeType('gain', 1, 'Gain', 'Louder or softer, on a straight line of five milliseconds from one level to the next.',
        inputs=(Port(name='in', kind='Audio', optional=True, many=False),),
        outputs=(Port(name='out', kind='Audio', optional=False, many=False),),
        settings=(Setting(name='level', kind='number', default=0.0, low=-120, high=12, choices=(), unit='dB', wirable=False, language='', curve='line'),)),
    NodeType('meter', 1, 'Meter', 'The peak, which falls by 24 dB a second, and the mean level of the last 25 ms.',
        inputs=(Port(name='in', kind='Audio', optional=True, many=False),),
        outputs=(Port(name='out', kind='Audio', optional=False, many=False),),
        settings=()),
    NodeType('pan', 1, 'Pan', 'To the left (-1) or the right (1) with equal power; 0 changes nothing.',
        inputs=(Port(name='in', kind='Audio', optional=True, many=False),),
        outputs=(Port(name='out', kind='Audio', optional=False, many=False),),
        settings=(Setting(name='place', kind='number', default=0.0, low=-1, high=1, choices=(), unit='', wirable=False, language='', curve='line'),)),
    NodeType('sweep', 1, 'Sweep', 'One knob: to the left the highs go, to the right the lows; in the middle all is there.',
        inputs=(Port(name='in', kind='Audio', optional=True, many=False),),
        outputs=(Port(name='out', kind='Audio', optional=False, many=False),),
        settings=(Setting(name='knob', kind='number', default=0.0, low=-1, high=1, choices=(), unit='', wirable=False, language='', curve='line'), Setting(name='resonance', kind='number', default=1.3066, low=0.5, high=10, choices=(), unit='', wirable=False, language='', curve='log'),)),
    NodeType('width', 1, 'Width', 'How far left and right are apart: 0 is mono, 1 leaves them as they are.',
        inputs=(Port(name='in', kind='Audio', optional=True, many=False),),
        outputs=(Port(name='out', kind='Audio', optional=False, many=False),),
        settings=(Setting(name='amount', kind='number', default=1.0, low=0, high=2, choices=(), unit='', wirable=False, language='', curve='line'),)),
)
"""Every effect, by its key."""
