"""A softmax regression: how what is seen of a text speaks for each of several classes."""

import numpy as np
import numpy.typing as npt

from messages.heard.questions.weights import Array

_ROUNDS = 300
_STEP, _FAST, _SLOW, _TINY = 0.1, 0.9, 0.999, 1e-8  # Adam's, with a step that falls to nothing
_LEVELS = 127


def fitted(seen: Array, right: npt.NDArray[np.intp], classes: int, strict: float) -> tuple[Array, Array]:
    """Fit weights and a bias by Adam over all texts at once, which needs no luck.

    The weights are held down, the less the larger `strict` is.
    """
    texts = len(seen)
    wide = np.hstack([seen, np.ones((texts, 1), dtype=np.float32)])
    weights = np.zeros((wide.shape[1], classes), dtype=np.float32)
    mean, spread = np.zeros_like(weights), np.zeros_like(weights)
    for number in range(1, _ROUNDS + 1):
        weighed = wide @ weights
        shares = np.exp(weighed - weighed.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        shares[np.arange(texts), right] -= 1
        slope = wide.T @ shares / texts
        slope[:-1] += weights[:-1] / (strict * texts)
        mean = _FAST * mean + (1 - _FAST) * slope
        spread = _SLOW * spread + (1 - _SLOW) * slope * slope
        step = _STEP * (1 - number / (_ROUNDS + 1))
        weights -= step * (mean / (1 - _FAST**number)) / (np.sqrt(spread / (1 - _SLOW**number)) + _TINY)
    return weights[:-1], weights[-1]


def levelled(weights: Array) -> tuple[npt.NDArray[np.int8], Array]:
    """Weights in 8 bits, and the scale of each class."""
    scale = np.abs(weights).max(axis=0) / _LEVELS
    return np.round(weights / scale).astype(np.int8), scale
