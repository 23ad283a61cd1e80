"""Becomes the conftest.py where nbmake runs: adds to its report the processor time that each notebook took."""

import os

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """The kernel is a child that has ended when the call returns. (On Windows children are not counted.)"""
    before = os.times()
    try:
        return (yield)
    finally:
        after = os.times()
        used = after.children_user + after.children_system - before.children_user - before.children_system
        item.user_properties.append(("processor_seconds", used))
