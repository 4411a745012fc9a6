"""Random histories: a Hypothesis state machine over one world that is made once."""

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test


def play(machine, world, *, examples, steps, is_made_short=False):
    """`machine` finds `world` as its own. Making a failing history short takes minutes where a step does much."""
    here = type(machine.__name__, (machine,), {"world": world})
    run_state_machine_as_test(
        here,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            phases=[Phase.generate, Phase.shrink] if is_made_short else [Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
