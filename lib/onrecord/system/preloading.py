"""Preloading: what the process that others are forked from imports first, and nobody else.

Libraries that would start threads when they are imported are kept from it, for a fork does not copy threads.
"""

import os
import signal

# Ctrl-C reaches it, too, while it loads: it goes without a word. What is forked from it says itself what becomes of a Ctrl-C.
signal.signal(signal.SIGINT, lambda *_: os._exit(130))
os.environ.update(
    OPENBLAS_NUM_THREADS="1",
    JE_ARROW_MALLOC_CONF="background_thread:false",
    PYDEVD_DISABLE_FILE_VALIDATION="1",  # the debugger that comes with a kernel warns on stderr
)
