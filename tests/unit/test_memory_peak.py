import os
import subprocess
import sys

from itembank_desktop.services.memory_peak import memory_peak


def test_the_peak_of_this_process_and_of_a_child_is_known_and_of_one_that_is_gone_nothing():
    assert memory_peak() > 10_000_000
    assert memory_peak(os.getpid()) > 10_000_000
    script = "print(1, flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout.readline()
        assert memory_peak(child.pid) > 1_000_000
        child.communicate(b"\n")
    assert memory_peak(child.pid) == 0
