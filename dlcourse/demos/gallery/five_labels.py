"""Demo: label a few letters by hand, and see how many others a base tells apart by them."""

from functools import cache

import numpy as np
from matplotlib.figure import Figure

from dlcourse import datasets, scratch
from dlcourse.demos.core.controls import Button, Choice
from dlcourse.demos.core.demo import Demo
from dlcourse.demos.core.panels import panels, set_margins
from dlcourse.plots.style import CLASS_COLORS, COLORS

DIGITS, EACH, DIRECTIONS, GAMES = 5, 24, 8, 300
EYES = ("read 0 to 4, moved about", "read 0 to 4, never moved", "never trained")
TRUTH = np.repeat(np.arange(DIGITS), EACH)

#: The letters as each base sees them: the parts of their features along the eight directions in
#: which they differ most, 00 to 99, eight numbers a letter, as `compute` found them.
FOUND = {
    "read 0 to 4, moved about": """
654738655745515045785365605163462735566242543942478143646154434039316057365456387852425358424543
554935725338455351314970435855447853466052374543522871483757454348994963366048434162344649714650
687168553938563250733562534248395030606644546248513536546158495473645159555742456538395245625644
765954566049463858255453496051424433356854495258433263603853614566323862545046513943266047525050
217650274856555833455973443553703270515757303950374658113765515340535339636943611256585157312947
135566422743564235448818314928551667595555383045205361436724464815546359514138572068494362544052
415165205547565024525846674858465462443363545739464089193451375535354157645349532954464471575056
166266471932665037404728705953572775566850455251253547396255504834635053724942503344441757605356
402751334856634070453739442345582134444545503442568135362542644872435334683565566157374321335562
753250435742576172347053493958604935264334464553558046613860416152745546693053492635494162575857
763054545141506387728245474951385473573471355144644029362839404948523349264852577750594850684154
733352525532496578656835552944554593455030665762478745415456656177738053406237515127393244563852
445325483537534581656246436438473574565335467443455078624666505546624474496736613965325652515454
459643564662495063482449274346445335264529534345513050684950585554652743495150417353646154605442
436537515963405750274459535753456045315358564250563450475459595148474977414245637048674853564552
653033563148365479455457535542504242716747575655643060665049526056395250595861485032536750566047
565952556746573248433549504946366435432555505449203843504450414157383235564845414429475445544641
565931355950625934343753604243462936456451494955362944575954594574474438664845478754635154444947
405928325146564927316355494363475530554541534842442767464757544187606247554644416281334842545653
303833454645433872356761504453582630585850444844223459645240474864393228404248436741411855484752
""",
    "read 0 to 4, never moved": """
635477383542455453067558505147553530392366495354630239355147545437774944683954567737624131523744
593876673148544941697252643855468554524944573748238135405457525789104250614854523034375265514341
865738696865424468193668364934534461676071495144335564303139494389434942415740404791593454404859
783263453958354244866046654752462755806245465743477240657351484953417640404042471929648141535447
331216475056624766348565604555495104475340513861248625486146485938284125495141583504275242616259
472851577644404953831358606944464800395254614357312645503159555652125643634841522223203247576450
746918636164434120174548575549531831484950514146228732575764574830186946474653480836413742575246
662252737935515109404130434851496401515960494455132738344757555123094338416157561464233647415648
218362425443544861832886385251600948453249494856993536605643594756498663315362489846236052476047
486486693952664862738567556059543673228739424961955331315249614388452934464762490454614446505444
576972654754525468528450416053594772236235474940617610703543455083372155574159456789592647515055
634379733355545466924747415755569838354257476447573876543751495067775527406453530781465048425253
424146763037474978833637486246478941516370485050474254367254494185454122504250528331514948355953
620730525251494876634260383048534238026847454550554677585941475261283643433541427481683857585049
464335274040424126507655524447396071662738394955548443405850435635317855544042527071494359594351
185927583841365087634336325645417370603467475154725859495558445572636233615245485972755165445351
461961394952345415324263535447433481404351424156044438446148505120734947344950430739565454514642
785743323439534008375751375957453657404456454763153067545051524437804438334645487863715037624952
734618544238605035537559664849431464585560534539318048466056514469646244325945459628344344415440
345421774156504273587455516045571838714955495042372775375845525030853269484042552587385239424648
""",
    "never trained": """
366945635653565610812558647027347231433542576451148250352766424769215136465157455873626738426846
205540533034593449215738564952392841367452445255934245454155424308534952367547613655353161524343
323747825171336020813358515752487016544950594944486535395241503162655779375344416045225650453757
687651664152523961236740525250484256595877536657741852484359505045504451545464483067425066427153
287361235257565425237156667154377774404818516259513529345541145982745834445449503475523819446254
532140514368516888545461375740735473245344595855587155413638606154502749486757514169531543454658
465366676763316158623445534451496267453957544552926453645144344656427146615073534578483159444354
232236554568585279634728433137372171225443635243665844234537444076816930315769495042631858404450
724061376249484442465786491352648060323443464468063344592144554875586455474563271219425238335244
724968696548613773205465506241425661546261285668032965443632394410395347294038446658553374535740
642533655034453564765757326531233353655551473558354159575021555920243441463859455735633750494445
744150833236653853347244273337411627813837594758008133625365363075719045316729478245455366335163
154937533742675063336455395839670636525959663643713347405160455324445330403854420537583745435344
197647555057465816334558394267513547275955475552683435515156584218576342536053435949665261482953
295779445262416569444548647053384956704657546258603822483833346569353446436760516927374440594258
554638635141544578716973414145424616424247455051724216584748455065374647484642594319433851454350
807730524162515748583239574465454747354263403546535130356745466244535946582748517153454662625439
054775426344443957795849634260673956204563414747645831516854524660606351633233457247656839414847
115160375444515061276444527268586134566456735855874552394846454479526372374045351145686245604964
366956615837457375302447454846466544604867526141604850476360665137414857813548444569686177354346
""",
}


def letters() -> np.ndarray:
    """Return the images: 24 of each new digit, each moved by up to 4 pixels, (120, 28, 28, 1)."""
    data = datasets.load_mnist_5k()
    rows = [np.flatnonzero(data.y_test == digit)[:EACH] for digit in range(DIGITS, 10)]
    return moved(data.x_test[np.concatenate(rows)], 1)


def moved(images: np.ndarray, seed: int, most: int = 4) -> np.ndarray:
    """Return the images, each moved by up to `most` pixels each way, with an axis of channels."""
    corners = np.random.default_rng(seed).integers(0, 2 * most + 1, size=(len(images), 2))
    framed = np.pad(images, ((0, 0), (most, most), (most, most)))
    pairs = zip(framed, corners, strict=True)
    return np.stack([image[top : top + 28, left : left + 28] for image, (top, left) in pairs])[
        ..., None
    ]


def compute(eyes: str, passes: int = 10) -> np.ndarray:
    """Train a base, or take a random one, and return what `FOUND` stores, shape (120, 8)."""
    rng = np.random.default_rng(15)
    shapes = [(5, 5, 1, 12), (3, 3, 12, 24), (384, 64), (64, 5)]
    draw = scratch.glorot_uniform
    kernels = [draw(shape, rng, kernel_axes=len(shape)) for shape in shapes]
    (one, two, dense, head), zeros = kernels, [np.zeros(s[-1], "float32") for s in shapes]
    act = scratch.Activation
    layers = [scratch.Conv2D(one, zeros[0], strides=2), act(scratch.relu), scratch.MaxPooling2D()]
    layers += [scratch.Conv2D(two, zeros[1]), act(scratch.relu), scratch.Flatten()]
    layers += [scratch.Dense(dense, zeros[2]), act(scratch.relu), scratch.Dense(head, zeros[3])]
    network = scratch.Network(layers, scratch.SparseCategoricalCrossentropy(from_logits=True))
    data = datasets.load_mnist_5k()
    old = data.y_train < DIGITS
    adam = scratch.Adam(scratch.CosineDecay(0.004, 40 * passes))
    for number in range(0 if eyes == EYES[2] else passes):
        x = moved(data.x_train[old], number, 4 if eyes == EYES[0] else 0)
        network.fit(x, data.y_train[old], batch_size=50, optimizer=adam, seed=number)
    features = letters()
    for layer in network.layers[:-1]:
        features = layer.forward(features)
    return _along_directions(features)


def _along_directions(features: np.ndarray) -> np.ndarray:
    """Return parts along the directions of largest variance, 0 to 99; all letters as long."""
    features = features / np.linalg.norm(features, axis=1, keepdims=True)
    features = features - features.mean(axis=0)
    _, _, directions = np.linalg.svd(features, full_matrices=False)
    parts = features @ directions[:DIRECTIONS].T
    return np.clip(np.round(49.5 + 49.5 * parts / np.abs(parts).max()), 0, 99).astype(int)


@cache
def seen(eyes: str) -> np.ndarray:
    """Return what this base makes of the letters, shape (120, 8)."""
    text = "".join(FOUND[eyes].split())
    numbers = [int(text[i : i + 2]) for i in range(0, len(text), 2)]
    return np.reshape(numbers, (DIGITS * EACH, DIRECTIONS)).astype(float)


def read(eyes: str, labelled: tuple) -> np.ndarray:
    """Return the digit, 0 to 4 for 5 to 9, that each letter is taken for, or -1 without labels.

    A letter belongs to the digit whose labelled letters are nearest to it on average.
    """
    if not labelled:
        return np.full(len(TRUTH), -1)
    points, chosen = seen(eyes), np.array(labelled)
    known = np.unique(TRUTH[chosen])
    means = np.stack([points[chosen[TRUTH[chosen] == digit]].mean(axis=0) for digit in known])
    return known[((points[:, None] - means) ** 2).sum(axis=-1).argmin(axis=1)]


def score(eyes: str, labelled: tuple) -> float:
    """Return which share of the letters without a label is read right."""
    others = np.setdiff1d(np.arange(len(TRUTH)), labelled)
    return float(np.mean(read(eyes, labelled)[others] == TRUTH[others]))


def at_random(draw: int) -> tuple:
    """Return one letter of each digit."""
    inside = np.random.default_rng(draw).integers(0, EACH, size=DIGITS)
    return tuple((inside + EACH * np.arange(DIGITS)).tolist())


@cache
def of_chance(eyes: str) -> np.ndarray:
    """Return the scores of many random choices of five letters."""
    return np.array([score(eyes, at_random(1000 + game)) for game in range(GAMES)])


def give_label(letter: int, labelled: tuple) -> dict:
    """Label a letter, or take its label away."""
    if letter in labelled:
        return {"labelled": tuple(one for one in labelled if one != letter)}
    return {"labelled": (*labelled, letter)}


def draw_five(labelled: tuple, draw: int) -> dict:
    """Label one more letter of each digit, drawn at random."""
    more = (letter for letter in at_random(draw + 1) if letter not in labelled)
    return {"labelled": (*labelled, *more), "draw": draw + 1}


def clear() -> dict:
    """Take all labels away."""
    return {"labelled": ()}


class Table:
    """Left the letters as points, right the score among those of random choices."""

    def __init__(self, figure: Figure) -> None:
        """Make what stays."""
        set_margins(figure, left=0.3, right=0.3, bottom=0.65, top=0.5)
        self.plane, self.bars = panels(figure, (1.5, 1))
        self.kinds = [
            self.plane.scatter([], [], s=110, color=color, marker=f"${5 + k}$", lw=0.3)
            for k, color in enumerate(CLASS_COLORS[:DIGITS])
        ]
        (self.wrong,) = self.plane.plot([], [], "x", color="black", ms=13, mew=0.8, zorder=4)
        look = {"facecolor": "none", "edgecolor": "black", "linewidths": 2.5, "zorder": 5}
        self.labelled = self.plane.scatter([], [], s=330, **look)
        self.letters = self.plane.scatter(np.zeros(120), np.zeros(120), s=1, alpha=0)
        self.plane.set(xticks=[], yticks=[])
        edges = np.linspace(0, 1, 26)
        *_, self.games = self.bars.hist([0], edges, color=COLORS["sky"], alpha=0.7)
        self.mine = self.bars.axvline(0, color=COLORS["vermilion"], lw=3)
        self.yours = self.bars.text(0, 97, " yours", color=COLORS["vermilion"], va="top")
        self.bars.set(xlim=(0, 1), ylim=(0, 100), yticks=[], xlabel="share read right")
        self.bars.set_title(f"{GAMES} random choices of five")
        self.edges, self.eyes = edges, None

    def update(self, eyes: str, labelled: tuple) -> str:
        """Show these values."""
        points = seen(eyes)
        if eyes != self.eyes:
            self.eyes = eyes
            self._enter(points[:, :2], of_chance(eyes))
        found = read(eyes, labelled)
        wrong = (found != TRUTH) if labelled else np.zeros(len(TRUTH), bool)
        self.wrong.set_data(*points[wrong, :2].T)
        self.labelled.set_offsets(points[list(labelled), :2] if labelled else np.zeros((0, 2)))
        right = score(eyes, labelled)
        self.mine.set_xdata([right, right])
        self.yours.set_x(right)
        better = np.mean(of_chance(eyes) < right)
        told = f"{len(labelled)} labels: {100 * right:.0f} % read right"
        self.plane.set_title(told)
        return f"{told}; better than {100 * better:.0f} % of random choices of five."

    def _enter(self, points: np.ndarray, scores: np.ndarray) -> None:
        """Show another base's view of the letters."""
        for kind, own in zip(self.kinds, np.split(points, DIGITS), strict=True):
            kind.set_offsets(own)
        self.letters.set_offsets(points)
        low, high = points.min(axis=0), points.max(axis=0)
        self.plane.set(xlim=(low[0] - 4, high[0] + 4), ylim=(low[1] - 4, high[1] + 4))
        for bar, count in zip(self.games, np.histogram(scores, self.edges)[0], strict=True):
            bar.set_height(count)


demo = Demo(
    name="five_labels",
    title="Which five would you label?",
    look_for=(
        "Five right labels (circles), one of each digit, and this base reads no more than by "
        "guessing (crosses: wrong). Clear, and click five that do better. Can you beat most random "
        "choices? And five labels of each digit: do they help all three bases alike?"
    ),
    scene=Table,
    controls=[
        Choice(name="eyes", options=EYES, label="the base"),
        Choice(
            name="letter",
            options={f"{5 + i // EACH}, number {1 + i % EACH}": i for i in range(DIGITS * EACH)},
            on="letters",
            label="label this letter",
            action=give_label,
        ),
        Button(name="draw_five", action=draw_five, label="Five more at random"),
        Button(name="clear", action=clear, label="Clear"),
    ],
    state={"labelled": at_random(42), "draw": 42},
    figsize=(11, 5),
)
