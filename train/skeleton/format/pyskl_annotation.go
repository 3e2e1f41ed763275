package format

import (
	"fmt"
	"slices"

	"aeed/internal/npy"
	"aeed/internal/pickle"
	"aeed/train/skeleton"
	"aeed/train/skeleton/ntu"
)

// pysklClip is an annotation: a clip in the pickle, or in a raw file.
type pysklClip struct {
	skeleton.Record
	keypoint      *npy.Array // (M, T, V, C)
	score         *npy.Array // (M, T, V), nil unless C is 2
	height, width float32    // of the image, unless C is 3

	rawFile   string     // path; "" for a clip in the pickle
	frameInds *npy.Array // (N), the frame of each person
	boxScore  *npy.Array // (N), nil if there is none
}

// wrong is a fault of a field of an annotation.
func wrong(field, want, found string) error {
	return &npy.FormatError{Place: field, Want: want, Found: found, Hint: "PYSKL's tools/data describes the file"}
}

// parseAnnotation checks an annotation and reads what is short of it.
func parseAnnotation(v pickle.Value) (pysklClip, error) {
	fields, ok := pickle.AsDict(v)
	if !ok {
		return pysklClip{}, wrong("", "a dict", pickle.Kind(v))
	}
	var clip pysklClip
	name, _ := fields.Get("frame_dir")
	text, ok := pickle.String(name)
	if !ok || text == "" {
		return clip, wrong("frame_dir", "a name", pickle.Kind(name))
	}
	label, _ := fields.Get("label")
	class, ok := pickle.Int(label)
	if !ok || class < 0 || class >= maxClass {
		return clip, wrong("label", fmt.Sprintf("a class from 0 to %d", maxClass-1), pickle.Kind(label))
	}
	clip.Record = namedRecord(text, int(class))
	parse := clip.parseKeypoint
	if _, inside := fields.Get("keypoint"); !inside {
		parse = clip.parseRaw
	}
	return clip, parse(fields)
}

// namedRecord returns the record of a clip, with what its name says if that is a
// name of NTU RGB+D.
func namedRecord(name string, class int) skeleton.Record {
	record := skeleton.Record{Name: name, Class: class}
	if n, err := ntu.ParseName(name); err == nil {
		record.Subject, record.Camera, record.Setup = n.Subject, n.Camera, n.Setup
	}
	return record
}

// parseKeypoint opens the arrays of a clip in the pickle.
func (clip *pysklClip) parseKeypoint(fields *pickle.Dict) (err error) {
	if clip.keypoint, err = floats(fields, "keypoint", 4); err != nil {
		return err
	}
	shape := clip.keypoint.Shape
	if clip.keypoint.Len() > maxClip || slices.Max(shape) > maxClass || shape[3] != 2 && shape[3] != 3 {
		return wrong("keypoint", fmt.Sprintf("at most %d coordinates, 2 or 3 for each joint, and %d frames", maxClip, maxClass), describe(clip.keypoint))
	}
	if total, found := fields.Get("total_frames"); found {
		if n, ok := pickle.Int(total); !ok || n != int64(shape[1]) {
			return wrong("total_frames", fmt.Sprintf("%d, as keypoint has", shape[1]), pickle.Kind(total))
		}
	}
	if shape[3] == 3 {
		return nil
	}
	if clip.score, err = floats(fields, "keypoint_score", 3); err != nil {
		return err
	}
	if score := clip.score.Shape; [3]int(score) != [3]int(shape[:3]) {
		return wrong("keypoint_score", fmt.Sprintf("shape %v, as keypoint has", shape[:3]), describe(clip.score))
	}
	return clip.parseImage(fields)
}

// floats opens an array of floats of so many axes.
func floats(fields *pickle.Dict, field string, axes int) (*npy.Array, error) {
	value, _ := fields.Get(field)
	array, err := pickle.Array(value)
	if err != nil {
		return nil, arrayFault(err, "", field)
	}
	if len(array.Shape) != axes || array.DType.Kind != 'f' {
		return nil, wrong(field, fmt.Sprintf("floats of %d axes", axes), describe(array))
	}
	return array, nil
}

// parseImage reads the size of the image.
func (clip *pysklClip) parseImage(fields *pickle.Dict) error {
	value, _ := fields.Get("img_shape")
	sides, ok := pickle.Items(value)
	if !ok || len(sides) != 2 {
		return wrong("img_shape", "the height and width of the image", pickle.Kind(value))
	}
	for i, side := range []*float32{&clip.height, &clip.width} {
		n, ok := pickle.Int(sides[i])
		if !ok || n <= 0 {
			return wrong("img_shape", "a number of pixels", pickle.Kind(sides[i]))
		}
		*side = float32(n)
	}
	return nil
}

// read reads a clip in the pickle.
func (clip *pysklClip) read() (skeleton.Clip, error) {
	const channels = 3
	shape := clip.keypoint.Shape
	points, err := npy.All[float32](clip.keypoint, maxClip)
	if err != nil {
		return skeleton.Clip{}, err
	}
	var scores []float32
	if clip.score != nil {
		if scores, err = npy.All[float32](clip.score, maxClip); err != nil {
			return skeleton.Clip{}, err
		}
	}
	bodies, frames, joints, width := shape[0], shape[1], shape[2], shape[3]
	result := skeleton.NewClip(clip.Record, channels, frames, joints, bodies)
	for m := range bodies {
		for t := range frames {
			for v := range joints {
				point := points[:width]
				points = points[width:]
				if scores != nil {
					clip.set2D(&result, t, v, m, point[0], point[1], scores[0])
					scores = scores[1:]
					continue
				}
				for c, x := range point {
					result.Set(c, t, v, m, x)
				}
			}
		}
	}
	return result, nil
}

// set2D sets a point of the image, unless its score says that it was not seen.
func (clip *pysklClip) set2D(result *skeleton.Clip, t, v, m int, x, y, score float32) {
	if score == 0 {
		return
	}
	result.Set(0, t, v, m, (x-clip.width/2)/(clip.width/2))
	result.Set(1, t, v, m, (y-clip.height/2)/(clip.height/2))
	result.Set(2, t, v, m, score)
}
