"""One step of gradient descent, for a batch that is too large to be taken at once."""

import numpy as np

from dlcourse.judging import Exercise, Mistake
from dlcourse.scratch.autograd import Value


def _accumulated_step(weights, losses, rate):
    for w in weights:
        w.gradient = 0.0
    total = 0.0
    for loss_of in losses:
        piece = loss_of()
        piece.backward()
        total += piece.data
    for w in weights:
        w.data -= rate * w.gradient / len(losses)
    return total / len(losses)


class _Piece(Value):
    """A loss whose `backward` adds to what stands in the gradients, as the lesson's does."""

    def backward(self):
        inputs = [value for value in self.ancestors() if not value.parents]
        kept = [value.gradient for value in inputs]
        super().backward()
        for value, old in zip(inputs, kept, strict=True):
            value.gradient += old


def _loss_of(weights, rows):
    """Return a function without arguments: the mean squared error of a linear unit on some rows."""

    def loss_of():
        squares = [
            (sum(w * x for w, x in zip(weights, inputs, strict=True)) - target) ** 2
            for *inputs, target in rows.tolist()
        ]
        mean = sum(squares) / len(rows)
        return _Piece(mean.data, mean.parents, mean.slopes, mean.operation)

    return loss_of


def _call(answer, weights, losses, rate):
    """Let the answer take one step; its weights remember the gradient of an earlier one."""
    values = [Value(w) for w in weights]
    for place, value in enumerate(values):
        value.gradient = 2.0 + place
    returned = answer(values, [_loss_of(values, rows) for rows in losses], rate)
    return {"loss": returned, "weights": [value.data for value in values]}


def _inputs(rng):
    def draw(n_weights, n_pieces, rate):
        rows = [rng.integers(-3, 4, (2, n_weights + 1)).astype(float) for _ in range(n_pieces)]
        return rng.normal(size=n_weights).round(1).tolist(), rows, rate

    one = [3.0], [np.array([[2.0, 4.0]])], 0.1
    two = [1.0], [np.array([[1.0, 3.0]]), np.array([[2.0, 1.0]])], 0.1
    return [one, two, draw(2, 3, 0.05), draw(3, 4, 0.02), draw(1, 3, 0.01)]


def _by_one_sum(weights, losses, rate):
    mean = sum(loss_of() for loss_of in losses) / len(losses)
    for w in weights:
        w.gradient = 0
    mean.backward()
    for w in weights:
        w.data = w.data - rate * w.gradient
    return mean.data


def _by_own_sums(weights, losses, rate):
    sums, values = np.zeros(len(weights)), []
    for loss_of in losses:
        for w in weights:
            w.gradient = 0.0
        piece = loss_of()
        piece.backward()
        sums += [w.gradient for w in weights]
        values.append(piece.data)
    for w, gradient in zip(weights, sums / len(losses), strict=True):
        w.data -= rate * gradient
    return np.mean(values)


def _by_scaled_pieces(weights, losses, rate):
    n, seen = len(losses), []
    for w in weights:
        w.gradient = 0.0
    while len(seen) < n:
        part = losses[len(seen)]()
        part.backward()
        seen.append(part.data / n)
    for w in weights:
        w.data += -(rate / n) * w.gradient
    return sum(seen)


def _faulty(*, start=True, each=False, keep=True, back=True, part=len, sign=-1.0, told=np.mean):
    """Return an answer that differs from the right one in some detail."""

    def answer(weights, losses, rate):
        clear(weights, start)
        seen = []
        for loss_of in losses:
            clear(weights, each)
            loss = loss_of()
            if back:
                loss.backward()
            seen.append(loss.data)
        clear(weights, not keep)
        for w in weights:
            w.data += sign * rate * w.gradient / part(losses)
        return told(seen)

    def clear(weights, wanted):
        for w in weights if wanted else ():
            w.gradient = 0.0

    return answer


def _step_after_each(weights, losses, rate):
    seen = []
    for loss_of in losses:
        for w in weights:
            w.gradient = 0.0
        loss = loss_of()
        loss.backward()
        seen.append(loss.data)
        for w in weights:
            w.data -= rate * w.gradient
    return np.mean(seen)


def _step_after_each_scaled(weights, losses, rate):
    return _step_after_each(weights, losses, rate / len(losses))


def _gradient_alone(weights, losses, rate):
    return _accumulated_step(weights, losses, 1.0)


accumulated_step = Exercise(
    name="accumulated_step",
    reference=_accumulated_step,
    right=[_by_one_sum, _by_own_sums, _by_scaled_pieces],
    inputs=_inputs,
    call=_call,
    mistakes=[
        Mistake(
            "gradients of the last step kept",
            "When your function begins, the weights still hold the gradients of an earlier step, "
            "and backward adds to them. Set them to 0 first.",
            _faulty(start=False),
            also=[_faulty(start=False, part=lambda losses: 1)],
        ),
        Mistake(
            "set to 0 for each piece",
            "The pieces belong to one batch: their gradients add up. You throw away those of all "
            "pieces but the last.",
            _faulty(each=True),
            also=[_faulty(each=True, part=lambda losses: 1)],
        ),
        Mistake(
            "sum in place of the mean",
            "The gradients of the pieces add up to the gradient of their sum. The loss is their "
            "mean: how many pieces are there?",
            _faulty(part=lambda losses: 1),
            also=[_faulty(part=lambda losses: 1, told=sum)],
        ),
        Mistake(
            "a step after each piece",
            "After the first step the other pieces see changed weights. All pieces together make "
            "one step.",
            _step_after_each,
            also=[_step_after_each_scaled],
        ),
        Mistake(
            "uphill",
            "The gradient points to where the loss grows. Go the other way.",
            _faulty(sign=1.0),
        ),
        Mistake(
            "the weights have not moved",
            "The gradients were 0 when the step was taken. Is backward called for every piece, and "
            "are the gradients kept until the step?",
            _faulty(back=False),
            also=[_faulty(keep=False)],
        ),
        Mistake(
            "learning rate forgotten",
            "The weights move by the learning rate times the gradient, not by the gradient.",
            _gradient_alone,
        ),
        Mistake(
            "sum of the losses returned",
            "The step is right. Return the mean of the losses of the pieces.",
            _faulty(told=sum),
        ),
        Mistake(
            "loss of the last piece returned",
            "The step is right. Return the mean over all pieces, not the loss of the last one.",
            _faulty(told=lambda seen: seen[-1]),
        ),
    ],
    further="Keras has it built in: `gradient_accumulation_steps` of its optimizers.",
    hints=[
        "Three loops: one over the weights, one over the pieces, one over the weights again.",
        "The first loop sets gradients to 0. The second computes each loss, adds it up and calls "
        "its backward. The third takes the step.",
        "What has been collected is the gradient of a sum of as many losses as there are pieces.",
    ],
)
