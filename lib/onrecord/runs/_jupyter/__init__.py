"""Execution of notebooks on forked kernels: all that leans on the insides of Jupyter's packages; private to `runs`.

Each module says what it leans on, and what to check when the lock moves.
"""
