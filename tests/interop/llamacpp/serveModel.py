"""Runs llama.cpp's own HTTP server until SIGTERM: `serveModel.py MODEL NAME SLOTS`.

Prints one line of JSON with its address when it listens. Ends itself when its standard input is closed, so that it
does not outlive the test that started it.
"""

import json
import os
import signal
import sys
import threading

import xllamacpp

# Positions of the cache that the slots share.
CONTEXT_PER_SLOT = 2048


def start(model: str, name: str, slots: int) -> xllamacpp.Server:
    parameters = xllamacpp.CommonParams()
    parameters.model.path = model
    parameters.model_alias = {name}
    parameters.hostnames = ["127.0.0.1"]
    parameters.port = 0
    parameters.n_parallel = slots
    parameters.n_ctx = CONTEXT_PER_SLOT * slots
    parameters.cpuparams.n_threads = 1
    parameters.cpuparams_batch.n_threads = 1
    parameters.endpoint_metrics = True
    parameters.offline = True
    parameters.ui = False
    parameters.use_jinja = True
    parameters.warmup = False
    parameters.fit_params = False
    return xllamacpp.Server(parameters)


def end_with_parent() -> None:
    sys.stdin.read()
    os._exit(0)


def main(model: str, name: str, slots: str) -> None:
    server = start(model, name, int(slots))
    threading.Thread(target=end_with_parent, daemon=True).start()
    print(json.dumps({"url": server.listening_address}), flush=True)
    signal.sigwait({signal.SIGTERM, signal.SIGINT})
    os._exit(0)


signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
main(*sys.argv[1:])
