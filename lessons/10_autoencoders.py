# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
#   coursekit:
#     title: Autoencoders
#     minutes: 90
#     teaches: Networks that learn without labels, and what they are good for - codes, clean images, alarms.
# ---

# %% [markdown]
# # Autoencoders
#
# A network can learn from images without a single label: it learns to draw them again. You will squeeze digits
# into four numbers, clean noisy ones, find a digit that was never shown, and walk from one digit to another.
#
# Where you see `...`, it is your turn.

# %%
import keras
import matplotlib.pyplot as plt
import numpy as np
from sklearn.decomposition import PCA
from sklearn.linear_model import Ridge

import coursekit as ck
from coursekit.exercises import autoencoders as ex

# %% [markdown]
# ## 64 pixels through 4 numbers
#
# The digits are those of lesson 01: 8 by 8 pixels. We flatten them to rows of 64 numbers and scale them to 0..1. The
# labels stay away. The target of an image will be the image itself.

# %%
digits = ck.data.digits()
parts = (digits.x_train, digits.x_val, digits.x_test)
x_train, x_val, x_test = ((x.reshape(len(x), 64) / 16).astype("float32") for x in parts)
print("training", x_train.shape, "validation", x_val.shape, "test", x_test.shape)

# %% [markdown]
# The network below has 64 inputs, then a layer of 4 units, then 64 outputs. Whatever it knows about a digit when it
# draws it again has passed through 4 numbers. Before you run: will you be able to read the results?

# %% tags=["demo"]
keras.utils.set_random_seed(0)
first = keras.Sequential(
    [keras.Input((64,)), keras.layers.Dense(4, activation="relu"), keras.layers.Dense(64, activation="sigmoid")]
)
first.compile(optimizer=keras.optimizers.Adam(0.01), loss="mse")
first.fit(x_train, x_train, batch_size=64, epochs=15, verbose=0)
rebuilt = np.asarray(first(x_val))
ax = ck.plot.image_rows({"original": x_val[:10], "rebuilt": rebuilt[:10]})
print(ck.plot.describe(ax))
print(f"squared error on validation digits: {np.mean((rebuilt - x_val) ** 2):.4f}")

# %% [markdown]
# Blurred, and most of them can be read. Such a network is an **autoencoder**. It has two halves:
#
# - the **encoder** makes a short **code** of the image. Here that is 4 numbers;
# - the **decoder** draws the image from the code alone.
#
# The code is the **bottleneck**. It is the point of the whole thing. Without it the network would copy pixel by
# pixel and learn nothing. With it, it has to find out what digits have in common, and note only what is special
# about this one.
#
# ### Exercise: how many parameters? (1 point)

# %%
ex.parameters.ask()

# %% exercise="parameters"
parameters = ...
### BEGIN SOLUTION
parameters = "904"
### END SOLUTION

# %%
ex.parameters.check(parameters)

# %% [markdown]
# ## One set of layers, several models
#
# To use the halves on their own we need three models: an encoder, a decoder, and both in a row to train. They must
# not be three networks. In Keras a layer belongs to no model; a model only says which layers an input passes, and a
# layer may take part in many. A model may be called like a layer, and its weights come along.
#
# | you write | you get |
# | --- | --- |
# | `decoder(encoder(x))`, with `x = keras.Input((64,))` | a symbol for "encode, then decode" |
# | `keras.Model(x, decoder(encoder(x)))` | a model of it, with the **same** weights |
# | `keras.models.clone_model(encoder)` | a copy with **new** weights: not what we want here |
#
# ### Exercise: three models that share their layers (4 points)
#
# Write `make_autoencoder(inputs, code)`. The encoder has a hidden layer of 64 ReLU units, then the code, without an
# activation. The decoder goes the way back: 64 ReLU units, then the outputs, with a sigmoid, since our pixels lie
# between 0 and 1. Nothing has to be compiled yet.


# %% exercise="make_autoencoder"
def make_autoencoder(inputs, code):
    """Three models with shared weights: (n, inputs) -> (n, code), (n, code) -> (n, inputs), and both in a row."""
    ### BEGIN SOLUTION
    encoder = keras.Sequential(
        [keras.Input((inputs,)), keras.layers.Dense(64, activation="relu"), keras.layers.Dense(code)]
    )
    decoder = keras.Sequential(
        [
            keras.Input((code,)),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(inputs, activation="sigmoid"),
        ]
    )
    x = keras.Input((inputs,))
    return encoder, decoder, keras.Model(x, decoder(encoder(x)))
    ### END SOLUTION
    return ...


# %%
ex.make_autoencoder.check(make_autoencoder)

# %% [markdown]
# It works after the fact too. From a trained model you can cut a new one that ends earlier. Here is the encoder of
# our first network, and the codes that it gives to three digits. Does something strike you?

# %% tags=["demo"]
first_encoder = keras.Model(first.inputs, first.layers[0].output)
print("the same layer:", first_encoder.layers[-1] is first.layers[0])
codes = first_encoder.predict(x_val, verbose=0)
print(codes[:3].round(2))
for number in range(4):
    print(f"number {number} of the code is 0 for {np.mean(codes[:, number] == 0):.0%} of the digits")

# %% [markdown]
# No number is negative: ReLU cuts that half off. So a part of the room in the code is unused. In some trainings a unit
# even gets stuck at 0 for every digit, and then three numbers must do. A hidden layer of 64 units bears such losses; a
# code of 4 does not. That is why yours has no activation.
#
# ## PCA: the linear case
#
# There is a much older way to make short codes. **Principal component analysis** (PCA) subtracts the mean image $m$
# and finds the directions in which the images differ most. The first $k$ of them, as columns of a matrix $V$, are
# encoder and decoder in one:
#
# $$\text{code} = (x - m)\,V, \qquad \text{rebuilt} = m + \text{code}\,V^\top$$
#
# Both steps are linear. No other linear map through $k$ numbers has a smaller squared error on the training rows.
# That makes PCA the baseline for every autoencoder.
#
# ### Exercise: PCA, there and back (3 points)
#
# Write `pca_reconstruct`. It learns from `x_train`, then sends the rows of `x` through `size` numbers and back. You
# may use scikit-learn's `PCA`, which is imported, or NumPy.


# %% exercise="pca_reconstruct"
def pca_reconstruct(x_train, x, size):
    """x (n, features), rebuilt from its first `size` principal components; x_train (m, features) decides which."""
    ### BEGIN SOLUTION
    pca = PCA(size).fit(x_train)
    return pca.inverse_transform(pca.transform(x))
    ### END SOLUTION
    return ...


# %%
ex.pca_reconstruct.check(pca_reconstruct)

# %% [markdown]
# ### Exercise: a network without activations (1 point)

# %%
ex.linear_case.ask()

# %% exercise="linear_case"
linear_case = ...
### BEGIN SOLUTION
linear_case = "reaches"
### END SOLUTION

# %%
ex.linear_case.check(linear_case)

# %% tags=["demo"]
pca = PCA(4).fit(x_train)
pca_error = np.mean((pca.inverse_transform(pca.transform(x_train)) - x_train) ** 2)
keras.utils.set_random_seed(0)
linear = keras.Sequential([keras.Input((64,)), keras.layers.Dense(4), keras.layers.Dense(64)])
linear.compile(optimizer=keras.optimizers.Adam(0.02), loss="mse")
epochs = 15
log = linear.fit(x_train, x_train, batch_size=64, epochs=epochs, verbose=0).history["loss"]
ax = ck.plot.curves(
    {"linear network": log, "PCA": [pca_error] * epochs, "mean image": [x_train.var(axis=0).mean()] * epochs},
    y_label="squared error, training digits",
    title="A linear autoencoder learns PCA",
)
print(ck.plot.describe(ax))

# %% [markdown]
# Gradient descent finds what PCA computes, and stops there. Its four directions need not be PCA's own, but they span
# the same space. Our first network, with ReLU, did no better: 4 numbers that cannot be negative, and no hidden layer
# that could bend anything.
#
# ### Exercise: beat PCA with four numbers (4 points)
#
# Now the real thing, 64-64-4-64-64. Make the three models with a code of 4, and train the third one on `x_train`. The
# check sends test digits through your encoder, then through your decoder. PCA has a squared error of 0.038 there, the
# mean image 0.074. Yours must be 1.15 times smaller than PCA's, that is 0.0331 or less.
#
# A learning rate of 0.01 and batches of 64 make it quick.

# %% exercise="beat_pca"
encoder = ...
decoder = ...
autoencoder = ...
### BEGIN SOLUTION
keras.utils.set_random_seed(1)
encoder, decoder, autoencoder = make_autoencoder(64, 4)
autoencoder.compile(optimizer=keras.optimizers.Adam(0.01), loss="mse")
fitted = autoencoder.fit(x_train, x_train, batch_size=64, epochs=30, verbose=0)
### END SOLUTION

# %%
ex.beat_pca.check(encoder, decoder, autoencoder)

# %% tags=["demo"]
rows = {
    "original": x_val[:10],
    "PCA, 4 numbers": pca.inverse_transform(pca.transform(x_val[:10])),
    "ReLU code": rebuilt[:10],
}
if autoencoder is ...:
    print("Answer first; then this picture gets a row of yours.")
else:
    rows["yours"] = np.asarray(decoder(encoder(x_val[:10])))
ax = ck.plot.image_rows(rows)
print(ck.plot.describe(ax))

# %% [markdown]
# PCA's rows look like clouds: it may only add and subtract four fixed pictures. Yours decide for a digit and draw it.
# Where it is wrong, it draws a neat wrong digit. Keep that in mind when somebody repairs photographs in this way.
#
# ## Noise out
#
# Squeezing is not the only use. Train a network to turn **noisy** images into **clean** ones, and it learns what
# belongs to a digit. Two things matter:
#
# - The inputs are noisy, and the targets are the clean images. With noisy targets it would learn to keep the noise.
# - The noise of later images must be of the kind that it was trained with.
#
# A narrow code is not needed here: the noise alone keeps the network from copying.
#
# The noise is normal, with a deviation of 0.3. So an untouched noisy image has a squared error of $0.3^2 = 0.09$. The
# linear baseline is ridge regression from 64 noisy pixels to 64 clean ones, with 0.0245.


# %%
def with_noise(x, seed):
    """Images x plus normal noise with a deviation of 0.3, as float32."""
    rng = np.random.default_rng(seed)
    return (x + 0.3 * rng.normal(size=x.shape)).astype("float32")


# %% [markdown]
# ### Exercise: a denoiser (4 points)
#
# Build and train `denoiser`, a single model from 64 noisy pixels to 64 clean ones. The check draws new noise for the
# test digits and compares with ridge regression. Your squared error must be 1.03 times smaller. Noise costs nothing:
# each digit may come several times, with other noise each time.

# %% exercise="denoiser"
denoiser = ...
### BEGIN SOLUTION
keras.utils.set_random_seed(1)
denoiser = keras.Sequential(
    [keras.Input((64,)), keras.layers.Dense(128, activation="relu"), keras.layers.Dense(64, activation="sigmoid")]
)
denoiser.compile(optimizer=keras.optimizers.Adam(0.005), loss="mse")
four_times = np.concatenate([x_train] * 4)
fitted = denoiser.fit(with_noise(four_times, 0), four_times, batch_size=64, epochs=5, verbose=0)
### END SOLUTION

# %%
ex.denoiser.check(denoiser)

# %% tags=["demo"]
noisy = with_noise(x_val, 1)
ridge = Ridge(alpha=10).fit(with_noise(x_train, 0), x_train)
rows = {"original": x_val[:10], "noisy": noisy[:10], "ridge regression": ridge.predict(noisy[:10])}
if denoiser is ...:
    print("Answer first; then this picture gets a row of yours.")
else:
    rows["yours"] = np.asarray(denoiser(noisy[:10]))
ax = ck.plot.image_rows(rows)
print(ck.plot.describe(ax))

# %% [markdown]
# The gain is largest where ridge regression leaves grey shadows. For fresh noise in every epoch, put
# `keras.layers.GaussianNoise(0.3)` behind the input and fit clean images to clean images. That layer is active in
# training only.
#
# ## The unusual stands out
#
# An autoencoder rebuilds well what it has often seen, and badly what it has not. So its error is a measure of
# strangeness: a worn bearing, a false payment, a scan with a crack. You need only normal examples to train it. That is
# practical, because anomalies are rare, and tomorrow's may look different.
#
# Where should the alarm begin? People like to look at some anomalies and put the threshold just below their errors.
# Then it fits those few. Take it from **normal** images instead: choose how many false alarms you can live with. And
# take images that the model was not trained on, since its training images have smaller errors.
#
# ### Exercise: when to raise the alarm (3 points)
#
# Write `alarm`. It gets errors of normal images, errors of new ones, and the share of normal images that may raise a
# false alarm. It returns the threshold, and for each new error whether it lies above.


# %% exercise="alarm"
def alarm(normal_errors, new_errors, rate):
    """Errors (n,) and (m,), a share such as 0.05 -> (threshold, alarms of shape (m,): True or False)."""
    ### BEGIN SOLUTION
    threshold = np.quantile(normal_errors, 1 - rate)
    return threshold, new_errors > threshold
    ### END SOLUTION
    return ...


# %%
ex.alarm.check(alarm)

# %% [markdown]
# ### Exercise: find a digit that was never shown (4 points)
#
# For our detector the 3 is the stranger. `held_out(3)` leaves no 3 in training and validation; the test part keeps its
# threes. It is a hard case: a 3 shares strokes with 8, 9, 5 and 2.
#
# Train an autoencoder called `watcher` on the normal training digits; a code of 8 does well. Then compute
# `threshold`: 5% of the normal validation digits shall have a larger error, where the error of an image is the mean of
# its squared differences. The check wants an AUC of 0.85 on test digits. (From lesson 03: the chance that a 3 has a
# larger error than another digit.)

# %%
normal = digits.held_out(3)
normal_train, normal_val = ((x.reshape(len(x), 64) / 16).astype("float32") for x in (normal.x_train, normal.x_val))
print("no 3 among", len(normal_train), "training and", len(normal_val), "validation digits:", 3 not in normal.y_train)

# %% exercise="detector"
watcher = ...
threshold = ...
### BEGIN SOLUTION
keras.utils.set_random_seed(1)
watcher = make_autoencoder(64, 8)[2]
watcher.compile(optimizer=keras.optimizers.Adam(0.01), loss="mse")
watcher.fit(normal_train, normal_train, batch_size=64, epochs=30, verbose=0)
errors = np.mean((normal_val - np.asarray(watcher(normal_val))) ** 2, axis=1)
threshold = np.quantile(errors, 0.95)
### END SOLUTION

# %%
ex.detector.check(watcher, threshold)

# %% tags=["demo"]
normal_pca = PCA(4).fit(normal_train)
rebuild = {"PCA, 4 numbers": lambda x: normal_pca.inverse_transform(normal_pca.transform(x))}
if watcher is ...:
    print("Answer first; then this picture gets a second panel with your errors.")
else:
    rebuild["yours"] = lambda x: np.asarray(watcher(x))
figure, axes = plt.subplots(1, len(rebuild), figsize=(6.5 * len(rebuild), 4), layout="constrained", squeeze=False)
for ax, (name, model) in zip(axes[0], rebuild.items(), strict=True):
    of_normal, of_test = (np.mean((x - model(x)) ** 2, axis=1) for x in (normal_val, x_test))
    ck.plot.error_histogram(of_test, digits.y_test == 3, np.quantile(of_normal, 0.95), ax=ax)
    ax.set_title(name, loc="left")
print(ck.plot.describe(axes))

# %% [markdown]
# PCA can hardly tell a 3 from the rest. The network can, and raises far more alarms at the same price in false ones.
# It does not catch every 3. What it catches depends on how strange the stranger is: for a held-out 7, PCA alone has an
# AUC of 0.95.
#
# Did you ask for 5% and get 7% false alarms on the test digits? The threshold comes from 322 images, so it is an
# estimate. More normal images make it surer.
#
# Other choices are a matter of cost. A rate of 1% wakes you less often, and finds less.
#
# ## A map of digits
#
# With a code of **2** numbers we can draw every digit as a point. The network below has been given no label. The
# colours come afterwards. Do you expect the classes to stay together? And which two will be neighbours?
#
# On the right, the decoder draws what belongs to the places of the map: a grid of codes, most of which no digit ever
# had.

# %% tags=["demo"]
keras.utils.set_random_seed(3)
see = keras.Sequential([keras.Input((64,)), keras.layers.Dense(64, "relu"), keras.layers.Dense(2)])
draw = keras.Sequential([keras.Input((2,)), keras.layers.Dense(64, "relu"), keras.layers.Dense(64, "sigmoid")])
both = keras.Sequential([see, draw])
both.compile(optimizer=keras.optimizers.Adam(0.01), loss="mse")
both.fit(x_train, x_train, batch_size=128, epochs=30, verbose=0)

figure, axes = plt.subplots(1, 2, figsize=(13, 5.5), layout="constrained")
places = np.asarray(see(x_val))
ck.plot.latent_map(places, digits.y_val, ax=axes[0])
across, up = (np.quantile(places[:, i], np.linspace(0.03, 0.97, 9)) for i in (0, 1))
grid = np.array([(a, b) for b in up[::-1] for a in across], "float32")
ck.plot.images(np.asarray(draw(grid)).reshape(-1, 8, 8), columns=9, ax=axes[1])
print(ck.plot.describe(axes))

# %% [markdown]
# Such a space of codes is called a **latent space**. Similar digits have similar codes, because a decoder that bends
# smoothly has to draw neighbours alike. Two numbers are too few for ten classes, so some of them overlap.
#
# ### Exercise: from one digit to another (3 points)
#
# Half of one photograph and half of another is a double exposure. Half-way between two **codes** there may be a digit.
# Write `interpolate`: encode the images `a` and `b`, go from code to code in even steps, both ends included, and let
# the decoder draw each step.


# %% exercise="interpolate"
def interpolate(encoder, decoder, a, b, steps):
    """Two images of shape (pixels,) and two models -> images on the way from a to b, shape (steps, pixels)."""
    ### BEGIN SOLUTION
    start, end = encoder.predict(np.stack([a, b]), verbose=0)
    return decoder.predict(np.linspace(start, end, steps), verbose=0)
    ### END SOLUTION
    return ...


# %%
ex.interpolate.check(interpolate)

# %% tags=["demo"]
six, zero = (x_val[np.flatnonzero(digits.y_val == label)[0]] for label in (6, 0))
rows = {"pixels mixed": np.linspace(six, zero, 9)}
halves = (see, draw) if autoencoder is ... else (encoder, decoder)  # yours, with 4 numbers, where there is one
walk = interpolate(*halves, six, zero, 9)
if walk is ...:
    print("Answer first; then this picture gets a row of yours.")
else:
    rows["codes mixed"] = walk
ax = ck.plot.image_rows(rows)
print(ck.plot.describe(ax))

# %% [markdown]
# In the upper row one digit fades out while the other fades in. In the lower row the strokes themselves move.
#
# Do not expect a digit everywhere. Nothing in the training asks for order **between** the codes, so the space has
# holes, and a random code may be drawn as nonsense. A **variational** autoencoder adds a term to the loss that fills
# them, and can then make up new images. The large image generators of today paint in the code space of such a network.
#
# ## What it is used for
#
# | use | how |
# | --- | --- |
# | cleaning images, sound, measurements | noisy in, clean out |
# | finding defects, fraud, intruders | train on normal cases, alarm above a quantile of their errors |
# | maps, search for similar images | keep the encoder, compare codes |
# | few labels, many images | train the encoder on all, then a small classifier on its codes |
# | compressing files | rarely: JPEG knows all photographs, an autoencoder only its own kind |
#
# > **If you learned Keras before version 3**
# >
# > | then | now |
# > | --- | --- |
# > | `K.function([net.input], [net.layers[0].output])` | `keras.Model(net.inputs, net.layers[0].output)` |
# > | `Model(input=x, output=y)` | `keras.Model(x, y)` |
# > | `fit(x, x, nb_epoch=60)` | `fit(x, x, epochs=60)` |
# > | `GaussianNoise(sigma=0.3)` | `keras.layers.GaussianNoise(0.3)` |
# >
# > Some notes fit a denoiser to noisy targets, or set the threshold by the errors of known anomalies. Neither does what
# > it promises.
#
# ### Exercise: which mistake is this? (1 point)

# %%
ex.which_mistake.ask()

# %% exercise="which_mistake"
which_mistake = ...
### BEGIN SOLUTION
which_mistake = "leak"
### END SOLUTION

# %%
ex.which_mistake.check(which_mistake)

# %% [markdown]
# ## What you know now
#
# | idea | in one line |
# | --- | --- |
# | autoencoder | the input is the target; a bottleneck keeps it from copying |
# | shared layers | call the encoder and the decoder themselves: one training, three models |
# | PCA | the best linear autoencoder, and the baseline |
# | the code | no activation; hidden layers with ReLU on both sides |
# | denoising | noisy in, clean out |
# | anomaly threshold | a quantile of the errors of normal validation images |
# | latent space | similar inputs, similar codes; walk between codes, not pixels |
# | no labels | test images can leak all the same: they are the targets |
#
# **Next**, in lesson 11: save a model so that others can use it, and know what each kind of file keeps.
