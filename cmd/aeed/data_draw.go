package main

import (
	"fmt"
	"io"
	"math"
	"path/filepath"
	"strings"

	"aeed/analysis/plot"
	"aeed/internal/wholefile"
	"aeed/train/skeleton"
)

// poses is how many poses of a clip a picture shows.
const poses = 8

// draw writes skeletons.png and skeletons.gif.
func (flags inspectFlags) draw(src skeleton.Source) error {
	chosen, err := flags.chooseClips(src)
	if err != nil {
		return err
	}
	var clips []plot.SkeletonClip
	for _, i := range chosen {
		clip, err := src.Clip(i)
		if err != nil {
			return err
		}
		clips = append(clips, drawnClip(clip, src.Describe()))
	}
	d := src.Describe()
	strip := plot.SkeletonStrip{
		Heading: plot.Heading{Title: "Skeletons over time", Setting: fmt.Sprintf("%s, %s", d.Format, d.Graph.Name)},
		Clips:   clips, Poses: poses,
	}
	if err := strip.Figure().Save(filepath.Join(flags.out, "skeletons.png")); err != nil {
		return err
	}
	animation := plot.SkeletonAnimation{Clips: clips, FrameRate: flags.frameRate}
	return wholefile.Write(filepath.Join(flags.out, "skeletons.gif"), func(w io.Writer) error { return animation.Encode(w) })
}

// chooseClips returns the places of the clips to draw: those named, or the first
// of each of five classes.
func (flags inspectFlags) chooseClips(src skeleton.Source) ([]int, error) {
	const classes = 5
	var chosen []int
	place := map[string]int{}
	first := map[int]int{} // clip of a class
	for i := src.Len() - 1; i >= 0; i-- {
		r := src.Record(i)
		place[r.Name], first[r.Class] = i, i
	}
	for _, name := range flags.clips {
		i, there := place[name]
		if !there {
			return nil, fmt.Errorf("--clip %s: want a clip of the source; hint: the lists of its splits have their names", name)
		}
		chosen = append(chosen, i)
	}
	if len(chosen) > 0 {
		return chosen, nil
	}
	n := len(src.Describe().Classes)
	shown := min(classes, n)
	for k := range shown {
		if i, there := first[k*n/shown]; there {
			chosen = append(chosen, i)
		}
	}
	if len(chosen) == 0 {
		return nil, fmt.Errorf("the source has no clip to draw; hint: --out none draws nothing")
	}
	return chosen, nil
}

// drawnClip returns a clip as a figure takes it. Coordinates of an image count from
// its top and are turned over.
func drawnClip(clip skeleton.Clip, d skeleton.Description) plot.SkeletonClip {
	g := d.Graph
	s := plot.SkeletonClip{Title: d.Classes[clip.Class] + ", " + clip.Name, Bones: g.Bones(), Head: -1}
	for v, name := range g.Joints {
		switch {
		case strings.HasPrefix(name, "left "):
			s.Left = append(s.Left, v)
		case strings.HasPrefix(name, "right "):
			s.Right = append(s.Right, v)
		case name == "head":
			s.Head = v
		}
	}
	flat := g.Name == skeleton.OpenPose18().Name || g.Name == skeleton.COCO17().Name
	for t := range clip.Frames {
		var bodies [][]plot.Point3
		for m := range clip.Bodies {
			body := make([]plot.Point3, clip.Joints)
			for v := range body {
				body[v] = point(clip, t, v, m, flat)
			}
			bodies = append(bodies, body)
		}
		s.Frames = append(s.Frames, bodies)
	}
	return s
}

// point returns a joint as a figure takes it: in a flat clip one that was not
// found, all zeros, is no point.
func point(clip skeleton.Clip, t, v, m int, flat bool) plot.Point3 {
	x, y, z := float64(clip.At(0, t, v, m)), float64(clip.At(1, t, v, m)), 0.0
	switch {
	case flat && x == 0 && y == 0 && clip.BodyShown(m):
		return plot.Point3{X: math.NaN()}
	case flat:
		y = -y
	case clip.Channels > 2:
		z = float64(clip.At(2, t, v, m))
	}
	return plot.Point3{X: x, Y: y, Z: z}
}
