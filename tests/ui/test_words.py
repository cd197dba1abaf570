from itembank_desktop.ui.words import seconds


def test_a_search_is_never_said_to_take_no_time(qapp):
    assert [seconds(taken) for taken in (0.0, 0.0021, 0.061, 1.2)] == ["0.01 s", "0.01 s", "0.06 s", "1.20 s"]
