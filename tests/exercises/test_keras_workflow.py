"""The exercises on the Keras workflow."""

import keras
import numpy as np
from every_exercise import EveryExercise

from dlcourse.exercises import (
    best_epoch,
    build_classifier,
    for_negatives,
    stopping_epoch,
)


class TestKerasWorkflow(EveryExercise):
    topic = "keras_workflow"


def test_a_classifier_that_needs_a_hidden_layer_is_rejected():
    def at_least_one(n_inputs, hidden, n_classes):
        return build_classifier.reference(n_inputs, hidden or [2], n_classes)

    assert build_classifier.judge(at_least_one).status == "wrong"


def test_what_is_no_model_and_models_of_other_inputs_are_told():
    def layers(n_inputs, hidden, n_classes):
        return [keras.Input((n_inputs,)), keras.layers.Dense(n_classes, "softmax")]

    def of_batches(n_inputs, hidden, n_classes):
        return keras.Sequential([keras.Input((1, n_inputs)), keras.layers.Dense(n_classes)])

    assert "Expected a Keras model" in build_classifier.judge(layers).text
    text = build_classifier.judge(of_batches).text
    assert "shape (n, 4)" in text and "input_shape is (None, 1, 4)" in text


def test_only_rises_are_two_mistakes_and_not_a_third():
    def rises(losses, patience):
        waited = 0
        for i in range(1, len(losses)):
            waited = waited + 1 if losses[i] > losses[i - 1] else 0
            if waited == patience:
                return i + 1
        return len(losses)

    names = ("compared with the epoch before", "equal counts as better")
    assert stopping_epoch.judge(rises).mistakes == names


def test_the_callback_is_given_the_losses_of_the_input():
    seen = best_epoch.outcome(best_epoch.reference(), [[0.9, 0.5, 0.7]])
    assert seen == {"epoch": 2, "val_loss": 0.5, "training goes on": True}


def test_a_callback_must_be_an_instance():
    def the_class():
        return type(best_epoch.reference())

    assert "Expected an instance of your class" in best_epoch.judge(the_class).text
    assert "inherits from keras.callbacks.Callback" in best_epoch.judge(lambda: {"epoch": 2}).text


def test_a_method_of_another_name_is_no_wrong_comparison():
    def misspelt():
        class Best(keras.callbacks.Callback):
            epoch, val_loss = 0, np.inf

            def on_epochs_end(self, epoch, logs=None):
                self.epoch, self.val_loss = epoch + 1, logs["val_loss"]

        return Best()

    assert best_epoch.judge(misspelt).mistakes == ("nothing is kept",)


def test_a_reader_that_is_changed_is_told():
    def trained_on(reader, paper):
        model = for_negatives.reference(reader, paper)
        reader.layers[-1].bias.assign(np.zeros(reader.layers[-1].bias.shape))
        return model

    verdict = for_negatives.judge(trained_on)
    assert verdict.status == "wrong" and not verdict.mistakes
    assert "reader unchanged" in verdict.text


def test_what_reads_no_negatives_at_all_is_told():
    verdict = for_negatives.judge(lambda reader, paper: reader.layers)
    assert "Expected a Keras model" in verdict.text


def test_one_attribute_that_is_none_is_no_missing_return():
    def nameless():
        class Best(keras.callbacks.Callback):
            epoch, val_loss = None, np.inf

        return Best()

    assert "return" not in best_epoch.judge(nameless).text
