// Package trajectory holds what a trainer in another language needs to log the
// niche widths of a run, for docs/log-a-trajectory.md: log.py, the controller and its
// record in plain Python; pytorch.py, a training loop around it; and softmax.py, a
// classifier that needs Python alone.
//
// The tests demand that the page has the code as it is here, and that what softmax.py
// logs passes a comparison.
package trajectory
