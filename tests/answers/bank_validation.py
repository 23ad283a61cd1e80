"""Answers for lesson 05."""

from tests.answers.bank import Right, Wrong

ANSWERS = {
    "early_stopping": [
        Right(
            "keras's own",
            """
import keras
early_stopping = keras.callbacks.EarlyStopping(monitor="val_loss", patience=3, restore_best_weights=True)
""",
        ),
        Right(
            "written by hand",
            """
import keras
class Stop(keras.callbacks.Callback):
    def on_train_begin(self, logs=None):
        self.best, self.waited, self.kept = float("inf"), 0, None
    def on_epoch_end(self, epoch, logs=None):
        if logs["val_loss"] < self.best:
            self.best, self.waited, self.kept = logs["val_loss"], 0, self.model.get_weights()
        else:
            self.waited += 1
            if self.waited >= 3:
                self.model.stop_training = True
    def on_train_end(self, logs=None):
        self.model.set_weights(self.kept)
early_stopping = Stop()
""",
        ),
        Wrong(
            "default patience",
            """
import keras
early_stopping = keras.callbacks.EarlyStopping(restore_best_weights=True)
""",
            misconception="patience 0",
        ),
        Wrong(
            "best not restored",
            """
import keras
early_stopping = keras.callbacks.EarlyStopping(patience=3)
""",
            misconception="the last weights kept instead of the best",
        ),
        Wrong(
            "training loss",
            """
import keras
early_stopping = keras.callbacks.EarlyStopping(monitor="loss", patience=3, restore_best_weights=True)
""",
            misconception="early stopping on the training loss",
        ),
        Wrong(
            "one epoch too patient",
            """
import keras
early_stopping = keras.callbacks.EarlyStopping(patience=4, restore_best_weights=True)
""",
            criterion="stops after 3 epochs without a better validation loss",
        ),
        Wrong(
            "wrong mode",
            """
import keras
early_stopping = keras.callbacks.EarlyStopping(patience=3, mode="max", restore_best_weights=True)
""",
            criterion="stops after 3 epochs without a better validation loss",
        ),
        Wrong(
            "the class, not a callback",
            """
import keras
early_stopping = keras.callbacks.EarlyStopping
""",
            criterion="stops after 3 epochs without a better validation loss",
        ),
    ]
}
