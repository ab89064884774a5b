"""Steps of learning: Adam (Kingma and Ba, 2015), with a decay (Loshchilov and Hutter, 2019)."""

import numpy as np

from messages.heard.questions.learnt_layers import LearntParts

_FAST, _SLOW, _TINY = 0.9, 0.999, 1e-8
_WARM = 50  # steps until one has its full length
_DECAY = 0.01
_STEEPEST = 1.0


class Adam:
    """Takes steps against the slope, longer where it is steady; they fall to nothing at the end."""

    def __init__(self, parts: LearntParts, steps: int, step: float) -> None:
        """`steps` are all that will be taken, `step` is the length of one."""
        self._mean = {name: np.zeros_like(part) for name, part in parts.items()}
        self._spread = {name: np.zeros_like(part) for name, part in parts.items()}
        self._steps, self._taken, self._step = steps, 0, step

    def step(self, parts: LearntParts, found: LearntParts) -> None:
        """Change each part by the slope that was `found` of it."""
        steep = np.sqrt(sum(float((part * part).sum()) for part in found.values()))
        shorter = np.float32(min(1.0, _STEEPEST / (steep + _TINY)))
        step = self._step * min(1.0, self._taken / _WARM) * (1 - self._taken / self._steps)
        self._taken += 1
        early, late = 1 - _FAST**self._taken, 1 - _SLOW**self._taken
        for name, part in found.items():
            slope = part * shorter
            mean, spread = self._mean[name], self._spread[name]
            mean *= _FAST
            mean += (1 - _FAST) * slope
            spread *= _SLOW
            spread += (1 - _SLOW) * slope * slope
            parts[name] *= np.float32(1 - step * _DECAY)
            parts[name] -= (step / early) * mean / (np.sqrt(spread / late) + _TINY)
