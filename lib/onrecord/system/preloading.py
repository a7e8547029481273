"""Preloading: what the process that others are forked from imports first, and nobody else.

Libraries that would start threads when they are imported are kept from it, for a fork does not copy threads.
"""

import os

os.environ.update(
    OPENBLAS_NUM_THREADS="1",
    JE_ARROW_MALLOC_CONF="background_thread:false",
    PYDEVD_DISABLE_FILE_VALIDATION="1",  # the debugger that comes with a kernel warns on stderr
)
