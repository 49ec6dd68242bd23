from dlcourse.layers.rrelu import RReLU as RReLU
