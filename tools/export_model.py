#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns PyTorch weights into a folder that AdvScope opens: weights.safetensors and a model.json to complete.

    pip install torch safetensors numpy                # and torchvision for the second form
    tools/export_model.py weights.pth my-model --size 32 --channels 3 --classes 10
    tools/export_model.py torchvision:squeezenet1_1 my-squeezenet --architecture squeezenet1_1

The first form reads a state dict, as torch.save(model.state_dict(), FILE) writes it, with `weights_only`, so that nothing
in the file is executed. The second takes a model of torchvision with its default weights, and with their labels and
preprocessing.

A state dict does not say how its layers are connected. Name a native architecture of AdvScope with --architecture, or
complete the list "layers" of model.json by hand: the card is written with one entry for each layer that has weights, in
the order of the file; add the activations, poolings and `flatten` between them.
"""
import argparse
import hashlib
import json
import pathlib
import pickle
import sys

import torch
from safetensors.torch import save_file

TORCHVISION = "torchvision:"


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", help="a state dict, or torchvision:NAME")
    parser.add_argument("folder", type=pathlib.Path, help="is made; its name becomes the model's id")
    parser.add_argument("--architecture", help="a native architecture of AdvScope, instead of a list of layers")
    parser.add_argument("--size", type=int, help="width and height of the input in pixels (default: 32)")
    parser.add_argument("--channels", type=int, default=3, choices=(1, 3))
    parser.add_argument("--classes", type=int, help="number of classes (default: rows of the last matrix)")
    parser.add_argument("--licence", default="", help="licence of the weights")
    return parser.parse_args()


def tensors_of(state):
    """The tensors of a state dict, also where it is wrapped with an optimiser's state or by DataParallel."""
    if not isinstance(state, dict):
        sys.exit("This file holds no state dict. Save one with torch.save(model.state_dict(), FILE).")
    state = state.get("state_dict", state)
    tensors = {name.removeprefix("module."): value.contiguous() for name, value in state.items() if torch.is_tensor(value)}
    return tensors or sys.exit("This file holds no tensors. Save a state dict with torch.save(model.state_dict(), FILE).")


def read_file(path):
    try:
        return tensors_of(torch.load(path, map_location="cpu", weights_only=True)), {}
    except OSError as error:
        sys.exit(f"{path} cannot be read: {error.strerror}.")
    except (pickle.UnpicklingError, RuntimeError, ValueError, EOFError):
        sys.exit(f"{path} is no state dict, or holds other objects than tensors; nothing in it was executed. "
                 "Save one with torch.save(model.state_dict(), FILE).")


def read_torchvision(name):
    """Tensors, and what torchvision knows about the model: labels, input size, mean and std."""
    from torchvision import models

    if name not in models.list_models(module=models):
        sys.exit(f"torchvision has no classifier {name}.")
    weights = models.get_model_weights(name).DEFAULT
    preset = weights.transforms()
    known = {
        "labels": weights.meta["categories"],
        "size": preset.crop_size[0],
        "mean": list(preset.mean),
        "std": list(preset.std),
        "provenance": f"torchvision {name}, {weights}",
    }
    return tensors_of(models.get_model(name, weights=weights).state_dict()), known


def layers_of(tensors):
    """One entry for each layer with weights, told apart by shapes: what the card's author completes."""
    layers = []
    for name, value in tensors.items():
        layer = name.removesuffix(".weight")
        if layer == name:
            continue
        if value.dim() == 4:
            layers.append({"type": "conv2d", "name": layer})
        elif value.dim() == 2:
            layers.append({"type": "linear", "name": layer})
        elif f"{layer}.running_mean" in tensors:
            layers.append({"type": "batchnorm2d", "name": layer})
    return layers


def count_classes(tensors):
    matrices = [value for value in tensors.values() if value.dim() == 2]
    return matrices[-1].shape[0] if matrices else sys.exit("The number of classes cannot be told. Give it: --classes N")


def write_card(arguments, tensors, known, weights):
    size = arguments.size or known.get("size", 32)
    channels = arguments.channels
    labels = known.get("labels") or [str(index) for index in range(arguments.classes or count_classes(tensors))]
    structure = {"architecture": arguments.architecture} if arguments.architecture else {"layers": layers_of(tensors)}
    card = {
        "id": arguments.folder.resolve().name,
        "title": arguments.folder.resolve().name,
        "description": "",
        **structure,
        "input": {"width": size, "height": size, "channels": channels},
        "preprocessing": {"mean": known.get("mean", [0.0] * channels), "std": known.get("std", [1.0] * channels)},
        "labels": labels,
        "licence": arguments.licence,
        "provenance": known.get("provenance", f"exported from {pathlib.Path(arguments.source).name}"),
        "weights": weights.name,
        "weights_sha256": hashlib.sha256(weights.read_bytes()).hexdigest(),
    }
    path = arguments.folder / "model.json"
    path.write_text(json.dumps(card, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def main():
    arguments = read_arguments()
    if arguments.source.startswith(TORCHVISION):
        tensors, known = read_torchvision(arguments.source.removeprefix(TORCHVISION))
    else:
        tensors, known = read_file(arguments.source)
    arguments.folder.mkdir(parents=True, exist_ok=True)
    weights = arguments.folder / "weights.safetensors"
    save_file(tensors, str(weights))
    card = write_card(arguments, tensors, known, weights)
    print(f"Wrote {weights} and {card}. Tensors:")
    for name, value in tensors.items():
        print(f"  {name}  {list(value.shape)}")
    if not arguments.architecture:
        print(f'Complete "layers" in {card}: activations, poolings and flatten are not in a state dict.')


if __name__ == "__main__":
    main()
