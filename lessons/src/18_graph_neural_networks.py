# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown] id="title" budget=40 minutes=90 figure="a club that breaks in two: all that is known, and what two rounds of talk make of it"
# # Graph neural networks
#
# Friendships, molecules, roads, links between pages: some data is not a table but a net of connections. In this lesson a quarrel splits a club, and you will foretell who goes where from friendships alone. Then you
# turn the trick into a layer, find out what learning adds to it, and ask whether there is anything that such a layer
# can never see.

# %% [markdown] id="goals"
# **After this lesson you can**
#
# - write a graph as a matrix, and pass messages along its edges by hand, as a matrix product and as a Keras layer;
# - train on a graph of which you know two labels, and judge the result against rivals that learn nothing;
# - find out what happens to the answers of a layer when the nodes are numbered anew;
# - find out whether the features, the edges or both carry the answer;
# - tell beforehand whether message passing can distinguish two graphs.

# %% id="setup"
import dlcourse as dl

dl.setup(seed=18)

import keras
import matplotlib.pyplot as plt
import numpy as np

rng = np.random.default_rng(18)

# %% [markdown] id="club-text"
# ## 1. A club breaks in two
#
# Around 1970 the anthropologist Wayne Zachary watched a karate club at an American university. He wrote down which
# members met outside the lessons, too: 34 people. Then the instructor, member 0, and the president, member 33, fell
# out over the price of the lessons. The club broke in two, and everybody had to choose a side. A line joins two
# friends:

# %% id="club" alt="34 numbered circles, joined by 78 lines. Members 0, to the left, and 33, to the right, have a thick rim and far more lines than the others."
club = dl.datasets.load_karate_club()
A, places = club.adjacency, club.places
_, ax = plt.subplots(figsize=(9, 4.6))
_ = dl.plots.plot_graph(A, places, known=[0, 33], ax=ax)

# %% [markdown] id="rounds-text"
# Suppose we know only those two: give the instructor −1, the president +1, and all others 0. Now let people talk. In
# a **round** everybody, at the same moment, takes the mean of their own number and the numbers of their friends.

# %% id="rounds"
def one_round(numbers):
    """Let each member take the mean of their own number and those of their friends."""
    new = np.zeros(34)
    for member in range(34):
        friends = np.flatnonzero(A[member])
        new[member] = (numbers[member] + numbers[friends].sum()) / (1 + len(friends))
    return new


start = np.zeros(34)
start[0], start[33] = -1, 1
after_2 = one_round(one_round(start))

# %% [markdown] id="rounds-predict"
# Circles really went with the instructor, squares with the president. Blue is a number below 0, orange one above. A dashed
# ring marks a member whose number has the wrong sign.
#
# **Predict.** How many of 34 do two rounds of talk put on the right side?

# %% id="club-splits" tags=["predict", "remember"] alt="The club twice. Above, all members are white but 0, blue, and 33, orange. Below, after two rounds, the circles on the left are blue and the squares on the right are orange; only members 2 and 8, in the middle, have a dashed ring: they are circles, but faintly orange."
fig, axes = plt.subplots(2, 1, figsize=(9, 9.4))
wrong = np.flatnonzero((after_2 > 0) != (club.y == 1))
for ax, numbers, rings in zip(axes, (start, after_2), ([], wrong)):
    dl.plots.plot_graph(A, places, values=numbers, classes=club.y, limits=(-0.3, 0.3),
                        known=[0, 33], wrong=rings, ax=ax)
axes[0].set_title("what the rule is told (the shapes are for us)", loc="left")
_ = axes[1].set_title("after two rounds of talk", loc="left")

# %% [markdown] id="club-explained"
# **Explain.** Two rounds, two labels, no training at all: in this club the quarrel ran along the lines of friendship.
# (*Deeper: clubs by lot* has the control.) Who is missed?

# %% id="club-claim"
after_3 = one_round(after_2)
right_2, right_3 = (np.sum((numbers > 0) == (club.y == 1)) for numbers in (after_2, after_3))
print("wrong after two rounds:", wrong, "  after three:", np.flatnonzero((after_3 > 0) != (club.y == 1)))
print("friends of member 8:", np.flatnonzero(A[8]), "  their sides:", club.y[np.flatnonzero(A[8])])
dl.claim("Two rounds of talk put 32 of 34 members on their side, three rounds 33",
         right_2 == 32 and right_3 == 33)

# %% [markdown] id="member-8"
# Member 2 sits on the fence: the third round brings him to his own side, and a few more take him off it again. Member
# 8 stays wrong. Three of his five friends sided with the president, and Zachary's own calculation missed this very
# man. The paper of 1977 tells why he stayed: he was three weeks from his test for the black belt. With the
# president's people he would have had to begin again with a white one. No line in the picture knows that.
#
# ## 2. A graph is a matrix
#
# Such a net is a **graph**. (Nothing to do with the graph of a function.) Its points are **nodes**, its lines **edges**;
# nodes joined by an edge are **neighbours**, and how many neighbours a node has is its **degree**. Take a small one:

# %% id="kite" alt="A graph of five nodes: 0, 1 and 2 form a triangle, 3 hangs on 2, and 4 hangs on 3."
edges = [(0, 1), (0, 2), (1, 2), (2, 3), (3, 4)]
small = dl.scratch.adjacency_matrix(edges, n_nodes=5)
_, ax = plt.subplots(figsize=(5, 2.6))
dl.plots.plot_graph(small, ax=ax)
print(small.astype(int))

# %% [markdown] id="matrix-text"
# This is the **adjacency matrix** $\mathbf{A}$, here called `small`. Entry $A_{ij}$ is 1 if an edge joins nodes $i$
# and $j$, else 0. So row 2 lists the friends of node 2, and its sum is the degree.
#
# Our rule for the club took a mean, and counted oneself in. Both fit into the matrix. Add the **identity**
# $\mathbf{I}$: an edge from each node to itself, a **self-loop**, so that it does not forget what it holds. Then
# divide each row by its sum. The result, $\mathbf{M}$, is our **message matrix**.

# %% id="message-matrix"
with_loops = small + np.eye(5)
M_small = with_loops / with_loops.sum(axis=1, keepdims=True)
print(M_small.round(2))

# %% [markdown] id="film-text"
# Row 2 says: node 2 takes a quarter of what nodes 0, 1, 2 and 3 hold. So the product of $\mathbf{M}$ with a column of
# numbers is one round of **messages** for all nodes at once. Let two of them quarrel: node 0 holds −36, node 4 holds
# 36, the others 0. The film shows two rounds, one node after the other. (In truth all listen at the same moment, and
# all to the old numbers.)
#
# **Predict.** Take pencil and paper: what do nodes 2 and 3 hold after round 1? And after round 2?

# %% id="film" tags=["predict"] alt="The last picture of a film. Above, the graph of five nodes before and after round 2. Before it nodes 0 to 4 hold −12, −12, −9, 12 and 18, after it −11, −11, −5.25, 7 and 15. Arrows from nodes 0, 1 and 3 lead to node 2. Below, the message matrix with row 2 lit, times the old numbers, is the new ones; beside it (−12 − 12 − 9 + 12) / 4 = −5.25."
dl.plots.film_messages(M_small, [-36, 0, 0, 0, 36], rounds=2)

# %% [markdown] id="film-explained"
# **Explain.** In round 1 node 2 hears of node 0, but not of node 4, which is two edges away: that takes round 2. **After
# $k$ rounds a node has heard of all who are at most $k$ edges away.** And look at the signs: the triangle sides with
# node 0, node 3 with node 4. Now the club, with all its 34 rows:

# %% id="club-matrix"
M = dl.scratch.normalize_adjacency(A, "row")  # self-loops, and rows divided by their sums
print("M @ M @ start is what the two rounds gave:", np.allclose(M @ M @ start, after_2))

# %% [markdown] id="layer-text"
# ## 3. A layer for graphs
#
# So far each node held one number, and nothing was learned. Give each node a *row* of numbers, its **features**, and
# the matrix $\mathbf{H}$ has a row for each node. Then $\mathbf{M}\mathbf{H}$ mixes the rows of neighbours. Then
# comes an old acquaintance, the same `Dense` for every node:
#
# $$ \mathbf{H}' = f(\mathbf{M}\,\mathbf{H}\,\mathbf{W} + \mathbf{b}) . $$
#
# $\mathbf{M}$ says *who* listens to whom, and is given. The weights $\mathbf{W}$ and $\mathbf{b}$ say *what* they
# make of it, and are learned; $f$ is the activation function. That is a **graph convolution** (Thomas Kipf and Max
# Welling, 2017, who divide a little differently: *Deeper: why divide?*). Letting every node combine what its
# neighbours hold is called **message passing**, and networks that do so are **graph neural networks** (GNN). In
# Keras:

# %% id="graph-layer"
class GraphLayer(keras.layers.Layer):
    def __init__(self, units, activation=None):
        super().__init__()
        self.dense = keras.layers.Dense(units, activation)

    def call(self, inputs):
        H, M = inputs
        return self.dense(keras.ops.matmul(M, H))

# %% [markdown] id="graph-layer-text"
# Does it do what we said? Give each member three random features, and compare with NumPy. Keras wants an axis of batches in
# front: ours are batches of one graph, hence `[None]`.

# %% id="equal"
H, M = rng.normal(size=(34, 3)).astype("float32"), M.astype("float32")
layer = GraphLayer(4, "relu")
by_keras = keras.ops.convert_to_numpy(layer([H[None], M[None]]))[0]
W, b = layer.get_weights()
print("Keras equals NumPy:", np.allclose(by_keras, np.maximum(M @ H @ W + b, 0), atol=1e-5), "  weights:", W.size + b.size)

# %% [markdown] id="weights-text"
# Sixteen weights: 3 · 4 for the kernel and 4 for the bias.
#
# ### Exercise: friends alone
#
# A variant leaves out the self-loop: each node takes the mean over its neighbours only. But somebody without a friend
# then has nobody to listen to.

# %% id="exercise-friends" tags=["exercise"]
def friends_mean(A, H):
    """Return for each node the mean of its neighbours' features; a node without edges keeps its own.

    A: adjacency matrix of 0 and 1, symmetric, without self-loops, shape (n, n).
    H: features, shape (n, n_features).
    Returns an array of shape (n, n_features).
    Example: friends_mean(np.array([[0, 1, 0], [1, 0, 0], [0, 0, 0]]), np.array([[2.0], [4.0], [6.0]]))
    is [[4], [2], [6]]
    """
    # solution
    degrees = A.sum(axis=1, keepdims=True)
    alone = degrees == 0
    return np.where(alone, H, A @ H / np.where(alone, 1, degrees))

# %% id="check-friends"
dl.exercises.friends_mean.check(friends_mean)

# %% [markdown] id="training-text"
# ## 4. Learning from two labels
#
# Now let a network learn the split. Members have no features, so give each a column of their own: $\mathbf{H} =
# \mathbf{I}$ (one-hot, lesson 03). That has a price: the first kernel has a row for each member, so *this* network
# fits this club alone. Two graph convolutions are two rounds.

# %% id="model"
features, messages = keras.Input((34, 34)), keras.Input((34, 34))
hidden = GraphLayer(16, "relu")([features, messages])
outputs = GraphLayer(2)([hidden, messages])
model = keras.Model([features, messages], outputs)
cross_entropy = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
model.compile(keras.optimizers.Adam(0.01), cross_entropy)

# %% [markdown] id="mask-text"
# All 34 nodes go in, for the messages need them, but the loss may count only two. `sample_weight` does it: 1 for a
# known label, 0 for the others. (Networks disagree about member 2, on the fence, so we leave him out for the moment.)

# %% id="train"
identity, known = np.eye(34, dtype="float32"), np.zeros(34)
known[[0, 33]] = 1
untrained = keras.ops.convert_to_numpy(model([identity[None], M[None]]))[0]
model.fit([identity[None], M[None]], club.y[None], sample_weight=known[None], epochs=200, verbose=0)
logits = keras.ops.convert_to_numpy(model([identity[None], M[None]]))[0]
wrong_now = np.flatnonzero(logits.argmax(axis=1) != club.y)
print("wrong, member 2 aside:", wrong_now[wrong_now != 2])

# %% [markdown] id="points-text"
# The last layer gives each member two numbers, a point in a plane. Here they are before the first step and after the
# last. The network says *circle* below the dashed line and *square* above it.

# %% id="points" live=true alt="The 34 members as points in the plane of the network's two outputs. Untrained, circles and squares already lie mostly in different places, but the squares are on the wrong side of the dashed border. After 200 steps all lie along one line, which the border cuts: squares above it, circles below it, but for member 8 and perhaps 2."
fig, axes = plt.subplots(1, 2, figsize=(11, 4.8))
for ax, points, title in zip(axes, (untrained, logits), ("untrained", "after 200 steps")):
    dl.plots.plot_graph(0 * A, points, values=club.y, classes=club.y, known=[0, 33], size=240, ax=ax)
    ax.axline((0, 0), slope=1, ls="--", color="black", zorder=0)
    ax.set_aspect("equal", adjustable="datalim")  # both panels equally high
    ax.set_title(title)

# %% [markdown] id="starts-text"
# Look to the left: nothing is learned yet, and most squares already sit together. Luck? (*Deeper: before any
# training* counts.)
#
# And one start proves nothing. `dl.scratch.graph_network` trains many at once, in NumPy: 96, a third at each of three
# learning rates. `rows` names the nodes with known labels.

# %% id="starts"
many = dl.scratch.graph_network([34, 16, 2], M, rows=[0, 33], variants=96, seed=range(96))
adam = dl.scratch.Adam(np.repeat([0.003, 0.01, 0.03], 32))
for _ in range(200):
    many.train_on_batch(identity, [0, 1], adam)
everybody = dl.scratch.graph_network([34, 16, 2], M, variants=96, weights=many.weights)
mistakes = everybody.predict(identity).argmax(axis=-1) != club.y  # shape (96, 34)

# %% [markdown] id="starts-predict"
# **Predict.** How many of 34 are right, over 96 starts? Will it beat the talk of section 1?

# %% id="starts-picture" tags=["predict"] alt="The club again; the fuller a node's colour, the more of 96 networks put it on the wrong side. Member 8 is full orange, 100 of 100; member 2 about half; all others are white."
share = mistakes.mean(axis=0)
_, ax = plt.subplots(figsize=(9, 4.6))
dl.plots.plot_graph(A, places, values=0.5 + share / 2, classes=club.y, known=[0, 33], ax=ax)
for member in np.flatnonzero(share > 0.05):
    ax.annotate(f"{10 * round(10 * share[member])} of 100", places[member], xytext=(0, 18 if member == 2 else -26),
                textcoords="offset points", ha="center", weight="bold", bbox={"fc": "white", "ec": "none", "pad": 1})
_ = ax.set_title("on the wrong side in how many networks of 100, to the nearest ten", loc="left")

# %% [markdown] id="starts-explained"
# **Explain.** Every network misses member 8, about half miss member 2, and nobody else is missed.

# %% id="starts-claim"
right = 34 - mistakes.sum(axis=1)
worst_of_96, best_of_96, missing_8 = right.min(), right.max(), mistakes[:, 8].mean()
dl.claim("All 96 networks get 32 or 33 of 34, as two or three rounds of talk do, and all miss member 8",
         worst_of_96 >= right_2 and best_of_96 <= right_3 and missing_8 == 1)

# %% [markdown] id="honest"
# So this famous example is no proof that learning helps: the edges know nearly all of it. Section 6 gives learning
# more to do.
#
# ### Play
#
# Click two members whose sides are then known, and let the colours spread. Two who are nobody special, 12 and 24, put
# all 34 right. (No merit of theirs: we tried all pairs, and show the best.) Find the two from whom the club comes out **worst**
# after three rounds; one of them you have met. What is wrong with them?

# %% id="demo" alt="A snapshot of the demo: the labels of members 12 and 24 are known, and after three rounds all 34 have the colour of their side; with more rounds two go wrong again."
dl.demos.spread_labels()

# %% [markdown] id="demo-answer"
# <details><summary>The answer, when you have looked</summary>
#
# 8 and 30, with 13 of 34: joined to each other, in the middle, and most friends of 8 are on the other side.
#
# </details>

# %% [markdown] id="order-text"
# ## 5. Any order, any size
#
# Suppose another clerk numbers the members anew. It is the same club, but the matrix looks different. Would an
# ordinary layer mind? Write $\mathbf{A}$ out line by line, 1,156 numbers, and feed them to a `Dense`.
#
# **Predict.** How much will the outputs of each layer change, compared with their size?

# %% id="renumbered" tags=["predict"]
order = rng.permutation(34)
A_new, M_new, H_new = A[order][:, order], M[order][:, order], H[order]
dense = keras.layers.Dense(100)
flat, flat_new = (keras.ops.convert_to_numpy(dense(matrix.reshape(1, -1))) for matrix in (A, A_new))
nodes, nodes_new = (keras.ops.convert_to_numpy(layer([x[None], matrix[None]]))[0]
                    for x, matrix in ((H, M), (H_new, M_new)))
change_of_dense = np.linalg.norm(flat_new - flat) / np.linalg.norm(flat)
change_of_nodes = np.linalg.norm(nodes_new - nodes[order]) / np.linalg.norm(nodes)
change_of_sum = np.linalg.norm((nodes_new - nodes).sum(axis=0)) / np.linalg.norm(nodes.sum(axis=0))
print(f"Dense: by {change_of_dense:.1f} times their size")
print(f"graph layer: row of a member by {change_of_nodes:.4f}, sum of all rows by {change_of_sum:.4f}")

# %% [markdown] id="renumbered-explained"
# **Explain.** For `Dense`, weight 7 belongs to entry 7, whoever that is today. Renumbered, the same club gets another
# answer. The graph layer has no weights for places. It gives each member the same row as before, in the new order: it
# is **equivariant**. And the sum over all nodes, one answer for the whole graph (a **readout**), does not change at
# all: it is **invariant**. Only the features must not number the nodes, as the one-hot columns of section 4 did.

# %% id="renumbered-claim" tags=["claim-L18-02"]
dl.claim("Renumbered, Dense changes by more than its size; the graph layer gives each\n"
         "member the same row, and the same sum of rows",
         change_of_dense > 1 and change_of_nodes < 1e-5 and change_of_sum < 1e-5)

# %% [markdown] id="structure-text"
# The number of members is not in the weights, either: a graph layer takes a graph of any size (*Deeper: another
# graph, the same weights*).
#
# ## 6. What is there to learn?
#
# Now bigger clubs, drawn at random by rules that we know. Call each draw a **world**:
#
# - It has two communities, of 50 nodes each.
# - Two nodes of one community are friends with probability 0.10, of different ones with 0.03.
# - Each node has eight features, all of them weak: in one community they average $-0.4$, in the other $+0.4$, under noise of
#   std 1.
# - We know the labels of eight nodes, and judge on the other 92.
#
# Three rivals:
#
# | | looks at | learns? |
# |---|---|---|
# | **both** | features and edges | yes |
# | **features** | features alone ($\mathbf{M} = \mathbf{I}$: nobody talks) | yes |
# | **plain talk** | edges alone, as in section 1 | no |
#
# The first two are networks of two layers, with 16 hidden units. (A network on edges alone is worse than talk: *Deeper: edges
# alone*.)

# %% id="race"
rates = np.array([0.001, 0.003, 0.01, 0.03, 0.1, 0.3])


def eight_of(graph):
    """Return the nodes whose label is known, four of each community."""
    return np.concatenate([np.flatnonzero(graph.y == side)[:4] for side in (0, 1)])

# %% [markdown] id="accuracies-text"
# Each is tried at six learning rates, from three starts: 18 `variants` in each world. Trained with `rows=known`, they
# answer for the eight; built again with the same weights, for all.

# %% id="accuracies"
def accuracies(graph, M, x):
    """Return the accuracy on the nodes without a label, shape (6 rates,), the mean of three starts."""
    known, sizes = eight_of(graph), [x.shape[1], 16, 2]
    nets = dl.scratch.graph_network(sizes, M, rows=known, variants=18, seed=range(18))
    adam = dl.scratch.Adam(np.repeat(rates, 3))
    for _ in range(60):
        nets.train_on_batch(x, graph.y[known], adam)
    everybody = dl.scratch.graph_network(sizes, M, variants=18, weights=nets.weights)
    right = everybody.predict(x).argmax(axis=-1) == graph.y
    return np.delete(right, known, axis=1).mean(axis=1).reshape(6, 3).mean(axis=1)

# %% [markdown] id="plain-talk-text"
# Talk starts with −1 and +1 for the eight, and 0 for the others. After many rounds all numbers are nearly the same.
# So a number counts as *high* if it is above the mean of all.

# %% id="plain-talk"
def plain_talk(graph):
    """Return the accuracy of talk alone after 1, 2, ..., 30 rounds."""
    M, known = dl.scratch.normalize_adjacency(graph.adjacency.astype(float), "row"), eight_of(graph)
    numbers, right = np.zeros(100), []
    numbers[known] = 2 * graph.y[known] - 1
    for _ in range(30):
        numbers = M @ numbers
        above = numbers > numbers.mean()
        right.append(np.delete(above == graph.y, known).mean())
    return np.array(right)

# %% [markdown] id="race-text"
# The control: worlds in which **only the meaning of the edges is gone**. There are about as many, but drawn without
# regard to community (0.065 for all).

# %% id="worlds"
def three_rivals(inside, between):
    """Return accuracies by name, each of shape (10 worlds, 6 rates), of talk (10 worlds, 30 rounds)."""
    found = {"both": [], "features": [], "plain talk": []}
    for seed in range(10):
        graph = dl.datasets.make_communities(100, inside=inside, between=between, signal=0.4, seed=seed)
        M = dl.scratch.normalize_adjacency(graph.adjacency, "row")
        found["both"].append(accuracies(graph, M, graph.x))
        found["features"].append(accuracies(graph, np.eye(100), graph.x))
        found["plain talk"].append(plain_talk(graph))
    return {name: np.array(values) for name, values in found.items()}


telling, meaningless = three_rivals(0.10, 0.03), three_rivals(0.065, 0.065)

# %% [markdown] id="race-predict"
# **Predict.** The network on features alone gets about three in four. How far does plain talk get, and how far the
# network with both? And where edges mean nothing? (Bands: one standard deviation over the ten worlds. Talk has no
# learning rate: its line stands at its best number of rounds.)

# %% id="race-picture" live=true tags=["predict"] alt="Two panels, accuracy over the learning rate. Where edges tell, the network with both lies near 0.9, far above that on features alone, near 0.75; plain talk, a level line, lies between, at 0.86. Where edges mean nothing, features alone stay at 0.75, both together fall to 0.6, and plain talk lies near 0.5."
fig, axes = plt.subplots(1, 2, figsize=(11, 4.4), sharey=True)
looks = {"both": ("o-", "vermilion"), "features": ("s--", "blue")}
for ax, found, title in zip(axes, (telling, meaningless), ("edges tell", "edges mean nothing")):
    for name, (style, color) in looks.items():
        mean, std = found[name].mean(axis=0), found[name].std(axis=0)
        ax.semilogx(rates, mean, style, color=dl.plots.COLORS[color], label=name)
        ax.fill_between(rates, mean - std, mean + std, color=dl.plots.COLORS[color], alpha=0.12, lw=0)
    ax.axhline(found["plain talk"].mean(axis=0).max(), color="black", ls="-.", label="plain talk")
    ax.set(title=title, xlabel="learning rate", ylim=(0.4, 1))
    ax.legend(loc="lower right" if title == "edges tell" else "upper right")
_ = axes[0].set_ylabel("accuracy on 92 nodes")

# %% [markdown] id="race-explained"
# **Explain.** A node's own features are noisy, but a mean over $n$ nodes has less noise by the factor $\sqrt n$
# (lesson 09). The few friends of the other kind weaken the signal, too, but by less. So messages clean the features,
# and the network reads what is left.
#
# The control shows the price. Where edges mean nothing, the mean washes away what the features told, and our network
# is **worse** than one that ignores the graph. It cannot help listening: in $\mathbf{M}\mathbf{H}$ a node's own row
# and those of its friends are mixed before any weight sees them (*Deeper: a deaf ear* has one that can). So always
# try $\mathbf{M} = \mathbf{I}$, too.

# %% [markdown] id="race-claims-text"
# Each shows its best rate or number of rounds, chosen on the very nodes that are counted, which flatters all three a little.

# %% id="race-claims" tags=["claim-L18-01"] atol=0.03
both, features_alone, best_talk = (found.mean(axis=0).max() for found in telling.values())
print(f"networks: features {features_alone:.2f}, both {both:.2f}; plain talk {best_talk:.2f}")
ahead, ahead_of_talk = both - features_alone, both - best_talk
dl.claim("Where edges tell, the network with both gets more than 0.89: more than 0.1 above\n"
         "the one on features alone, more than 0.03 above plain talk", both > 0.89 and ahead > 0.1 and ahead_of_talk > 0.03)
lost = meaningless["features"].mean(axis=0).max() - meaningless["both"].mean(axis=0).max()
dl.claim("Where edges mean nothing, our layer's listening costs more than 0.08", lost > 0.08)

# %% [markdown] id="race-lesson"
# But is it the training that pays, or the messages? In these worlds the messages: what two rounds bring can be read
# just as well without any training (*Deeper: the nearer mean*). Is there a world that needs more?
#
# ### Contrarians
#
# Two parties, 200 people, an election.
#
# - Friends mostly belong to one party. The eight features tell a little of the party, still less than before.
# - About half of the people wear a badge: they vote *against* their own party. So a vote is party **xor** badge, the
#   puzzle of lesson 01.
# - We know 60 votes.
#
# The edges know the party. A person's own row knows the badge, and little of the party. One rival keeps the two
# apart, **side by side**: one's own badge, and what two rounds of messages make of the features.

# %% id="contrarians"
def election(seed, inside=0.12, between=0.02):
    """Return for each rival what it reads: message matrix, rows and hidden units; and the votes."""
    graph = dl.datasets.make_communities(200, inside=inside, between=between, signal=0.15, seed=seed)
    badge = np.random.default_rng(seed).choice([-1.0, 1.0], size=(200, 1))
    M, nobody = dl.scratch.normalize_adjacency(graph.adjacency, "row"), np.eye(200)
    own, heard = np.c_[badge, graph.x], np.c_[badge, M @ M @ graph.x]
    rivals = {"features alone": (nobody, own, [16]), "edges alone": (M, nobody, [16]),
              "both, our graph layers": (M, own, [16]), "side by side, no hidden layer": (nobody, heard, []),
              "side by side, 16 hidden units": (nobody, heard, [16]),
              "the same, badges talked over, too": (nobody, M @ M @ own, [16])}
    return rivals, np.where(badge[:, 0] > 0, 1 - graph.y, graph.y)

# %% [markdown] id="votes-text"
# Each rival gets four rates and three starts, in six elections; we keep its best rate. Two controls change one thing
# each in *side by side, 16 hidden units*. In one the badge, too, goes through the two rounds. In the other the edges
# are drawn without regard to party.

# %% id="votes"
def votes_right(M, x, hidden, votes):
    """Return the accuracy on the 140 unknown votes, shape (4 rates,), the mean of three starts."""
    sizes = [x.shape[1], *hidden, 2]
    nets = dl.scratch.graph_network(sizes, M, rows=np.arange(60), variants=12, seed=range(12))
    adam = dl.scratch.Adam(np.repeat([0.003, 0.01, 0.03, 0.1], 3))
    for _ in range(100):
        nets.train_on_batch(x, votes[:60], adam)
    everybody = dl.scratch.graph_network(sizes, M, variants=12, weights=nets.weights)
    return (everybody.predict(x).argmax(axis=-1) == votes)[:, 60:].mean(axis=1).reshape(4, 3).mean(axis=1)

# %% [markdown] id="votes-predict"
# **Predict.** Which of the seven rows will be above 0.8?

# %% id="votes-run" tags=["predict"] atol=0.03
votes_found = {}
for seed in range(6):
    rivals, votes = election(seed)
    control, _ = election(seed, 0.07, 0.07)
    rivals["the same, edges mean nothing"] = control["side by side, 16 hidden units"]
    for name, (matrix, x, hidden_units) in rivals.items():
        votes_found.setdefault(name, []).append(votes_right(matrix, x, hidden_units, votes))
best_votes = {name: np.mean(found, axis=0).max() for name, found in votes_found.items()}
for name, right in best_votes.items():
    print(f"{name:33} {right:.2f}")

# %% [markdown] id="votes-explained"
# **Explain.** One row only.
#
# - *Features alone* and *edges alone* know one part each, and are little better than a coin.
# - *Both, our graph layers*: one's own badge counts no more than each friend's, and is lost in the mean. The control
#   with *badges talked over* does just this to the winner, and most of its lead is gone.
# - *No hidden layer*: no straight line separates an xor (lesson 01). Here training one pays.
# - *Edges mean nothing*: the party is gone, and with it everything.

# %% id="votes-claim" atol=0.03
pays, rest = best_votes.pop("side by side, 16 hidden units"), max(best_votes.values())
dl.claim("Party xor badge: messages side by side with the badge, and a hidden layer, get\nmore than 0.93; all others less than 0.75",
         pays > 0.93 and rest < 0.75)

# %% [markdown] id="twins-text"
# ## 7. Two graphs
#
# Is there anything that such a network cannot see? Here are two graphs, six nodes and six edges each. A child tells
# them apart at once. All nodes hold a 1.

# %% id="twins" alt="Two graphs of six nodes: two separate triangles, and a hexagon."
corners = np.arange(6)
triangles = dl.scratch.adjacency_matrix([(0, 1), (1, 2), (2, 0), (3, 4), (4, 5), (5, 3)], 6)
hexagon = dl.scratch.adjacency_matrix(np.stack([corners, (corners + 1) % 6], axis=1), 6)
fig, axes = plt.subplots(1, 2, figsize=(8, 2.8))
for ax, graph in zip(axes, (triangles, hexagon)):
    dl.plots.plot_graph(graph, ax=ax)

# %% [markdown] id="twins-predict"
# Take 100 networks with random weights, four rounds each, and read out the sum over all nodes. This time messages are
# added up, not averaged, so that a node can also count its neighbours (and divided by 3, so that nothing grows), with
# tanh between the layers.
#
# **Predict.** How many of the 100 networks answer differently for the two graphs? And if one node, number 0, holds a
# 2 instead of a 1?

# %% id="twins-run" tags=["predict"]
def answers(graph, x):
    """Return the readouts of 100 random networks, shape (100, 3)."""
    M = dl.scratch.normalize_adjacency(graph, "sum") / 3
    nets = dl.scratch.graph_network([1, 16, 16, 16, 3], M, variants=100, activation="tanh", seed=range(100))
    for layer in nets.layers:  # without the softmax of `predict`
        x = layer.forward(x)
    return x.sum(axis=1)


alike, marked = np.ones((6, 1)), np.array([[2.0], [1], [1], [1], [1], [1]])
gap_alike, gap_marked = (np.abs(answers(triangles, x) - answers(hexagon, x)).max(axis=1) for x in (alike, marked))
print("differ by more than 0.001: all nodes alike", np.sum(gap_alike > 1e-3), " one node marked", np.sum(gap_marked > 1e-3))

# %% [markdown] id="twins-explained"
# **Explain.** None, and no training could change it. Stand on any node of either graph and look around: two
# neighbours, just like you. After the first round all twelve nodes hold the same row; so they do after the second,
# and for ever. Talking to neighbours alone, nobody finds out whether a friend's friend is a new face or an old one.
#
# Is the likeness of the nodes to blame? The control changes just that: with one node marked, the networks tell the
# graphs apart. The mark travels round the hexagon, but never leaves its triangle.

# %% id="twins-claim"
largest_gap, differ_marked = gap_alike.max(), int(np.sum(gap_marked > 1e-3))
dl.claim("For 100 random networks two triangles and a hexagon are the same, to 0.0001", largest_gap < 1e-4)
dl.claim("With one node marked, more than 95 of the 100 differ by more than 0.001", differ_marked > 95)

# %% [markdown] id="wl-text"
# There is an exact rule. Colour both graphs together, at first all nodes alike. In each round two nodes, of the same
# graph or not, get the same new colour if they had the same one and their neighbours had the same colours, each as
# often; otherwise different ones. Stop when no colour splits any more, and count the colours of each graph.
#
# Take a path of three nodes, 0-1-2, and a triangle, all white. The ends of the path have one white neighbour: they
# turn blue. The middle has two, and so has each node of the triangle: these turn red. One red and two blue here,
# three red there: told apart already.
#
# If two graphs end with equal counts, no network that only passes messages tells them apart, whatever its weights; if
# not, some network that adds up does (Keyulu Xu and others, 2019; the test goes back to Boris Weisfeiler and Andrei
# Leman, 1968).
#
# ### Exercise: can they be told apart?
#
# Five pairs of graphs; all nodes hold a 1. Take as many rounds and units and whatever weights you like; messages are
# added up, and so are all nodes at the end. (Draw the graphs!)
#
# | pair | one graph | the other |
# |---|---|---|
# | A | a path of four nodes | a star of four nodes |
# | B | two separate squares | a ring of eight nodes |
# | C | a square with a fifth node joined to two neighbouring corners | a square with a fifth node joined to two opposite corners |
# | D | a hexagon with its three long diagonals | two triangles, each corner joined to one of the other triangle |
# | E | a triangle and a fourth node alone | a path of four nodes |

# %% id="exercise-tell-apart" tags=["exercise"]
def told_apart():
    """Return a list of five numbers: for pairs A to E, 1 if some network tells them apart, 0 if none does.

    Example: [1, 1, 0, 0, 0] says that pairs A and B can be told apart, the others not.
    """
    # solution
    return [1, 0, 1, 0, 1]

# %% id="check-tell-apart"
dl.exercises.told_apart.check(told_apart)

# %% [markdown] id="rewired-text"
# ## Deeper: clubs by lot
#
# Was it *who* is friends with whom that put 32 of 34 on their side in two rounds? The control: draw clubs by lot, in
# which everybody has about as many friends as before, but it is chance who they are.

# %% id="rewired" atol=2
draw, friends, right_by_lot = np.random.default_rng(18), A.sum(axis=1), []
for _ in range(200):
    upper = np.triu(draw.random((34, 34)) < np.outer(friends, friends) / friends.sum(), k=1)
    by_lot = dl.scratch.normalize_adjacency((upper + upper.T).astype(float), "row")
    right_by_lot.append(np.sum((by_lot @ by_lot @ start > 0) == (club.y == 1)))
print(f"right in clubs by lot: {np.mean(right_by_lot):.0f} of 34")
dl.claim("Clubs by lot: on average fewer than 20 of 34 right", np.mean(right_by_lot) < 20)

# %% [markdown] id="rewired-explained"
# A coin, thrown for everybody but the two leaders, gets 18 on average. It was the friendships.

# %% [markdown] id="nearer-text"
# ## Deeper: before any training
#
# In section 4 most squares sat together before the first step. Take 96 untrained networks, and let everybody go with
# 0 or with 33, whichever point is nearer. The control: the same weights, but nobody hears anybody ($\mathbf{M} =
# \mathbf{I}$).

# %% id="nearer-leader" atol=0.5
def by_nearer_leader(M):
    """Return how many of 34 are on the side of the nearer leader, the mean of 96 untrained networks."""
    points = identity
    for graph_layer in dl.scratch.graph_network([34, 16, 2], M, variants=96, seed=range(96)).layers:
        points = graph_layer.forward(points)
    to_0, to_33 = (np.linalg.norm(points - points[:, [leader]], axis=2) for leader in (0, 33))
    return np.sum((to_33 < to_0) == (club.y == 1), axis=1).mean()


with_edges, without_edges = by_nearer_leader(M), by_nearer_leader(np.eye(34, dtype="float32"))
dl.claim("Untrained, the nearer leader is right for more than 23 of 34 on average;\nwithout edges for fewer than 20",
         with_edges > 23 and without_edges < 20)

# %% [markdown] id="nearer-explained"
# So messages begin to sort the members before any training.

# %% [markdown] id="transfer-text"
# ## Deeper: another graph, the same weights
#
# You may read that graph data is "unstructured". It has structure, but an *irregular* one: in the club one member has
# 1 friend and another 17, and no friend is the first. That is hard for layers that want a fixed number of inputs in a
# fixed order:

# %% id="sizes"
for n in (10, 60, 200):
    graph = dl.datasets.make_communities(n, n_features=3)
    M_n = dl.scratch.normalize_adjacency(graph.adjacency, "row")
    shape = tuple(layer([graph.x[None], M_n[None]]).shape[1:])
    try:
        dense(graph.adjacency.reshape(1, -1))
    except ValueError:
        print(f"{n:3} nodes: the graph layer gives {shape}; Dense refuses {n * n} inputs")

# %% [markdown] id="transfer-how"
# The weights of section 6 know nothing of the number of nodes, so they fit any graph. Are they any good there? Train
# on the 100 nodes of a single world, with eight labels; then judge *new* worlds of 60, 300 and 1,000 nodes, of which
# it never saw a label.

# %% id="world"
def world(n, seed):
    """Return a graph where each node has about as many friends as in the worlds of 100 nodes."""
    return dl.datasets.make_communities(n, inside=10 / n, between=3 / n, signal=0.4, seed=seed)


def weights_from(graph):
    """Return the weights of a network trained on eight labels of a graph."""
    M, known = dl.scratch.normalize_adjacency(graph.adjacency, "row"), eight_of(graph)
    net, adam = dl.scratch.graph_network([8, 16, 2], M, rows=known), dl.scratch.Adam(0.01)
    for _ in range(60):
        net.train_on_batch(graph.x, graph.y[known], adam)
    return net.weights

# %% [markdown] id="transfer-predict"
# **Predict.** On its own graph it was right for nine nodes in ten. And on the new ones?

# %% id="transfer" tags=["predict"] atol=0.03
right_in_new = {60: [], 300: [], 1000: []}
for seed in range(10):
    weights = weights_from(world(100, seed))
    for n, right in right_in_new.items():
        new = world(n, 1000 + seed)
        M_new = dl.scratch.normalize_adjacency(new.adjacency, "row")
        right.append(dl.scratch.graph_network([8, 16, 2], M_new, weights=weights).accuracy(new.x, new.y))
for n, right in right_in_new.items():
    print(f"{n:5} nodes: {np.mean(right):.2f}")

# %% [markdown] id="transfer-explained"
# **Explain.** Hardly any worse, and the size makes no difference: each node sees only its own surroundings, and these
# look alike everywhere, for `world` gives a node as many friends in a large world as in a small one. One often reads
# that graph data is hard to analyse because of its form. For layers of a fixed size it is. Layers that share their
# weights among all nodes take any graph.

# %% id="transfer-claim" tags=["claim-L18-03"] atol=0.03
worst_mean = min(np.mean(right) for right in right_in_new.values())
dl.claim("Trained on eight labels of one graph, it is right for more than 0.86 of the nodes\n"
         "of new graphs, whether of 60, 300 or 1,000 nodes", worst_mean > 0.86)

# %% [markdown] id="deeper-means"
# ## Deeper: the nearer mean
#
# A rival of section 6 without any gradient: after two rounds each node goes to the nearer of two means, each over the
# four known rows of a side. It has no rate to choose, either.

# %% id="means"
worlds = [dl.datasets.make_communities(100, inside=0.10, between=0.03, signal=0.4, seed=seed) for seed in range(10)]


def nearer_mean(graph, rounds):
    """Return the accuracy of giving each node to the nearer mean of the labelled rows."""
    M, known, x = dl.scratch.normalize_adjacency(graph.adjacency, "row"), eight_of(graph), graph.x
    for _ in range(rounds):
        x = M @ x
    means = np.stack([x[known[:4]].mean(axis=0), x[known[4:]].mean(axis=0)])
    nearer = np.linalg.norm(x[:, None] - means, axis=2).argmin(axis=1)
    return np.delete(nearer == graph.y, known).mean()


means_0, means_2 = (np.mean([nearer_mean(graph, rounds) for graph in worlds]) for rounds in (0, 2))

# %% [markdown] id="means-text"
# Beside the network of section 6, in the same worlds:

# %% id="means-claim" atol=0.03
print(f"nearer mean without a round {means_0:.2f}, after two {means_2:.2f}; the network with both {both:.2f}")
dl.claim("Two rounds and the nearer mean get within 0.02 of the network", abs(both - means_2) < 0.02)

# %% [markdown] id="means-explained"
# In these worlds the two sides differ by a shift of the features, and for a shift two means are enough.

# %% [markdown] id="deeper-edges"
# ## Deeper: edges alone
#
# In section 6 the rival on edges alone was plain talk. A network can do without features, too: one-hot columns in
# their place, as for the club.

# %% id="edges-alone" atol=0.03
edges_alone = np.mean([accuracies(graph, dl.scratch.normalize_adjacency(graph.adjacency, "row"), np.eye(100))
                       for graph in worlds], axis=0).max()
talk_2 = telling["plain talk"].mean(axis=0)[1]
print(f"network on edges alone {edges_alone:.2f}; talk after two rounds {talk_2:.2f}, at its best {best_talk:.2f}")
ahead_of_two, behind_best = edges_alone - talk_2, best_talk - edges_alone
dl.claim("A network of two layers beats two rounds of talk by more than 0.02, and is more than 0.03 behind\n"
         "talk that goes on", ahead_of_two > 0.02 and behind_best > 0.03)

# %% [markdown] id="edges-explained"
# So with two rounds each, training makes more of the edges. But talk costs nothing, and more rounds of it bring more.

# %% [markdown] id="deeper-deaf"
# ## Deeper: a deaf ear
#
# Where edges mean nothing, our layer did harm, for it mixes oneself and the friends before any weight sees them. Is
# that the cause? Keep them apart: put $\mathbf{X}$, $\mathbf{M}\mathbf{X}$ and $\mathbf{M}\mathbf{M}\mathbf{X}$ side
# by side, 24 features, and let a network without further talk weigh each of them (William Hamilton and others, 2017,
# keep oneself and friends apart in every layer).

# %% id="deaf" atol=0.03
def side_by_side(inside, between):
    """Return the best mean accuracy when a node's own row and what it hears stand side by side."""
    found = []
    for seed in range(10):
        graph = dl.datasets.make_communities(100, inside=inside, between=between, signal=0.4, seed=seed)
        M = dl.scratch.normalize_adjacency(graph.adjacency, "row")
        rows = np.concatenate([graph.x, M @ graph.x, M @ M @ graph.x], axis=1)
        found.append(accuracies(graph, np.eye(100), rows))
    return np.mean(found, axis=0).max()


apart_telling, apart_meaningless = side_by_side(0.10, 0.03), side_by_side(0.065, 0.065)
features_there = meaningless["features"].mean(axis=0).max()
print(f"edges mean nothing: side by side {apart_meaningless:.2f}, features alone {features_there:.2f}")
print(f"edges tell:         side by side {apart_telling:.2f}, our layer {both:.2f}")

# %% [markdown] id="deaf-explained"
# It can turn a deaf ear, and the harm is nearly gone. There is a small price where the edges do tell. Perhaps because
# three times as many features have to be weighed with the same eight labels; that is a guess, we have not tested it.

# %% id="deaf-claim" atol=0.03
harm, price = features_there - apart_meaningless, both - apart_telling
dl.claim("Side by side, edges without meaning cost less than 0.04", harm < 0.04)
dl.claim("Where edges tell, the choice costs something, but less than 0.05", 0 < price < 0.05)

# %% [markdown] id="deeper-normalize"
# ## Deeper: why divide?
#
# We took means. Would not the plain sum do, $\mathbf{M} = \mathbf{A} + \mathbf{I}$? And Kipf and Welling divide in a
# third way, the edge of $i$ and $j$ by $\sqrt{d_i d_j}$, the degrees with self-loops. Send the features through four
# untrained layers first, then train each way at each rate.

# %% id="three-ways-runs"
ways = {"sum": "sum", "mean": "row", "symmetric": "symmetric", "sum / mean degree": "sum"}
sizes_of, trained = {}, {}
graphs = [world(100, seed) for seed in range(10)]
for name, how in ways.items():
    Ms = [dl.scratch.normalize_adjacency(graph.adjacency, how) for graph in graphs]
    if name == "sum / mean degree":
        Ms = [M / (1 + graph.adjacency.sum(axis=1)).mean() for graph, M in zip(graphs, Ms)]
    trained[name] = np.array([accuracies(graph, M, graph.x) for graph, M in zip(graphs, Ms)])
    net = dl.scratch.graph_network([8, 16, 16, 16, 16, 2], Ms[0], variants=20, seed=range(20))
    sizes_of[name] = [np.sqrt(np.mean(net.hidden(graphs[0].x, number) ** 2)) for number in range(4)]

# %% [markdown] id="three-ways-text"
# The fourth way is a control: plain sums, all divided by one and the same number.

# %% id="three-ways" alt="Left: size of what four untrained layers hand on. With sums it grows to hundreds, with the three others it shrinks slowly. Right: accuracy over the learning rate; the mean, the symmetric way and the sums divided by one number lie together at 0.9, the plain sums below them." live=true
fig, axes = plt.subplots(1, 2, figsize=(11, 4.2))
styles = [("o-", "vermilion"), ("s--", "blue"), ("^:", "green"), ("D-.", "purple")]
for (name, sizes), (style, color) in zip(sizes_of.items(), styles):
    axes[0].semilogy([1, 2, 3, 4], sizes, style, color=dl.plots.COLORS[color], label=name)
    axes[1].semilogx(rates, trained[name].mean(axis=0), style, color=dl.plots.COLORS[color], label=name)
axes[0].set(xlabel="layer", xticks=[1, 2, 3, 4], title="size of the outputs, untrained")
axes[1].set(xlabel="learning rate", title="accuracy, trained", ylim=(0.7, 1))
_ = axes[0].legend()

# %% [markdown] id="three-ways-explained"
# With sums, each round multiplies the signal: after four layers it is hundreds. Is it the size that harms, or that
# nodes with many friends shout louder? The fourth curve divides all sums by one and the same number, the mean degree,
# and the lag is all but gone. So here it is the size. Where some have ten friends and some ten thousand, it need not
# be; our worlds cannot say. Between the two ways of dividing by degrees there is no difference here. The mean is
# easier to understand; the symmetric one keeps $\mathbf{M}$ symmetric, and lets popular neighbours speak more softly.
#
# Sums have a use of their own: they count. A mean cannot tell one friend from ten who say the same.

# %% id="three-ways-claim" atol=0.03
by_sum, by_mean, by_symmetric, by_one_number = (trained[name].mean(axis=0).max() for name in ways)
grown, shrunk = sizes_of["sum"][3] / sizes_of["sum"][0], sizes_of["mean"][3] / sizes_of["mean"][0]
dl.claim("From layer 1 to 4 sums grow more than fiftyfold, means shrink", grown > 50 and shrunk < 1)
behind, apart = min(by_mean, by_symmetric) - by_sum, abs(by_mean - by_symmetric)
dl.claim("At its best rate the sum is more than 0.01 behind; mean and symmetric are within 0.02",
         behind > 0.01 and apart < 0.02)
dl.claim("Sums divided by one number are within 0.02 of the mean", abs(by_one_number - by_mean) < 0.02)

# %% [markdown] id="exercise-symmetric-text"
# ### Exercise: the symmetric way
#
# $\mathbf{M}_{ij} = (\mathbf{A} + \mathbf{I})_{ij} / \sqrt{d_i d_j}$. Mind whose degrees they are.

# %% id="exercise-symmetric" tags=["exercise"]
def symmetric_messages(A):
    """Return Kipf and Welling's message matrix: self-loops added, entry (i, j) divided by sqrt(d_i * d_j).

    A: weights of the edges, at least 0, symmetric, shape (n, n), without self-loops.
    d_i: the sum of row i of A plus 1, for the self-loop.
    Returns an array of shape (n, n); A stays as it is.
    Example: symmetric_messages(np.array([[0, 1], [1, 0]])) is [[0.5, 0.5], [0.5, 0.5]]
    """
    # solution
    roots = np.sqrt(sum(A) + 1)  # sum adds up the rows
    return (A + np.eye(len(A))) / np.outer(roots, roots)

# %% id="check-symmetric"
dl.exercises.symmetric_messages.check(symmetric_messages)

# %% [markdown] id="deeper-smooth"
# ## Deeper: too much talk
#
# Two rounds were good. Are sixty better? To see the rounds alone, take everything else out: let the features go
# through $k$ rounds without weights between them, and train on what comes out, without further talk (after Felix Wu
# and others, 2019).

# %% id="talked"
rounds = [0, 1, 2, 4, 8, 16, 32, 64]


def talked(graph, memory=0.0):
    """Return the features after each number of rounds; in each a node keeps a part of its first ones."""
    M = dl.scratch.normalize_adjacency(graph.adjacency.astype(float), "row")
    h, found = graph.x.astype(float), []
    for k in range(65):
        if k in rounds:
            found.append(h)
        h = (1 - memory) * M @ h + memory * graph.x
    return found

# %% [markdown] id="talked-text"
# Two more runs may tell us what goes wrong, if anything does. One has a **memory**: in every round a node keeps a
# tenth of its own first features (after Johannes Gasteiger and others, 2019, who spread predictions in this way). One
# is **centred**: the same plain rounds, but at the end the mean over all nodes is taken away. All are brought to size
# 1 before the training.
#
# **Predict.** Three curves, accuracy against rounds.

# %% id="smooth" tags=["predict"] alt="Three curves over the number of rounds, from 0 to 64. Plain, accuracy rises from 0.75 to 0.9 at 2 rounds and falls to 0.5 at 32 rounds. With memory, and centred, it stays above 0.84 from two rounds on." atol=0.05
def to_size_1(h):
    return h / np.sqrt(np.mean(h**2))


graphs, nobody_talks = [world(100, seed) for seed in range(6)], np.eye(100)
after = {"plain": [talked(g) for g in graphs], "memory": [talked(g, 0.1) for g in graphs]}
after["centred"] = [[h - h.mean(axis=0) for h in found] for found in after["plain"]]
smooth = {name: np.array([[accuracies(g, nobody_talks, to_size_1(h)) for h in found]
                          for g, found in zip(graphs, results)]) for name, results in after.items()}
_, ax = plt.subplots(figsize=(8, 4.2))
for (name, right), (style, color) in zip(smooth.items(), styles):
    ax.plot(right.mean(axis=0).max(axis=1), style, color=dl.plots.COLORS[color], label=name)
ax.legend(loc="lower left")
_ = ax.set(xlabel="rounds", ylabel="accuracy", xticks=range(8), xticklabels=rounds)

# %% [markdown] id="smooth-explained"
# **Explain.** Each mean brings neighbours closer to each other, until the whole graph is of one opinion: **over-smoothing**
# (Qimai Li and others, 2018). Is what they knew lost, then? The third curve says no. The nodes still differ, but by a
# tiny amount on top of something large that all share, and our training (60 steps, float32) cannot take hold of it.
# Take the shared part away, bring the rest to size 1, and most of the accuracy is back. It was not lost, it was
# drowned. And why is what survives the very thing we look for? Opinions level out quickly inside a community and
# slowly between two, where few edges lead across. That difference lives longest. The control: where edges mean
# nothing, what survives should be worth nothing. The last of the four claims says that it is: a coin gets 0.5.
#
# In practice most graph networks make do with two to four rounds, and deeper ones have a memory.

# %% id="smooth-claim" atol=0.04
plain_best, plain_64, memory_64, centred_64 = (
    smooth[name].mean(axis=0).max(axis=1)[place] for name, place in (("plain", 2), ("plain", 7), ("memory", 7), ("centred", 7)))
spread = [np.linalg.norm(found[7] - found[7].mean(axis=0)) / np.linalg.norm(found[7]) for found in after["plain"]]
largest_spread = max(spread)
dl.claim("Plain talk falls from above 0.88 after 2 rounds to below 0.6 after 64", plain_best > 0.88 and plain_64 < 0.6)
dl.claim("There the nodes differ by less than a ten-thousandth of what they share", largest_spread < 1e-4)
dl.claim("With memory, or centred, accuracy after 64 rounds stays above 0.78", min(memory_64, centred_64) > 0.78)
found = []
for seed in range(6):
    graph = dl.datasets.make_communities(100, inside=0.065, between=0.065, signal=0.4, seed=seed)
    h = talked(graph)[7]
    found.append(accuracies(graph, nobody_talks, to_size_1(h - h.mean(axis=0))))
centred_meaningless = np.mean(found, axis=0).max()
dl.claim("Centred, where edges mean nothing: below 0.6", centred_meaningless < 0.6)

# %% [markdown] id="deeper-motifs"
# ## Deeper: a class for the whole graph
#
# A molecule is poisonous or not; then the label belongs to the graph. Each of ours has seven to ten nodes: a **house**,
# or a **theta** (two nodes joined by three paths, like the letter), and a small tree attached to it. House and theta
# have five nodes, six edges and the same degrees, 3, 3, 2, 2, 2. Only who is joined to whom differs.

# %% id="motifs" alt="Two graphs of ten nodes or fewer: a tree with a house, a square with a roof, and a tree with a theta, two nodes that share three neighbours."
motifs = dl.datasets.make_motifs(200, most_nodes=10, seed=1)
fig, axes = plt.subplots(1, 2, figsize=(9, 3))
for label, ax in enumerate(axes):
    number = np.flatnonzero(motifs.y == label)[0]
    n = int(motifs.x[number].sum())
    dl.plots.plot_graph(motifs.adjacency[number, :n, :n], labels=False, ax=ax)
    ax.set_title(motifs.class_names[label])

# %% [markdown] id="motifs-text"
# The graphs are padded to one size; padding has no edges and the feature 0, and is kept at 0. How many rounds does it
# take? To make it a question of rounds alone, leave the graph layers untrained, 64 random units each, which add up
# messages, and train only a `Dense` on the sum over the nodes.

# %% id="readout"
def readout(motifs, n_rounds, seed):
    """Return the sum over the nodes after some rounds of random weights, shape (n_graphs, 64)."""
    rng = np.random.default_rng(seed)
    h, M = np.repeat(motifs.x, 64, axis=2), dl.scratch.normalize_adjacency(motifs.adjacency, "sum") / 3
    for _ in range(n_rounds):
        W, b = rng.normal(scale=1.4 / 8, size=(64, 64)), rng.normal(size=64)
        h = np.maximum(M @ h @ W + b, 0) * motifs.x
    return h.sum(axis=1)

# %% [markdown] id="motif-predict"
# **Predict.** Accuracy on new graphs after 0, 1, 2, 3, 4 rounds, the mean of ten draws?

# %% id="motif-rounds" tags=["predict"] atol=0.04
def motif_accuracy(n_rounds, seed):
    old, new = (dl.datasets.make_motifs(n, most_nodes=10, seed=2 * seed + k) for k, n in enumerate((200, 500)))
    x, x_new = readout(old, n_rounds, seed), readout(new, n_rounds, seed)
    mean, std = x.mean(axis=0), x.std(axis=0) + 1e-6
    net = dl.scratch.mlp([64, 2], kernel_regularizer=dl.scratch.L2(0.001), seed=seed)
    net.fit((x - mean) / std, old.y, epochs=150, batch_size=None, optimizer=dl.scratch.Adam(0.03))
    return net.accuracy((x_new - mean) / std, new.y)


by_rounds = np.array([[motif_accuracy(k, seed) for seed in range(10)] for k in range(5)])
for k, right in enumerate(by_rounds.mean(axis=1)):
    print(f"{k} rounds: {right:.2f}")

# %% [markdown] id="motif-explained"
# **Explain.** After one round a node knows its degree, and the degrees are the same. After two it knows its
# neighbours' degrees: in the house the two nodes of degree 3 are neighbours, in the theta they are not. (Why not all
# graphs? Two rounds could tell them. Perhaps random weights let only a part of it through; to train the graph layers
# would be the test, and we have not made it.) One can look straight at the thing, too: a house has a triangle, a tree
# and a theta have none. $(\mathbf{A}^3)_{ii}$ counts the walks of three steps from $i$ back to $i$.

# %% id="motif-claim" atol=0.04
at_0_or_1, at_2_to_4 = by_rounds[:2].mean(axis=1).max(), by_rounds[2:].mean(axis=1).min()
dl.claim("Without a round or with one it guesses, below 0.55; from two rounds on it passes 0.7",
         at_0_or_1 < 0.55 and at_2_to_4 > 0.7)

# %% [markdown] id="exercise-triangles-text"
# ### Exercise: a readout that counts
#
# Build the readout that message passing lacks. It tells two triangles from a hexagon, and house from theta.

# %% id="exercise-triangles" tags=["exercise"]
def count_triangles(A):
    """Return how many triangles each graph of a batch has.

    A: adjacency matrices of 0 and 1, symmetric, without self-loops, shape (n_graphs, n, n).
    A triangle is three nodes, each joined to the two others; it counts once.
    Returns an array of shape (n_graphs,).
    Example: count_triangles(np.array([[[0, 1, 1], [1, 0, 1], [1, 1, 0]]])) is [1]
    """
    # solution
    walks = A @ A @ A
    return np.trace(walks, axis1=1, axis2=2) / 6

# %% id="check-triangles"
dl.exercises.count_triangles.check(count_triangles)

# %% [markdown] id="deeper-images"
# ## Deeper: images are graphs, too
#
# A pixel with edges to its four neighbours makes an image a graph, a word with edges to the one before and after
# makes a sentence one. So is a convolution (lesson 13) nothing but a graph convolution on a grid? Mirror a digit, and
# add up all outputs.

# %% id="mirror"
digits = dl.datasets.load_digits()
images = digits.x_train[:100]
mirrored = images[:, :, ::-1]
pixel = np.arange(64).reshape(8, 8)
across = np.stack([pixel[:, :-1].ravel(), pixel[:, 1:].ravel()], axis=1)
down = np.stack([pixel[:-1].ravel(), pixel[1:].ravel()], axis=1)
grid = dl.scratch.normalize_adjacency(dl.scratch.adjacency_matrix(np.concatenate([across, down]), 64), "row")
graph_layer = dl.layers.GraphConvolution(16, "relu")
convolution = keras.layers.Conv2D(16, 3, padding="same", activation="relu")
g, g_mirrored = (graph_layer([x.reshape(100, 64, 1), np.repeat(grid[None], 100, axis=0)]) for x in (images, mirrored.copy()))
c, c_mirrored = (convolution(x[..., None]) for x in (images, mirrored.copy()))

# %% [markdown] id="mirror-text"
# 100 digits, 16 units each, untrained. By how much do the sums over all pixels change, compared with their size?

# %% id="mirror-claim"
def change(outputs, of_mirrored, axes):
    sums, mirrored_sums = (keras.ops.convert_to_numpy(keras.ops.sum(x, axes)) for x in (outputs, of_mirrored))
    return np.linalg.norm(mirrored_sums - sums) / np.linalg.norm(sums)


change_graph, change_convolution = change(g, g_mirrored, 1), change(c, c_mirrored, (1, 2))
dl.claim("Mirrored digits: the sums of a graph layer stay, those of a convolution change by more than 2 %",
         change_graph < 1e-5 and change_convolution > 0.02)

# %% [markdown] id="mirror-explained"
# A convolution has a weight of its own for *left* and for *right*. A graph has neighbours, but none of them is the
# left one; all share one weight. So a graph layer is a convolution with its hands tied: cheaper, and blind to
# direction. Where left and right mean something, keep the convolution. Where there is no left, this is what remains
# of it.

# %% [markdown] id="deeper-cost"
# ## Deeper: what does a round cost?
#
# The matrix of 34 members has $34^2$ entries. That of a million people has $10^{12}$, nearly all of them 0. Count
# multiplications for one feature:

# %% id="cost"
for n, degree in ((34, 4.6), (1_000, 10), (1_000_000, 100)):
    print(f"{n:9,} nodes: dense {n * n:18,}, along the edges {int(n * degree):12,}, ratio {n / degree:8,.0f}")

# %% [markdown] id="along-edges-text"
# So leave the matrix out, and let each edge carry a message both ways:

# %% id="along-edges"
sender, receiver = np.concatenate([club.edges, club.edges[:, ::-1]]).T
heard = np.zeros((34, 3))
np.add.at(heard, receiver, H[sender])
print("the same as A @ H:", np.allclose(heard, A @ H, atol=1e-5))

# %% [markdown] id="cost-text"
# For small graphs the dense product is simple and fast, and that is why we used it. Large ones are kept like this, as
# two lists, who sends and who receives. Libraries for graphs, such as PyTorch Geometric and DGL, do this.

# %% [markdown] id="exercise-adjacency-text"
# ### Exercise: from edges to the matrix
#
# And back: here each edge of a list comes with a weight, such as the number of places where two friends meet.

# %% id="exercise-adjacency" tags=["exercise"]
def weighted_adjacency(edges, n_nodes):
    """Return the adjacency matrix of an undirected graph whose edges have weights.

    edges: a list of tuples (i, j, weight), i and j from 0 to n_nodes - 1, i unequal j. It may be empty.
    An edge that occurs again, either way round, adds its weight.
    Returns an array of shape (n_nodes, n_nodes): entries (i, j) and (j, i) hold the weight, others 0.
    Example: weighted_adjacency([(0, 1, 2.0), (1, 0, 3.0)], 3) is [[0, 5, 0], [5, 0, 0], [0, 0, 0]]
    """
    # solution
    matrix = np.zeros((n_nodes, n_nodes))
    for i, j, weight in edges:
        matrix[i, j] += weight
        matrix[j, i] += weight
    return matrix

# %% id="check-adjacency"
dl.exercises.weighted_adjacency.check(weighted_adjacency)

# %% [markdown] id="deeper-attention"
# ## Deeper: whom to listen to
#
# A mean listens to all friends alike. Petar Veličković and others (2018) let a node weigh them: a score for each
# edge, computed from the two ends, made positive and divided so that the weights of a node's neighbours sum to 1:
# softmax (lesson 03). This is **attention**. In their layer the score is learned; here we fix one, to see the
# mechanism: the more alike two nodes' features, the more attention, $\beta$ times their dot product.

# %% id="attention" atol=0.03
def attend(graph, beta):
    """Return a message matrix: a node keeps its share of the mean, and divides the rest among its friends."""
    share = 1 / (1 + graph.adjacency.sum(axis=1))
    scores = np.where(graph.adjacency > 0, beta * graph.x @ graph.x.T / 8, -1e9)
    return np.diag(share) + (1 - share)[:, None] * dl.scratch.softmax(scores)


betas = [0, 0.5, 1, 2, 4]
attended = {beta: np.mean([accuracies(graph, attend(graph, beta), graph.x) for graph in worlds], axis=0).max() for beta in betas}
equal_at_0 = np.allclose(attend(worlds[0], 0), dl.scratch.normalize_adjacency(worlds[0].adjacency, "row"), atol=1e-6)
print("with beta 0 it is the mean:", equal_at_0)
print({beta: f"{right:.2f}" for beta, right in attended.items()})

# %% [markdown] id="attention-text"
# ($\beta$ times the dot product, divided by 8, the number of features.) $\beta = 0$ is our mean: a node's own share
# stays as it was, and attention divides the rest among the friends. A moderate $\beta$ gains one or two hundredths
# here, too little to call it a finding. The larger $\beta$, the fewer friends count, until only the one most alike is
# heard; the largest one here loses. You will meet attention again: in the networks behind today's language models
# every word listens to all the words before it.

# %% [markdown] id="what-we-learned"
# ## What we learned
#
# - A graph is a matrix: row $i$ lists the neighbours of node $i$. A product with it is one round of messages; with
#   self-loops, after $k$ rounds a node has heard of all within $k$ edges.
# - A graph convolution is a mean over neighbours and a `Dense` that all nodes share,
#   $f(\mathbf{M}\mathbf{H}\mathbf{W} + \mathbf{b})$. Renumber the nodes, and the outputs are renumbered with them;
#   other sizes need no other weights, as long as the features do not number the nodes.
# - On the karate club two labels give 32 or 33 of 34, but talk, which learns nothing, does as well: the edges know
#   nearly all of the answer.
# - Where features and edges each know a part, messages bring them together. In the worlds of section 6 a rule without
#   training reads the result as well as a network; where the answer is an xor of two parts, a hidden layer is needed.
#   Where edges mean nothing, a layer that cannot stop listening does harm.
# - Two triangles and a hexagon look the same from inside. No message can tell them apart.

# %% [markdown] id="terms"
# ## Terms
#
# | English | 한국어 | meaning |
# |---|---|---|
# | graph neural network (GNN) | 그래프 신경망 | network that aggregates information along the edges of a graph |
# | graph | 그래프 | nodes connected by edges |
# | node | 노드 | a point of a graph |
# | edge | 간선 | connection between two nodes |
# | neighbour | 이웃 | node at the other end of an edge |
# | degree | 차수 | number of neighbours |
# | adjacency matrix | 인접 행렬 | 1 where an edge joins two nodes, else 0 |
# | self-loop | 자기 루프 | edge from a node to itself |
# | message passing | 메시지 전달 | each node combines what its neighbours hold |
# | graph convolution | 그래프 합성곱 | message passing followed by a shared dense layer |
# | unstructured data | 비정형 데이터 | a loose name for data without the form of a table; graphs have structure, but an irregular one |
# | permutation equivariance | 순열 등변성 | outputs follow a renumbering of the nodes |
# | invariance | 불변성 | the output stays the same when the nodes are renumbered |
# | readout | 리드아웃 | one answer for a whole graph |
# | over-smoothing | 과평활화 | nodes become alike after many rounds |
# | attention | 어텐션 | weights that say whom to listen to |

# %% [markdown] id="references"
# ## References
#
# - B. Weisfeiler and A. Leman, *The reduction of a graph to canonical form and the algebra which appears therein*, 1968.
# - W. W. Zachary, *An information flow model for conflict and fission in small groups*, Journal of Anthropological
#   Research 33, 1977.
# - F. Scarselli, M. Gori, A. C. Tsoi, M. Hagenbuchner and G. Monfardini, *The graph neural network model*, IEEE
#   Transactions on Neural Networks 20, 2009.
# - W. Hamilton, R. Ying and J. Leskovec, *Inductive representation learning on large graphs*, Advances in Neural
#   Information Processing Systems 30, 2017.
# - T. N. Kipf and M. Welling, *Semi-supervised classification with graph convolutional networks*, International
#   Conference on Learning Representations, 2017.
# - Q. Li, Z. Han and X.-M. Wu, *Deeper insights into graph convolutional networks for semi-supervised learning*,
#   AAAI, 2018.
# - P. Veličković and others, *Graph attention networks*, International Conference on Learning Representations, 2018.
# - J. Gasteiger, A. Bojchevski and S. Günnemann, *Predict then propagate*, International Conference on Learning
#   Representations, 2019.
# - F. Wu and others, *Simplifying graph convolutional networks*, International Conference on Machine Learning, 2019.
# - K. Xu, W. Hu, J. Leskovec and S. Jegelka, *How powerful are graph neural networks?*, International Conference on
#   Learning Representations, 2019.
