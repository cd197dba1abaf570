"""Who is served first."""

from contextlib import suppress
from threading import Event, Thread

import pytest

from itembank_desktop.services.model_gate import GateClosed, Lane, ModelGate


def test_questions_first_then_what_comes_next_then_bulk_each_in_order():
    gate = ModelGate()
    for work, lane in [("b1", Lane.BULK), ("a1", Lane.AHEAD), ("b2", Lane.BULK), ("q1", Lane.LIVE), ("q2", Lane.LIVE)]:
        gate.put(work, lane)
    assert [gate.take() for _ in range(5)] == ["q1", "q2", "a1", "b1", "b2"]


def test_a_question_asked_while_a_batch_runs_is_served_before_the_batches_that_wait():
    gate, served, inside, go_on = ModelGate(), [], Event(), Event()

    def batch():
        inside.set()
        assert go_on.wait(10)
        served.append("batch")

    def serve():
        with suppress(GateClosed):
            while True:
                gate.take()()

    for _ in range(50):
        gate.put(batch, Lane.BULK)
    model = Thread(target=serve)
    model.start()
    assert inside.wait(10)
    gate.put(lambda: (served.append("question"), gate.close()), Lane.LIVE)
    go_on.set()
    model.join(10)
    assert served == ["batch", "question"]


def test_nothing_to_do_for_a_while_is_none():
    assert ModelGate().take(timeout=0) is None


def test_a_closed_gate_ends_who_waits_and_drops_what_waits():
    gate = ModelGate()
    gate.put("work", Lane.BULK)
    gate.close()
    gate.put("more", Lane.LIVE)
    with pytest.raises(GateClosed):
        gate.take()
