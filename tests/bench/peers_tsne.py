#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""openTSNE and AdvScope side by side on MNIST: seconds, and the KL divergence of both maps by one exact function.

    pip install openTSNE scikit-learn
    ADVSCOPE_DATA=DIR python tests/bench/peers_tsne.py PATH/TO/advscope 2000 10000 70000

Pixels / 255, 50 principal components, perplexity 30 (90 neighbours), start from PCA, 250 iterations with exaggeration 12,
then 500. The divergence takes openTSNE's affinities for both maps and sums the normaliser over every pair.
"""
import gzip
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import numpy as np
import openTSNE
from sklearn.decomposition import PCA

DATA = pathlib.Path(os.environ["ADVSCOPE_DATA"])
JOBS = int(os.environ.get("THREADS", os.cpu_count()))
METHODS = {2000: ("bh", "fft"), 10000: ("bh", "fft")}


def pixels(name):
    return np.frombuffer(gzip.open(DATA / f"mnist/{name}-images-idx3-ubyte.gz").read(), np.uint8)[16:].reshape(-1, 784)


def exact_kl(affinities, places):
    """KL(P || Q) with the normaliser over every pair, in double precision."""
    total = 0.0
    for first in range(0, len(places), 500):
        block = places[first : first + 500]
        squares = ((block[:, None, :] - places[None, :, :]) ** 2).sum(2)
        total += (1 / (1 + squares)).sum()
    total -= len(places)
    p = affinities.tocoo()
    squares = ((places[p.row] - places[p.col]) ** 2).sum(1)
    share = p.data / p.data.sum()
    return float((share * (np.log(share) + np.log1p(squares))).sum() + np.log(total))


def of_opentsne(points, method):
    start = time.perf_counter()
    reduced = PCA(50, random_state=0).fit_transform(points)
    affinities = openTSNE.affinity.PerplexityBasedNN(reduced, perplexity=30, n_jobs=JOBS, random_state=0)
    before = time.perf_counter()
    places = openTSNE.TSNEEmbedding(openTSNE.initialization.pca(reduced, random_state=0), affinities, n_jobs=JOBS,
                                    negative_gradient_method=method, random_state=0)
    places.optimize(250, exaggeration=12, momentum=0.5, inplace=True)
    places.optimize(500, exaggeration=1, momentum=0.8, inplace=True)
    end = time.perf_counter()
    return affinities.P, np.asarray(places), dict(total=end - start, before=before - start, optimise=end - before)


def of_advscope(program, count):
    with tempfile.TemporaryDirectory() as folder:
        table = pathlib.Path(folder) / "map.csv"
        command = [program, "embed", "--data", "mnist-all", "--n", str(count), "--json", "--out", str(table)]
        answer = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        return np.loadtxt(table, delimiter=",", skiprows=1, usecols=(1, 2)), answer


def main():
    program = sys.argv[1]
    everything = np.concatenate([pixels("train"), pixels("t10k")]).astype(np.float64) / 255
    for count in map(int, sys.argv[2:] or ["2000"]):
        ours, answer = of_advscope(program, count)
        for method in METHODS.get(count, ("fft",)):
            affinities, theirs, seconds = of_opentsne(everything[:count], method)
            print(json.dumps(dict(n=count, opentsne_method=method, opentsne_seconds=seconds, opentsne_kl=exact_kl(affinities, theirs),
                                  advscope_method=answer["method"], advscope_seconds=answer["seconds"],
                                  advscope_kl=exact_kl(affinities, ours))), flush=True)


if __name__ == "__main__":
    main()
