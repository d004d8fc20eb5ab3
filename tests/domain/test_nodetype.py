"""A node type finds its ports and settings by name."""

from luma.domain.nodetype import NodeType, Port, Setting

ENVELOPE = NodeType(
    "time/beat_envelope",
    1,
    "Beat envelope",
    "Rises and falls with the beat.",
    (Port("beats", "Beats"),),
    (Port("level", "Number"),),
    (
        Setting("attack", "number", 0.1, 0.0, 1.0, wirable=True),
        Setting("tone", "colour", [1, 0, 0], wirable=True),
        Setting("every", "whole", 1, 1, 32),
    ),
)


def test_its_family_is_the_first_half_of_its_key() -> None:
    assert ENVELOPE.family == "time"


def test_inputs_are_ports_and_wirable_settings() -> None:
    assert ENVELOPE.find_input("beats") == Port("beats", "Beats")
    assert ENVELOPE.find_input("attack") == Port("attack", "Number", optional=True)
    assert ENVELOPE.find_input("tone") == Port("tone", "Colour", optional=True)
    assert ENVELOPE.find_input("every") is None
    assert ENVELOPE.find_input("level") is None


def test_outputs_and_settings_are_found_or_none() -> None:
    assert ENVELOPE.find_output("level") == Port("level", "Number")
    assert ENVELOPE.find_output("beats") is None
    every = ENVELOPE.find_setting("every")
    assert every is not None
    assert every.default == 1
    assert ENVELOPE.find_setting("beats") is None
