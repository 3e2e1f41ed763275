package kernels

import "aeed/train/program"

type relation struct {
	left, right, relation      matrix
	sequences, joints, columns int32
}

type relationGradient struct {
	relation, dleft, dright    matrix
	products, strength         Pointer
	sequences, joints, columns int32
}

type sharedGradient struct {
	dy                        matrix
	dshared                   Pointer
	sequences, pairs, columns int32
}

type strengthGradient struct {
	dweight, weight, dbias, bias, strength Pointer
	intoWeight, intoBias, dstrength        Pointer
	weights, biases                        int32
}

func (t *translator) topology(o *program.Topology) {
	sequences, joints, r := o.Left.Sequences, o.Left.Joints, o.Left.Columns
	t.add(newLaunch("topology_relation", table(int(tiles(sequences*joints*joints, blockRows)), r), rows,
		relation{t.matrix(o.Left), t.matrix(o.Right), t.matrix(o.Relation), int32(sequences), int32(joints), int32(r)}))
	k := t.product(o.Y, t.source(o.Relation, t.parameters(o.Weight), 1, r))
	k.bias, k.strength, k.shared, k.period = t.parameters(o.Bias), t.parameters(o.Strength), t.parameters(o.Shared), int32(joints*joints)
	t.multiply(k)
}

func (t *translator) topologyAdjoint(a *program.TopologyAdjoint) {
	sequences, joints, r, columns := a.Left.Sequences, a.Left.Joints, a.Left.Columns, a.Y.Columns
	products := t.scratch(4 * a.Relation.Rows() * r)
	k := t.product(a.Relation, t.source(a.DY, t.parameters(a.Weight), r, 1))
	k.to = matrix{products, int64(r)}
	t.multiply(k)
	t.add(newLaunch("topology_relation_gradient", table(int(tiles(sequences*joints, blockRows)), r), rows, relationGradient{
		t.matrix(a.Relation), t.matrix(a.DLeft), t.matrix(a.DRight), products, t.parameters(a.Strength), int32(sequences), int32(joints), int32(r)}))

	dweight, dbias := t.scratch(4*columns*r), t.scratch(4*columns)
	t.weightGradient(&program.Convolution{X: a.Relation, Kernel: 1, Stride: 1, Dilation: 1}, a.DY, dweight, false)
	t.addColumns(a.DY, dbias, false)
	t.add(newLaunch("topology_shared_gradient", [3]uint32{uint32(joints * joints), 1, 1}, rows,
		sharedGradient{t.matrix(a.DY), t.gradients(a.Shared), int32(sequences), int32(joints * joints), int32(columns)}))
	t.add(newLaunch("topology_strength_gradient", [3]uint32{1, 1, 1}, rows, strengthGradient{
		dweight: dweight, weight: t.parameters(a.Weight), dbias: dbias, bias: t.parameters(a.Bias), strength: t.parameters(a.Strength),
		intoWeight: t.gradients(a.Weight), intoBias: t.gradients(a.Bias), dstrength: t.gradients(a.Strength),
		weights: int32(columns * r), biases: int32(columns),
	}))
}
