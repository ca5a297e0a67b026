#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Times and scores the Python attack libraries on the same networks and images that AdvScope uses.

Run it side by side with AdvScope's own benchmark and compare by ratio; absolute times do not carry over.

    python3 -m venv peers && . peers/bin/activate
    pip install torch==2.11.0 torchvision foolbox torchattacks adversarial-robustness-toolbox safetensors pillow packaging
    ADVSCOPE_DATA=... python tests/bench/peers_attacks.py [photograph] [throughput] [pgd] [deepfool] [cw] [square]

The cases pgd, deepfool, cw and square are those of `advscope bench family`: 512 MNIST images, the same budgets.

Prints one JSON object a line: {"library", "case", ...figures}.
"""
import gzip
import json
import os
import pathlib
import sys
import time
import warnings

import numpy as np
import torch
import torch.nn as nn
import torchattacks
import torchvision
from PIL import Image
from safetensors.torch import load_file

import foolbox
from art.attacks.evasion import BasicIterativeMethod, CarliniL2Method, DeepFool, ProjectedGradientDescent, SquareAttack
from art.estimators.classification import PyTorchClassifier

warnings.filterwarnings("ignore")
DATA = pathlib.Path(os.environ["ADVSCOPE_DATA"])
torch.set_num_threads(int(os.environ.get("THREADS", os.cpu_count())))


def median_seconds(work, runs=5):
    work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return sorted(times)[runs // 2]


def say(**figures):
    print(json.dumps(figures), flush=True)


class Normalised(nn.Module):
    def __init__(self, model, mean, std):
        super().__init__()
        self.model = model
        self.register_buffer("mean", torch.tensor(mean).view(1, -1, 1, 1))
        self.register_buffer("std", torch.tensor(std).view(1, -1, 1, 1))

    def forward(self, pixels):
        return self.model((pixels - self.mean) / self.std)


class LeNet5(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 32, 3, padding=1)
        self.conv2 = nn.Conv2d(32, 64, 3, padding=1)
        self.linear1 = nn.Linear(3136, 200)
        self.linear2 = nn.Linear(200, 10)

    def forward(self, x):
        x = torch.max_pool2d(torch.relu(self.conv1(x)), 2)
        x = torch.max_pool2d(torch.relu(self.conv2(x)), 2)
        return self.linear2(torch.relu(self.linear1(x.flatten(1))))


def mnist_test():
    images = gzip.open(DATA / "mnist/t10k-images-idx3-ubyte.gz").read()
    labels = gzip.open(DATA / "mnist/t10k-labels-idx1-ubyte.gz").read()
    x = np.frombuffer(images, np.uint8)[16:].reshape(-1, 1, 28, 28).astype(np.float32) / 255
    return torch.from_numpy(x), torch.from_numpy(np.frombuffer(labels, np.uint8)[8:].astype(np.int64))


def frozen(model):
    model.eval()
    for parameter in model.parameters():
        parameter.requires_grad_(False)
    return model


def one_photograph():
    net = torchvision.models.squeezenet1_1(weights=None)
    net.load_state_dict(load_file(str(DATA / "squeezenet1.1/squeezenet1_1.safetensors")))
    net = frozen(Normalised(net, [123 / 255, 117 / 255, 104 / 255], [1 / 255] * 3))
    picture = Image.open(DATA / "images/imagenet_00_243.jpg").convert("RGB").resize((224, 224), Image.BILINEAR)
    x = torch.from_numpy(np.asarray(picture).copy()).permute(2, 0, 1)[None].float() / 255
    y = torch.tensor([243])

    def gradient():
        leaf = x.clone().requires_grad_(True)
        torch.autograd.grad(nn.functional.cross_entropy(net(leaf), y), leaf)

    with torch.no_grad():
        say(library="torch", case="squeezenet1_1 224 forward", ms=1e3 * median_seconds(lambda: net(x), 21))
    say(library="torch", case="squeezenet1_1 224 forward+input gradient", ms=1e3 * median_seconds(gradient, 21))
    bim = torchattacks.PGD(net, eps=8 / 255, alpha=1 / 255, steps=20, random_start=False)
    say(library="torchattacks", case="squeezenet1_1 224 BIM step", ms=1e3 * median_seconds(lambda: bim(x, y)) / 20)
    model = foolbox.PyTorchModel(net, bounds=(0, 1))
    basic = foolbox.attacks.LinfBasicIterativeAttack(abs_stepsize=1 / 255, steps=20, random_start=False)
    say(library="foolbox", case="squeezenet1_1 224 BIM step", ms=1e3 * median_seconds(lambda: basic(model, x, y, epsilons=8 / 255)) / 20)


def lenet5_and_512_images():
    net = LeNet5()
    net.load_state_dict(load_file(str(DATA / "nets-mnist/advertorch_clean.safetensors")))
    x, y = mnist_test()
    return frozen(net), x[:512], y[:512]


def art_classifier(net):
    return PyTorchClassifier(net, nn.CrossEntropyLoss(), (1, 28, 28), 10, clip_values=(0, 1))


def mnist_throughput():
    net, x, y = lenet5_and_512_images()
    rate = lambda seconds: 512 * 40 / seconds
    pgd = torchattacks.PGD(net, eps=0.3, alpha=0.01, steps=40, random_start=False)
    say(library="torchattacks", case="lenet5 PGD-40, 512 images", image_steps_per_s=rate(median_seconds(lambda: pgd(x, y), 3)))
    model = foolbox.PyTorchModel(net, bounds=(0, 1))
    basic = foolbox.attacks.LinfBasicIterativeAttack(abs_stepsize=0.01, steps=40, random_start=False)
    say(library="foolbox", case="lenet5 PGD-40, 512 images", image_steps_per_s=rate(median_seconds(lambda: basic(model, x, y, epsilons=0.3), 3)))
    art = BasicIterativeMethod(art_classifier(net), eps=0.3, eps_step=0.01, max_iter=40, batch_size=512, verbose=False)
    say(library="ART", case="lenet5 PGD-40, 512 images", image_steps_per_s=rate(median_seconds(lambda: art.generate(x.numpy(), y.numpy()), 3)))


def judged(net, x, y, library, case, attack, runs=3):
    """Times `attack`, which returns the adversarial images, and says what it reached."""
    found = []
    seconds = median_seconds(lambda: found.append(torch.as_tensor(np.asarray(attack()))), runs)
    with torch.no_grad():
        right = net(x).argmax(1) == y
        fooled = (net(found[-1]).argmax(1) != y) & right
    lengths = (found[-1] - x).flatten(1).norm(dim=1)[fooled]
    say(library=library, case=case, seconds=seconds, right_before=int(right.sum()), still_right=int(right.sum() - fooled.sum()),
        median_l2_of_successes=float(lengths.median()) if len(lengths) else None)


def pgd_with_restarts():
    net, x, y = lenet5_and_512_images()
    case = "PGD, eps .1, 20 x .02, 5 restarts"
    one = lambda: torchattacks.PGD(net, eps=0.1, alpha=0.02, steps=20, random_start=True)
    many = torchattacks.MultiAttack([one() for _ in range(5)])
    judged(net, x, y, "torchattacks", case, lambda: many(x, y), 1)
    model = foolbox.PyTorchModel(net, bounds=(0, 1))
    pgd = foolbox.attacks.LinfPGD(abs_stepsize=0.02, steps=20).repeat(5)
    judged(net, x, y, "foolbox", case, lambda: pgd(model, x, y, epsilons=0.1)[1], 1)
    art = ProjectedGradientDescent(art_classifier(net), eps=0.1, eps_step=0.02, max_iter=20, num_random_init=5, batch_size=512, verbose=False)
    judged(net, x, y, "ART", case, lambda: art.generate(x.numpy(), y.numpy()), 1)


def deepfool():
    net, x, y = lenet5_and_512_images()
    case = "DeepFool L2, 50 steps, overshoot .02"
    model = foolbox.PyTorchModel(net, bounds=(0, 1))
    attack = foolbox.attacks.L2DeepFoolAttack(steps=50, candidates=10, overshoot=0.02, loss="logits")
    judged(net, x, y, "foolbox", case, lambda: attack(model, x, y, epsilons=None)[1])
    one_by_one = torchattacks.DeepFool(net, steps=50, overshoot=0.02)
    judged(net, x, y, "torchattacks", case, lambda: one_by_one(x, y), 1)
    art = DeepFool(art_classifier(net), max_iter=50, epsilon=0.02, nb_grads=10, batch_size=512, verbose=False)
    judged(net, x, y, "ART", case, lambda: art.generate(x.numpy(), y.numpy()), 1)


def carlini_wagner():
    net, x, y = lenet5_and_512_images()
    fixed = torchattacks.CW(net, c=1, kappa=0, steps=200, lr=0.01)
    judged(net, x, y, "torchattacks", "C&W L2, c = 1, 200 steps, lr .01", lambda: fixed(x, y), 1)
    case = "C&W L2, 4 searches x 100 steps, lr .01, c0 .1"
    model = foolbox.PyTorchModel(net, bounds=(0, 1))
    attack = foolbox.attacks.L2CarliniWagnerAttack(binary_search_steps=4, steps=100, stepsize=0.01, initial_const=0.1, abort_early=True)
    judged(net, x, y, "foolbox", case, lambda: attack(model, x, y, epsilons=None)[1], 1)
    art = CarliniL2Method(art_classifier(net), binary_search_steps=4, max_iter=100, learning_rate=0.01, initial_const=0.1, batch_size=512, verbose=False)
    judged(net, x, y, "ART", case, lambda: art.generate(x.numpy(), y.numpy()), 1)


def square():
    net, x, y = lenet5_and_512_images()
    case = "Square Linf, eps .1, 500 queries"
    attack = torchattacks.Square(net, norm="Linf", eps=0.1, n_queries=500, n_restarts=1)
    judged(net, x, y, "torchattacks", case, lambda: attack(x, y), 1)
    art = SquareAttack(art_classifier(net), norm=np.inf, eps=0.1, max_iter=500, nb_restarts=1, batch_size=512, verbose=False)
    judged(net, x, y, "ART", case, lambda: art.generate(x.numpy(), y.numpy()), 1)


CASES = dict(photograph=one_photograph, throughput=mnist_throughput, pgd=pgd_with_restarts, deepfool=deepfool, cw=carlini_wagner,
             square=square)

if __name__ == "__main__":
    for name in sys.argv[1:] or CASES:
        CASES[name]()
