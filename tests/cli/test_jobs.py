"""Work in several processes. What is done is what a module has: processes are started anew and find it there."""

import operator
import os
import time
from contextlib import closing

import pytest

from timeline.cli.jobs import count, ordered
from timeline.errors import TimelineError


def test_how_many():
    assert count(3) == 3
    assert count(0) >= 1


@pytest.mark.parametrize("jobs", [1, 2, 5])
@pytest.mark.parametrize("size", [0, 1, 40])
def test_results_come_in_order(jobs, size):
    assert list(ordered(operator.neg, range(size), jobs)) == [-number for number in range(size)]


def test_the_first_to_be_done_waits_for_its_turn():
    began = time.monotonic()
    assert list(ordered(time.sleep, [0.5, *[0.01] * 9], 2)) == [None] * 10
    assert time.monotonic() - began < 20


@pytest.mark.parametrize("jobs", [1, 3])
def test_no_more_is_read_than_is_needed(jobs):
    taken = []
    items = (taken.append(number) or number for number in range(1000))
    with closing(ordered(abs, items, jobs)) as results:
        assert [next(results) for _ in range(10)] == list(range(10))
        assert len(taken) <= 10 + 3 * jobs


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_in_the_work_is_raised_in_its_turn_or_before(jobs):
    with pytest.raises(ValueError, match="'x'"):
        list(ordered(int, ["1", "2", "x", "4"], jobs))


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_in_what_is_read_is_raised(jobs):
    def items():
        yield 1
        raise TimelineError("the disk is on fire")

    with pytest.raises(TimelineError, match="on fire"):
        list(ordered(abs, items(), jobs))


def test_a_process_that_is_gone_is_an_error_and_no_wait():
    with pytest.raises(TimelineError, match="ended from outside"):
        list(ordered(os._exit, [3, 3], 2))
