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
#     title: Tensors and neurons
#     minutes: 75
#     teaches: What a neural network computes, and how it learns, with every step done by hand once.
# ---

# %% [markdown]
# # Tensors and neurons
#
# In a few minutes you will watch a network read handwritten digits. Then you will build each of its parts
# yourself, from one neuron to the rule by which it learns.
#
# You need Python and a little NumPy. Run the cells in order. Where you see `...`, it is your turn.

# %%
import keras
import matplotlib.pyplot as plt
import numpy as np
import tensorflow as tf

import coursekit as ck
from coursekit.exercises import tensors_and_neurons as ex

# %% [markdown]
# ## Eight lines that read digits
#
# The data are 1,797 digits, written by 13 people and scanned to 8 by 8 pixels. The eight lines below load
# them, describe a network, train it, and try it on digits that it has never seen.
#
# You need not understand them yet. Run them.

# %% tags=["demo"]
keras.utils.set_random_seed(1)
digits = ck.data.digits()
layers = [keras.layers.Flatten(), keras.layers.Dense(32, "relu"), keras.layers.Dense(10, "softmax")]
reader = keras.Sequential([keras.Input((8, 8)), keras.layers.Rescaling(1 / 16), *layers])
reader.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
reader.fit(digits.x_train, digits.y_train, epochs=25, verbose=0)
scores = reader.evaluate(digits.x_test, digits.y_test, verbose=0, return_dict=True)
print(f"Right for {scores['accuracy']:.1%} of {len(digits.x_test)} new digits")

# %% tags=["demo"]
guesses = reader.predict(digits.x_test[:16], verbose=0).argmax(axis=-1)
ax = ck.plot.images(digits.x_test[:16], digits.y_test[:16], guesses)
print(ck.plot.describe(ax))

# %% [markdown]
# ## Open the box
#
# Nobody wrote a rule for a 7. The network found its numbers by itself. Three questions remain, and this
# lesson answers them:
#
# | question | answer |
# | --- | --- |
# | What goes in and comes out? | tensors |
# | What happens between? | layers of neurons, each a sum and an activation |
# | How does it learn? | a loss, its gradient, and small steps downhill |
#
# ### Tensors
#
# A **tensor** is a block of numbers. Its **rank** is the number of its axes. Its **shape** says how long
# each axis is. Its **dtype** says what kind of number it holds; networks mostly use `float32`. By custom
# the first axis counts the samples of a batch.
#
# Keras makes tensors with `keras.ops`. NumPy arrays become tensors and come back.
#
# Before you run the cell, say the last two shapes aloud.

# %% tags=["demo"]
examples = {
    "a loss": np.float32(0.25),
    "one digit, flattened": np.zeros(64, "float32"),
    "32 digits, flattened": np.zeros((32, 64), "float32"),
    "32 digits as images": np.zeros((32, 8, 8), "uint8"),
    "32 colour photos": np.zeros((32, 100, 150, 3), "uint8"),
}
for name, array in examples.items():
    tensor = keras.ops.convert_to_tensor(array)
    print(f"{name:<21} rank {tensor.ndim}  shape {tuple(tensor.shape)!s:<18} {tensor.dtype.name}")

back = keras.ops.convert_to_numpy(tensor)
print("and back again:", type(back).__name__, back.shape)

# %% [markdown]
# ### A neuron
#
# A neuron takes some inputs $x_1, x_2, \dots$ and gives one number. It multiplies each input by a
# **weight**, adds everything up, adds a **bias** $b$, and sends the sum $z$ through an **activation**
# $\varphi$:
#
# $$z = x_1 w_1 + x_2 w_2 + \dots + b, \qquad a = \varphi(z)$$
#
# A large weight says: this input matters. A negative one says: it speaks against. The bias shifts the point
# at which the neuron wakes up. Weights and biases together are the **parameters**. Training changes them.
# (The picture calls the output $y$. We say $a$, because $y$ will be the right answer.)

# %% tags=["demo"]
ax = ck.plot.neuron(3)
x, w, b = np.array([1.0, 2.0, -1.0]), np.array([0.5, -0.25, 1.0]), 0.2
z = x @ w + b
print(f"z = 1 * 0.5 + 2 * (-0.25) + (-1) * 1 + 0.2 = {z:.1f}")
print(f"With ReLU the output is max(0, z) = {max(0, z):.1f}")

# %% [markdown]
# ### Exercise: a dense layer (3 points)
#
# Several neurons that look at the same inputs form a **layer**. Put the weights of each neuron into a
# column of a matrix $W$, the biases into a vector $b$, the samples into the rows of $x$. Then one product
# does all the sums:
#
# $$Z = x W + b$$
#
# Write the function `dense`. It leaves the activation away. It must work for a batch of any size.


# %% exercise="dense"
def dense(x, W, b):
    """The sums of a layer: x (n, inputs), W (inputs, units), b (units,) -> (n, units)."""
    ### BEGIN SOLUTION
    return x @ W + b
    ### END SOLUTION
    return ...


# %%
ex.dense.check(dense)

# %% [markdown]
# ### The same layer in Keras, and what lies below it
#
# `keras.layers.Dense` computes exactly that. It also creates the weights and remembers them. Keras itself
# does little arithmetic: it hands the work to a **backend**, and the backend runs it on a **device**.
#
# The short history: François Chollet published Keras in March 2015, on top of a library called Theano.
# Google published TensorFlow in November of that year, and Keras soon ran on several backends. From 2020 it
# ran on TensorFlow only. Keras 3, of November 2023, runs on several again: TensorFlow, JAX and PyTorch. If
# you have read that Keras with many backends was given up: that was true for three years, and is no longer.

# %% tags=["demo"]
layer = keras.layers.Dense(2)
rows = np.array([[1.0, 2.0, -1.0], [0.0, 0.0, 0.0]], "float32")
z = layer(rows)
W, b = layer.get_weights()
print("W has shape", W.shape, "and b has shape", b.shape)
print("Equal to x @ W + b:", np.allclose(z, rows @ W + b))
print(
    "Backend:",
    keras.config.backend(),
    "- devices:",
    [d.device_type for d in tf.config.list_logical_devices()],
)
ax = ck.plot.keras_stack()
print(ck.plot.describe(ax))

# %% [markdown]
# ### Exercise: count the parameters (2 points)
#
# How big is a network? People answer with its number of parameters. Write `count_params(layer_sizes)` for a
# network of dense layers. The list begins with the number of inputs; each further entry is the number of
# units of a layer.
#
# The digit reader above has 64 inputs, 32 hidden units and 10 outputs. For `[64, 32, 10]` the answer is
# 2,410.


# %% exercise="count_params"
def count_params(layer_sizes):
    """The number of weights and biases of a dense network, such as [64, 32, 10]: inputs first."""
    ### BEGIN SOLUTION
    total = 0
    for i in range(1, len(layer_sizes)):
        inputs, units = layer_sizes[i - 1], layer_sizes[i]
        total += inputs * units + units
    return total
    ### END SOLUTION
    return ...


# %%
ex.count_params.check(count_params)

# %% [markdown]
# ## Activations
#
# Without activations, two layers are no better than one: a sum of sums is a sum. The activation bends the
# line. The right-hand picture shows the **derivative**, the slope of each curve. Learning will need it.
#
# | activation | formula | range | use it for |
# | --- | --- | --- | --- |
# | sigmoid | $1 / (1 + e^{-z})$ | 0 to 1 | the output, for a yes-or-no question |
# | tanh | $(e^z - e^{-z}) / (e^z + e^{-z})$ | -1 to 1 | hidden layers of small or recurrent networks |
# | ReLU | $\max(0, z)$ | 0 and up | hidden layers: the usual first choice |
# | leaky ReLU | $z$, or $s z$ below 0 | all | hidden layers whose ReLU units stay at 0 |
# | softmax | see below | 0 to 1, sum 1 | the output, for one of several classes |
# | none (linear) | $z$ | all | the output, for a number |
#
# Look at $z = 4$ and at $z = 0$. Which slopes are nearly gone, and which does not exist?

# %% tags=["demo"]
axes = ck.plot.activations(["sigmoid", "tanh", "relu", "leaky_relu"])
print(ck.plot.describe(axes))

# %% [markdown]
# Sigmoid and tanh go flat on both sides. ReLU and leaky ReLU have a corner at 0, so they have no derivative
# there. Programs just pick a value; any number from 0 to 1 does. Keras picks 0.
#
# **Softmax** works on a whole row of sums, the **logits**. It makes them positive and divides by their total:
#
# $$\mathrm{softmax}(z)_k = \frac{e^{z_k}}{\sum_j e^{z_j}}$$
#
# With two classes it is an old friend. Divide above and below by $e^{z_1}$:
#
# $$\frac{e^{z_1}}{e^{z_0} + e^{z_1}} = \frac{1}{1 + e^{-(z_1 - z_0)}} = \mathrm{sigmoid}(z_1 - z_0)$$
#
# So two logits with softmax and one logit with sigmoid say the same. Only the difference counts.

# %% tags=["demo"]
logits = np.array([[0.0, 2.0], [5.0, 7.0], [-1.0, -1.0]])
print("softmax, class 1:      ", keras.ops.softmax(logits)[:, 1].numpy().round(3))
print("sigmoid of difference: ", keras.ops.sigmoid(logits[:, 1] - logits[:, 0]).numpy().round(3))

# %% [markdown]
# ### Exercise: five activations (5 points)
#
# Write them with NumPy. The first four work on every element of an array of any shape. `softmax` takes an
# array of shape (samples, classes) and makes each **row** sum to 1.
#
# One trap is known to all who have written it: $e^{1000}$ is infinite for a computer. Let your softmax
# survive logits of 1,000. The formula above says how: only differences count.


# %% exercise="activations"
def sigmoid(z):
    """1 / (1 + exp(-z)), from 0 to 1."""
    ### BEGIN SOLUTION
    return 1 / (1 + np.exp(-z))
    ### END SOLUTION
    return ...


def tanh(z):
    """The hyperbolic tangent, from -1 to 1."""
    ### BEGIN SOLUTION
    return np.tanh(z)
    ### END SOLUTION
    return ...


def relu(z):
    """z where it is positive, else 0."""
    ### BEGIN SOLUTION
    return np.maximum(z, 0)
    ### END SOLUTION
    return ...


def leaky_relu(z, negative_slope=0.2):
    """z where it is positive, else negative_slope * z."""
    ### BEGIN SOLUTION
    return np.where(z > 0, z, negative_slope * z)
    ### END SOLUTION
    return ...


def softmax(z):
    """Logits (samples, classes) -> probabilities of the same shape; each row sums to 1."""
    ### BEGIN SOLUTION
    powers = np.exp(z - z.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)
    ### END SOLUTION
    return ...


# %%
ex.activations.check(sigmoid, tanh, relu, leaky_relu, softmax)

# %% [markdown]
# ### Exercise: two slopes (2 points)
#
# Now the derivatives of two of them, element by element. The sigmoid's has a pretty form: with $a =
# \mathrm{sigmoid}(z)$ the slope is $a (1 - a)$. It is largest at $z = 0$, and there it is 1/4. Keep that
# quarter in mind.
#
# For ReLU, think of the two straight pieces. At 0 choose what you like from 0 to 1.


# %% exercise="derivatives"
def sigmoid_derivative(z):
    """The slope of the sigmoid at z."""
    ### BEGIN SOLUTION
    a = 1 / (1 + np.exp(-z))
    return a * (1 - a)
    ### END SOLUTION
    return ...


def relu_derivative(z):
    """The slope of ReLU at z; at 0 any number from 0 to 1."""
    ### BEGIN SOLUTION
    return np.where(z > 0, 1.0, 0.0)
    ### END SOLUTION
    return ...


# %%
ex.derivatives.check(sigmoid_derivative, relu_derivative)

# %% [markdown]
# ## One neuron, and a few more
#
# The **forward pass** sends data through the layers, from the inputs to the output. With two inputs we can
# draw the output for every point of the plane.
#
# Two classes of points lie there like two interlocked half moons. One neuron has $z = x_1 w_1 + x_2 w_2 +
# b$. Where is $z = 0$? On a straight line. Guess before you run: what share of the points can it get right?
# And eight neurons with one more behind them?

# %% tags=["demo"]
from sklearn.datasets import make_moons

points, classes = make_moons(300, noise=0.15, random_state=0)
figure, axes = plt.subplots(1, 2, figsize=(11, 4.2), layout="constrained")
for ax, hidden_units in zip(axes, (0, 8), strict=True):
    keras.utils.set_random_seed(2)
    hidden_layers = [keras.layers.Dense(hidden_units, "tanh")] if hidden_units else []
    net = keras.Sequential([keras.Input((2,)), *hidden_layers, keras.layers.Dense(1, "sigmoid")])
    net.compile(optimizer=keras.optimizers.Adam(0.1), loss="binary_crossentropy", metrics=["accuracy"])
    net.fit(points, classes, epochs=25, batch_size=64, verbose=0)
    accuracy = net.evaluate(points, classes, verbose=0, return_dict=True)["accuracy"]
    ck.plot.decision_surface(net, points, classes, ax=ax)
    ax.set_title(f"{hidden_units or 'No'} hidden units: {accuracy:.1%} right", loc="left")
print(ck.plot.describe(axes))

# %% [markdown]
# One neuron cuts the plane with a straight line, and some points end up on the wrong side. Eight hidden
# neurons make eight lines. The last neuron bends them into one curve.
#
# ## How wrong is it? The loss
#
# To learn, a network needs one number that says how wrong it is. That number is the **loss**. We take the
# mean squared error: for $n$ samples with outputs $a_i$ and targets $y_i$,
#
# $$L = \frac{1}{n} \sum_i (a_i - y_i)^2$$
#
# The targets here are 0 or 1, and nothing between. Lesson 03 shows other losses, and when to use them.
#
# ## Whose fault is it? Backpropagation
#
# Would the loss fall if this weight were a little larger? That is its slope $\partial L / \partial w$. All
# slopes together are the **gradient**. The chain rule finds them, link by link, from the loss back to the
# weights:
#
# $$\frac{\partial L}{\partial w} = \frac{\partial L}{\partial a} \cdot \frac{\partial a}{\partial z} \cdot
# \frac{\partial z}{\partial w} = 2 (a - y) \cdot a (1 - a) \cdot x$$
#
# That is one sample and a sigmoid neuron. Doing it backwards for all layers is called **backpropagation**.
#
# The cell below follows the links for one weight. Then it checks the result without any mathematics: it
# nudges the weight and looks at the loss.

# %% tags=["demo"]
x1, w1, bias, target = 2.0, 0.5, -0.5, 0.0


def loss_of(weight):
    """The squared error of one sigmoid neuron with one input."""
    output = 1 / (1 + np.exp(-(x1 * weight + bias)))
    return (output - target) ** 2


a = 1 / (1 + np.exp(-(x1 * w1 + bias)))
print(f"forward:  z = {x1 * w1 + bias:.2f}, a = {a:.4f}, loss = {loss_of(w1):.4f}")
by_error, by_slope = 2 * (a - target), a * (1 - a)
print(f"backward: {by_error:.4f} * {by_slope:.4f} * {x1:.1f} = {by_error * by_slope * x1:.6f}")
h = 1e-5
print(f"numeric:  (loss(w + h) - loss(w - h)) / 2h = {(loss_of(w1 + h) - loss_of(w1 - h)) / (2 * h):.6f}")

# %% [markdown]
# ### Exercise: a gradient by hand (4 points)
#
# Now for a whole batch and several inputs. The forward pass is written for you; go back the way it came.
# Return `dw` with one slope for each weight, and `db`, one number.
#
# The loss is the mean over the **samples**, so the gradient is a mean over them too. The check compares
# yours with a numeric gradient, as the cell above did.


# %% exercise="gradient"
def gradient(x, y, w, b):
    """The gradient of the mean squared error of one sigmoid neuron.

    x: (n, inputs), y: (n,) of 0 and 1, w: (inputs,), b: a number -> (dw, db), dw of shape (inputs,).
    """
    a = 1 / (1 + np.exp(-(x @ w + b)))
    ### BEGIN SOLUTION
    dz = 2 * (a - y) * a * (1 - a)
    dw = x.T @ dz / len(x)
    db = dz.mean()
    return dw, db
    ### END SOLUTION
    return ...


# %%
ex.gradient.check(gradient)

# %% [markdown]
# ### Let the machine do it
#
# You did it once by hand, and never have to again. TensorFlow can write down every operation of a forward
# pass, as on a tape, and then run the chain rule backwards along it. That is **automatic differentiation**,
# and `fit` uses it at every step. It is exact.

# %% tags=["demo"]
inputs = tf.constant([[1.0, 2.0], [0.5, -1.0], [-2.0, 0.3]])
targets = tf.constant([1.0, 0.0, 1.0])
weights, bias = tf.Variable([0.1, -0.2]), tf.Variable(0.3)
with tf.GradientTape() as tape:
    outputs = tf.sigmoid(tf.linalg.matvec(inputs, weights) + bias)
    loss = tf.reduce_mean((outputs - targets) ** 2)
dw, db = tape.gradient(loss, [weights, bias])
print("loss:", loss.numpy().round(4), " dw:", dw.numpy().round(4), " db:", db.numpy().round(4))

# %% [markdown]
# ## How does it learn? Gradient descent
#
# The gradient points to where the loss grows fastest. So go the other way, a small step at a time:
#
# $$w \leftarrow w - \eta \, \frac{\partial L}{\partial w}$$
#
# The **learning rate** $\eta$ is the size of the steps.
#
# ### Exercise: gradient descent (3 points)
#
# Write the walk. `gradient` is a function that takes the weights and returns their gradient. Start at
# `start`, take `steps` steps, and return the whole path: an array with a row for the start and a row for
# each step.


# %% exercise="descend"
def descend(gradient, start, learning_rate, steps):
    """Gradient descent from start (n,): the path, an array of shape (steps + 1, n)."""
    ### BEGIN SOLUTION
    w = start
    path = [w]
    for _ in range(steps):
        w = w - learning_rate * gradient(w)
        path.append(w)
    return np.array(path)
    ### END SOLUTION
    return ...


# %%
ex.descend.check(descend)

# %% [markdown]
# ### The same walk by Keras
#
# A linear neuron with one input has two parameters, $w$ and $b$. Their loss is a landscape that we can draw
# from above. Keras walks down it twice with its optimiser `SGD`: once with small steps, once with large
# ones. Which walk will swing from side to side?

# %% tags=["demo"]
rng = np.random.default_rng(3)
x_line = rng.uniform(-1, 2, size=(60, 1))
y_line = 1.5 * x_line[:, 0] - 0.5 + rng.normal(0, 0.3, size=60)


def line_loss(w, b):
    """The mean squared error of the line w x + b, for arrays of w and b."""
    return np.mean((w[..., None] * x_line[:, 0] + b[..., None] - y_line) ** 2, axis=-1)


paths = {}
for rate in (0.05, 0.65):
    neuron = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    neuron.set_weights([np.array([[-1.0]]), np.array([1.5])])
    neuron.compile(optimizer=keras.optimizers.SGD(rate), loss="mean_squared_error")
    path = [np.ravel([weight.item() for weight in neuron.get_weights()])]
    for _ in range(25):
        neuron.train_on_batch(x_line, y_line)
        path.append(np.ravel([weight.item() for weight in neuron.get_weights()]))
    paths[f"learning rate {rate}"] = np.array(path)

best = np.polyfit(x_line[:, 0], y_line, 1)
ax = ck.plot.descent_path(line_loss, paths, minimum=best, names=("weight w", "bias b"))
print(ck.plot.describe(ax))

# %% [markdown]
# Small steps are safe but slow: after 25 of them the first walk is still on its way. Larger ones overshoot.
# Too large, and the walk climbs out of the bowl.
#
# This landscape has one lowest point. The landscape of a deep network is not. Does it trap the walk in a
# poor **local minimum**? With many weights that is rare: a point where every direction goes up is unlikely.
# What slows training more often are flat **plateaus**, and saddles. A **saddle** goes up in some directions
# and down in others.
#
# ## When the gradient does not arrive
#
# In a deep network the chain is long: to reach the first layer, the gradient passes through every layer
# behind it. Each sigmoid multiplies it by its slope. The function below measures what arrives at the
# weights of each layer of a network with ten hidden layers.


# %% tags=["demo"]
def norms_by_layer(activation, initializer):
    """The norm of the gradient in each of ten hidden layers, before any training."""
    keras.utils.set_random_seed(0)
    x = keras.random.normal((64, 8), seed=1)
    y = keras.ops.cast(x[:, :1] * x[:, 1:2] > 0, "float32")
    layers = [keras.layers.Dense(32, activation, kernel_initializer=initializer) for _ in range(10)]
    deep = keras.Sequential([keras.Input((8,)), *layers, keras.layers.Dense(1, "sigmoid")])
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((deep(x) - y) ** 2)
    return [float(tf.norm(slope)) for slope in tape.gradient(loss, [layer.kernel for layer in layers])]


# %% [markdown]
# ### Exercise: predict (1 point)
#
# Take ten sigmoid layers. How many times smaller is the gradient in layer 1, next to the input, than in
# layer 10, next to the output? You know the largest slope of a sigmoid. Write a number; its order of
# magnitude is enough.

# %% exercise="shrinking"
shrinking = ...
### BEGIN SOLUTION
shrinking = 4**9
### END SOLUTION

# %%
ex.shrinking.check(shrinking)

# %% tags=["demo"]
if ex.shrinking.predicted(shrinking):
    norms = {
        "sigmoid": norms_by_layer("sigmoid", "glorot_uniform"),
        "ReLU": norms_by_layer("relu", "he_uniform"),
    }
    ax = ck.plot.gradient_norms(norms)
    print(ck.plot.describe(ax))
    print(f"Predicted: {shrinking}. Measured: {norms['sigmoid'][-1] / norms['sigmoid'][0]:,.0f}.")

# %% [markdown]
# Nine slopes lie between the two layers. None is above 1/4, and the chain rule multiplies them. The weights
# on the way change the result a little, not the trend. The layers nearest to the **input** learn almost
# nothing. (Some texts call them "deeper"; the deep ones are those near the output.) This is the **vanishing
# gradient**.
#
# ReLU's slope is 1 wherever the unit is active, so the gradient passes. That is the main reason why hidden
# layers use ReLU, together with starting weights of a fitting size.
#
# ## When is a neural network the right tool?
#
# | your problem | try first |
# | --- | --- |
# | images, sound, text, long sequences; many examples | a neural network |
# | a table with some columns and some thousand rows | trees, or a linear model |
# | a few dozen examples | a linear model, or more data |
# | each decision must be explained by a rule | a small tree, or the rule itself |
# | a formula is known | the formula |
#
# Start with the simplest model that could work. A network must beat it to earn its place.

# %% [markdown]
# > **If you learned Keras before version 3**
# >
# > | then | now |
# > | --- | --- |
# > | `from tensorflow.keras import ...` (still works, and is Keras 3) | `import keras` |
# > | `keras.backend` functions such as `K.dot` | `keras.ops` |
# > | `LeakyReLU(alpha=0.3)` | `LeakyReLU(negative_slope=0.3)` |
# > | `Dense(32, input_dim=64)` | `keras.Input((64,))` first, then `Dense(32)` |
# > | `np.random.seed(1)` | `keras.utils.set_random_seed(1)` |
# >
# > The layer `LeakyReLU` has the slope 0.3 unless you say otherwise; the activation `"leaky_relu"` has 0.2.
# > Labels need not be one-hot rows: the digit reader used plain integers. Lesson 02 shows both.
#
# ### Exercise: which mistake is this? (1 point)

# %%
ex.which_mistake.ask()

# %% exercise="which_mistake"
which_mistake = ...
### BEGIN SOLUTION
which_mistake = "sign"
### END SOLUTION

# %%
ex.which_mistake.check(which_mistake)

# %% [markdown]
# ## What you know now
#
# | idea | in one line |
# | --- | --- |
# | tensor | a block of numbers with rank, shape and dtype |
# | layer | $\varphi(x W + b)$: one product, one sum, one bend |
# | parameters | `inputs * units + units` for each dense layer |
# | softmax | over the classes of one sample; subtract the largest logit first |
# | loss | one number that says how wrong the outputs are |
# | gradient | how the loss changes with each weight; the chain rule finds it, averaged over the samples |
# | gradient descent | `w - learning_rate * gradient` |
# | vanishing gradient | a product of small slopes; ReLU keeps them at 1 |
#
# **Next**, in lesson 02, Keras does all this for you: five steps from data to a tested model.
