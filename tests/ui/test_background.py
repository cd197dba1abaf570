import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication

from itembank_desktop.core.errors import BankBusy
from itembank_desktop.core.ports import Progress
from itembank_desktop.ui.background import Job, LatestOnly

MAIN = threading.main_thread()


class Gate:
    """Work that waits until the test lets it through, one question a turn; errors among the questions are raised."""

    def __init__(self):
        self.turns = threading.Semaphore(0)
        self.seen = []
        self.threads = set()

    def __call__(self, question):
        self.threads.add(threading.current_thread())
        self.seen.append(question)
        assert self.turns.acquire(timeout=20)
        if isinstance(question, BaseException):
            raise question
        return ("answer", question)

    def let_all_through(self):
        self.turns.release(1000)


@pytest.fixture
def gate():
    return Gate()


@pytest.fixture
def lane(qapp, gate):
    before = set(threading.enumerate())
    lane = LatestOnly(gate)
    yield lane
    gate.let_all_through()
    lane.close()
    assert set(threading.enumerate()) <= before


def heard(lane):
    got = []
    lane.answered.connect(got.append)
    lane.failed.connect(got.append)
    lane.crashed.connect(got.append)
    return got


def test_only_the_newest_answer_is_delivered_and_the_waiting_ones_are_never_run(qtbot, lane, gate):
    got = heard(lane)
    for text in ["ㄱ", "가", "각", "각의"]:
        lane.ask(text)
    gate.let_all_through()
    qtbot.waitUntil(lambda: bool(got))
    assert got == [("answer", "각의")]
    assert gate.seen[-1] == "각의"
    assert len(gate.seen) <= 2
    assert MAIN not in gate.threads


@pytest.mark.parametrize(("error", "signal"), [(BankBusy("은행"), "failed"), (ZeroDivisionError("ours"), "crashed")])
def test_an_error_reaches_the_signal_of_whose_fault_it_is(qtbot, lane, gate, error, signal):
    got = heard(lane)
    gate.let_all_through()
    with qtbot.waitSignal(getattr(lane, signal)) as heard_there:
        lane.ask(error)
    assert heard_there.args == [error]
    assert got == [error]


def test_a_panic_of_a_library_in_rust_is_told_and_the_next_question_answered(qtbot, lane, gate):
    class PanicException(BaseException):
        """As PyO3 makes it: no Exception, so that nobody catches it by accident."""

    got = heard(lane)
    gate.let_all_through()
    with qtbot.waitSignal(lane.crashed):
        lane.ask(PanicException("index out of bounds"))
    assert repr(got) == "[RuntimeError('PanicException: index out of bounds')]"
    assert isinstance(got[0].__cause__, PanicException)
    with qtbot.waitSignal(lane.answered):
        lane.ask("가")


def test_an_overtaken_failure_is_not_told_either(qtbot, lane, gate):
    got = heard(lane)
    lane.ask(BankBusy("old"))
    qtbot.waitUntil(lambda: bool(gate.seen))
    lane.ask("new")
    gate.let_all_through()
    qtbot.waitUntil(lambda: bool(got))
    assert got == [("answer", "new")]


def test_after_close_a_question_is_ignored(qtbot, lane, gate):
    gate.let_all_through()
    lane.close()
    lane.ask("late")
    lane.close()
    QCoreApplication.processEvents()
    assert gate.seen == []


OPERATIONS = st.lists(st.sampled_from(["ask", "ask", "fail", "forget", "finish", "deliver", "close"]), max_size=25)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(OPERATIONS)
def test_no_sequence_of_ask_forget_and_close_delivers_an_overtaken_answer(qtbot, operations):
    gate = Gate()
    lane = LatestOnly(gate)
    wanted = None  # The only question whose answer may arrive.
    closed = False
    delivered, overtaken = [], []

    def on_heard(outcome):
        expected = outcome == ("answer", wanted) or (wanted is not None and outcome is wanted)
        (delivered if expected else overtaken).append(outcome)

    for signal in (lane.answered, lane.failed, lane.crashed):
        signal.connect(on_heard)
    for number, operation in enumerate(operations):
        if operation in ("ask", "fail"):
            question = number if operation == "ask" else BankBusy(str(number))
            lane.ask(question)
            wanted = None if closed else question
        elif operation == "forget":
            lane.forget()
            wanted = None
        elif operation == "finish":
            gate.turns.release()
        elif operation == "deliver":
            QCoreApplication.processEvents()
        else:
            gate.let_all_through()
            lane.close()
            wanted, closed = None, True
    gate.let_all_through()
    if wanted is not None:
        newest = [("answer", wanted)] if not isinstance(wanted, Exception) else [wanted]
        qtbot.waitUntil(lambda: delivered[-1:] == newest, timeout=5000)
    lane.close()
    count = len(delivered)
    QCoreApplication.processEvents()
    assert len(delivered) == count
    assert overtaken == []
    assert len(delivered) == len(set(map(repr, delivered)))


@pytest.fixture
def start(qapp):
    before = set(threading.enumerate())
    jobs = []

    def start(work):
        job = Job(work)
        jobs.append(job)
        return job

    yield start
    for job in jobs:
        job.close()
    assert set(threading.enumerate()) <= before


def test_a_job_reports_and_finishes_and_leaves_no_thread(qtbot, start):
    def work(control):
        assert threading.current_thread() is not MAIN
        for done in range(1, 5001):
            control.progress(Progress(done, 5000))
        return "report"

    job = start(work)
    told = []
    job.progressed.connect(told.append)
    with qtbot.waitSignal(job.finished) as finished:
        job.start()
        assert job.running
    assert finished.args == ["report"]
    assert told[-1] == Progress(5000, 5000)
    assert [progress.done for progress in told] == sorted({progress.done for progress in told})
    assert not job.running
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("job")]


def test_progress_nobody_has_seen_is_replaced_by_newer_progress(qtbot, start):
    ended = threading.Event()

    def work(control):
        for done in range(1, 5001):
            control.progress(Progress(done, 5000))
        ended.set()

    job = start(work)
    told = []
    job.progressed.connect(told.append)
    job.start()
    assert ended.wait(10)
    with qtbot.waitSignal(job.finished):
        pass
    assert told == [Progress(5000, 5000)]


def test_a_cancelled_job_finishes_with_what_it_has(qtbot, start):
    began = threading.Event()

    def work(control):
        began.set()
        while not control.cancelled():
            threading.Event().wait(0.001)
        return "half"

    job = start(work)
    with qtbot.waitSignal(job.finished) as finished:
        job.start()
        assert began.wait(10)
        job.cancel()
    assert finished.args == ["half"]


@pytest.mark.parametrize(("error", "signal"), [(BankBusy("은행"), "failed"), (KeyError("ours"), "crashed")])
def test_a_jobs_error_reaches_the_signal_of_whose_fault_it_is(qtbot, start, error, signal):
    def work(control):
        raise error

    job = start(work)
    with qtbot.waitSignal(getattr(job, signal)) as heard_there:
        job.start()
    assert heard_there.args == [error]


def test_closing_a_job_waits_for_it_and_tells_nothing(qtbot, start):
    began = threading.Event()

    def work(control):
        began.set()
        control.progress(Progress(1, 2))
        while not control.cancelled():
            threading.Event().wait(0.001)
        return "unheard"

    job = start(work)
    told = []
    for signal in (job.progressed, job.finished, job.failed, job.crashed):
        signal.connect(told.append)
    job.start()
    assert began.wait(10)
    job.close()
    QCoreApplication.processEvents()
    assert told == []


def test_a_job_starts_once(qtbot, start):
    job = start(lambda control: None)
    with qtbot.waitSignal(job.finished):
        job.start()
    with pytest.raises(RuntimeError):
        job.start()
