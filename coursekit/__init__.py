"""coursekit: a course that teaches neural networks with Keras, and the package behind it."""
