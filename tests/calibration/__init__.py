"""Measured pass marks of trained models: what a right answer reaches, and what the simplest baseline reaches."""
