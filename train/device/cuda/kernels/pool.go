package kernels

import "aeed/train/program"

type pool struct {
	x, y, dx, dy                                         matrix
	sequences, joints, columns, framesX, framesY, stride int32
}

func (t *translator) pool(m *program.MaxPool) pool {
	return pool{x: t.matrix(m.X), y: t.matrix(m.Y), sequences: int32(m.X.Sequences), joints: int32(m.X.Joints), columns: int32(m.X.Columns),
		framesX: int32(m.X.Frames), framesY: int32(m.Y.Frames), stride: int32(m.Stride)}
}

func (t *translator) maxPool(m *program.MaxPool) {
	t.add(newLaunch("max_pool", table(int(tiles(m.Y.Rows(), blockRows)), m.Y.Columns), rows, t.pool(m)))
}

func (t *translator) maxPoolAdjoint(a *program.MaxPoolAdjoint) {
	k := t.pool(a.MaxPool)
	k.dx, k.dy = t.matrix(a.DX), t.matrix(a.DY)
	t.add(newLaunch("max_pool_gradient", table(int(tiles(a.DX.Rows(), blockRows)), a.DX.Columns), rows, k))
}
