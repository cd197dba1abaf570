from itembank_desktop.ui.heartbeat import Heartbeat


def test_no_more_of_a_stall_is_told_as_waited_for_a_processor_than_it_lasted(qapp, monkeypatch):
    waited = iter(range(1000))
    monkeypatch.setattr(Heartbeat, "_waited", lambda _: float(next(waited)))
    heartbeat = Heartbeat()
    heartbeat._on_beat()
    heartbeat._on_beat()
    stall = heartbeat.stop()
    assert stall.starved == stall.longest
