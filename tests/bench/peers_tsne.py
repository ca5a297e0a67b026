#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""openTSNE and AdvScope side by side on MNIST: seconds, memory, and the KL divergence of both maps by one exact function.

    pip install openTSNE scikit-learn
    ADVSCOPE_DATA=DIR python tests/bench/peers_tsne.py PATH/TO/advscope 2000 10000 70000
    ADVSCOPE_DATA=DIR python tests/bench/peers_tsne.py --ours PATH/TO/advscope 70000

The second form runs AdvScope alone. 70,000 pictures take openTSNE minutes, and the exact divergences two more.

Pixels / 255, 50 principal components, perplexity 30 (90 neighbours), start from PCA, 250 iterations with exaggeration 12,
then 500. The divergence takes openTSNE's affinities for both maps and sums the normaliser over every pair. Ours compares
every pair for the neighbours too, so that their recall is 1.
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

DATA = pathlib.Path(os.environ["ADVSCOPE_DATA"])
JOBS = int(os.environ.get("THREADS", os.cpu_count()))
METHODS = {2000: ("bh", "fft"), 10000: ("bh", "fft")}


def pixels(name):
    return np.frombuffer(gzip.open(DATA / f"mnist/{name}-images-idx3-ubyte.gz").read(), np.uint8)[16:].reshape(-1, 784)


def exact_kl(affinities, places):
    """KL(P || Q) with the normaliser over every pair, in double precision."""
    total = 0.0
    rows = max(1, 8_000_000 // len(places))
    for first in range(0, len(places), rows):
        block = places[first : first + rows]
        squares = np.subtract.outer(block[:, 0], places[:, 0]) ** 2
        squares += np.subtract.outer(block[:, 1], places[:, 1]) ** 2
        total += (1 / (1 + squares)).sum()
    total -= len(places)
    p = affinities.tocoo()
    squares = ((places[p.row] - places[p.col]) ** 2).sum(1)
    share = p.data / p.data.sum()
    return float((share * (np.log(share) + np.log1p(squares))).sum() + np.log(total))


def of_opentsne(points, method):
    import openTSNE
    from sklearn.decomposition import PCA

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


def summary(answer):
    """What AdvScope says of its map."""
    kept = ("method", "seconds", "kl", "knn_recall", "knn_accuracy", "neighbour_search_recall", "peak_bytes")
    return {f"advscope_{key}": answer[key] for key in kept}


def side_by_side(everything, count, ours, answer):
    for method in METHODS.get(count, ("fft",)):
        affinities, theirs, seconds = of_opentsne(everything[:count], method)
        print(json.dumps(dict(n=count, opentsne_method=method, opentsne_seconds=seconds,
                              opentsne_exact_kl=exact_kl(affinities, theirs), advscope_exact_kl=exact_kl(affinities, ours),
                              **summary(answer))), flush=True)


def main():
    arguments = [one for one in sys.argv[1:] if one != "--ours"]
    is_alone = "--ours" in sys.argv
    everything = None if is_alone else np.concatenate([pixels("train"), pixels("t10k")]).astype(np.float64) / 255
    for count in map(int, arguments[1:] or ["2000"]):
        ours, answer = of_advscope(arguments[0], count)
        if is_alone:
            print(json.dumps(dict(n=count, **summary(answer))), flush=True)
        else:
            side_by_side(everything, count, ours, answer)


if __name__ == "__main__":
    main()
