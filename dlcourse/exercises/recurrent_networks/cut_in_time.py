"""Windows of a series, cut into past and future without a leak."""

import numpy as np

from dlcourse.judging import Exercise, Mistake


def _cut_in_time(values, window, horizon, n_past):
    mean, std = values[:n_past].mean(), values[:n_past].std()
    scaled = (values - mean) / std
    starts = np.arange(len(values) - window - horizon + 1)
    x = np.array([scaled[s : s + window] for s in starts])
    y = np.array([scaled[s + window : s + window + horizon] for s in starts])
    past = starts + window + horizon <= n_past
    future = starts + window >= n_past
    return x[past], y[past], x[future], y[future]


def _cut_in_time_inputs(rng):
    ramp = np.arange(10.0)
    return [
        (ramp, 2, 1, 6),
        (ramp, 3, 2, 7),
        (rng.normal(size=14).round(1) * np.arange(14), 3, 3, 9),
        (rng.normal(size=20).round(1) + np.arange(20), 4, 2, 12),
        (rng.normal(size=30).round(1), 1, 5, 17),
    ]


def _from_two_series(values, window, horizon, n_past):
    past = values[:n_past]
    scaled = (values - np.mean(past)) / np.std(past)

    def pairs(first, end):  # first year to be forecast, and where targets have to end
        firsts = range(max(first, window), end - horizon + 1)
        x = [scaled[f - window : f] for f in firsts]
        return np.array(x), np.array([scaled[f : f + horizon] for f in firsts])

    return (*pairs(window, n_past), *pairs(n_past, len(values)))


def _by_views(values, window, horizon, n_past):
    scaled = (values - values[:n_past].mean()) / values[:n_past].std()
    rows = np.lib.stride_tricks.sliding_window_view(scaled, window + horizon)
    before = rows[: n_past - window - horizon + 1]
    after = rows[max(0, n_past - window) :]
    return [before[:, :window], before[:, window:], after[:, :window], after[:, window:]]


def _made(values, window, horizon, n_past, *, scale=None, past=0, future=0, gap=0):
    """Return windows; the borders of past and future may be shifted."""
    part = values[:n_past] if scale is None else scale(values, n_past)
    mean, std = (0.0, 1.0) if part is None else (part.mean(), part.std())
    scaled = (values - mean) / std
    starts = np.arange(len(values) - window - horizon + 1 - gap)
    x = np.array([scaled[s : s + window] for s in starts])
    y = np.array([scaled[s + window + gap : s + window + gap + horizon] for s in starts])
    is_past = starts + window + gap + horizon <= n_past + past
    is_future = starts + window + gap >= n_past + future
    return x[is_past], y[is_past], x[is_future], y[is_future]


def _overlapping(values, window, horizon, n_past):
    return _made(values, window, horizon, n_past, past=horizon - 1 + (horizon == 1))


def _future_windows_apart(values, window, horizon, n_past):
    return _made(values, window, horizon, n_past, future=window)


def _one_step_only(values, window, horizon, n_past):
    x, y, x_new, y_new = _cut_in_time(values, window, horizon, n_past)
    return x, y[:, 0], x_new, y_new[:, 0]


def _shuffled(values, window, horizon, n_past):
    x, y, x_new, y_new = _cut_in_time(values, window, horizon, n_past)
    order = np.random.default_rng(0).permutation(len(x) + len(x_new))
    x, y = np.concatenate([x, x_new])[order], np.concatenate([y, y_new])[order]
    return x[: len(x) - len(x_new)], y[: len(x) - len(x_new)], x[-len(x_new) :], y[-len(x_new) :]


cut_in_time = Exercise(
    name="cut_in_time",
    reference=_cut_in_time,
    right=[_from_two_series, _by_views],
    inputs=_cut_in_time_inputs,
    mistakes=[
        Mistake(
            "scaled by the whole series",
            "Mean and standard deviation of the whole series know the future. Take them from the "
            "first n_past values.",
            lambda *a: _made(*a, scale=lambda values, n_past: values),
        ),
        Mistake(
            "not scaled",
            "Subtract the mean of the past and divide by its standard deviation.",
            lambda *a: _made(*a, scale=lambda values, n_past: None),
        ),
        Mistake(
            "targets of the past that lie in the future",
            "A window belongs to the past only if all values that it is to forecast do, too. Where "
            "does the last of them stand?",
            _overlapping,
            also=[lambda *a: _made(*a, past=a[2])],
        ),
        Mistake(
            "the first forecasts thrown away",
            "A forecast of the future may look at the past: only its targets have to be new. You "
            "want the inputs to be new, too.",
            _future_windows_apart,
        ),
        Mistake(
            "targets of the future that lie in the past",
            "The first value that a window of the future forecasts has to be new.",
            lambda *a: _made(*a, future=-1),
            also=[lambda *a: _made(*a, future=-a[2])],
        ),
        Mistake(
            "a step left out",
            "The first target is the value right after the window.",
            lambda *a: _made(*a, gap=1),
        ),
        Mistake(
            "the next step alone",
            "Every target holds `horizon` values, shape (n, horizon).",
            _one_step_only,
        ),
        Mistake(
            "shuffled before the cut",
            "Neighbouring windows share nearly all values. Shuffled, the past sees what it is "
            "tested on. Cut first.",
            _shuffled,
        ),
    ],
    further="`keras.utils.timeseries_dataset_from_array` makes windows, too; the cut is up to you.",
    hints=[
        "Scale first. Then make all windows and all targets, and choose by where the targets lie: "
        "window number s forecasts values s + window to s + window + horizon - 1.",
        "The past: the last target stands before place n_past. The future: the first one does not. "
        "Some windows belong to neither.",
    ],
)
