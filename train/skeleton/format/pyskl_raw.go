package format

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"aeed/internal/npy"
	"aeed/internal/pickle"
	"aeed/train/skeleton"
)

// rawBodies is how many persons of a frame a clip of a raw file takes.
const rawBodies = 2

// parseRaw reads where the key points of a clip are.
func (clip *pysklClip) parseRaw(fields *pickle.Dict) (err error) {
	path, _ := fields.Get("raw_file")
	clip.rawFile, _ = pickle.String(path)
	if clip.rawFile == "" {
		return wrong("", "a field keypoint, or raw_file", "neither")
	}
	if !filepath.IsLocal(filepath.FromSlash(clip.rawFile)) {
		return wrong("raw_file", "a path within the folder", fmt.Sprintf("%.60q", clip.rawFile))
	}
	frames, _ := fields.Get("frame_inds")
	if clip.frameInds, err = pickle.Array(frames); err != nil {
		return arrayFault(err, "", "frame_inds")
	}
	if n := clip.frameInds; len(n.Shape) != 1 || n.DType.Kind == 'f' || n.Len() > maxClip {
		return wrong("frame_inds", "a frame for each person", describe(n))
	}
	if _, found := fields.Get("box_score"); found {
		if clip.boxScore, err = floats(fields, "box_score", 1); err != nil {
			return err
		}
		if clip.boxScore.Len() != clip.frameInds.Len() {
			return wrong("box_score", fmt.Sprintf("%d scores, as frame_inds has frames", clip.frameInds.Len()), describe(clip.boxScore))
		}
	}
	return clip.parseImage(fields)
}

// kpfiles remembers the arrays of the raw files that have been used. A file is
// open only while it is read.
type kpfiles struct {
	mutex  sync.Mutex
	arrays map[string]map[string]*npy.Array // by path and name of the clip
}

// readRaw reads a clip of a raw file.
func (s *pyskl) readRaw(clip *pysklClip) (skeleton.Clip, error) {
	arrays, err := s.kpfiles.open(s.root, clip.rawFile)
	if err != nil {
		return skeleton.Clip{}, err
	}
	keypoint := arrays[clip.Name]
	persons, joints := clip.frameInds.Len(), s.description.Graph.Vertices()
	if keypoint == nil {
		return skeleton.Clip{}, wrong(clip.rawFile, "the key points of the clip", "none")
	}
	if shape := keypoint.Shape; len(shape) != 3 || shape[0] != persons || shape[1] != joints || shape[2] != 3 || keypoint.Len() > maxClip {
		return skeleton.Clip{}, wrong(clip.rawFile, fmt.Sprintf("key points of shape [%d %d 3], as frame_inds and the graph say", persons, joints), describe(keypoint))
	}
	points, err := npy.All[float32](keypoint, maxClip)
	if err != nil {
		return skeleton.Clip{}, arrayFault(err, "", clip.rawFile)
	}
	frames, err := clip.rank()
	if err != nil {
		return skeleton.Clip{}, err
	}
	result := skeleton.NewClip(clip.Record, 3, len(frames), joints, rawBodies)
	for t, people := range frames {
		for m, row := range people[:min(len(people), rawBodies)] {
			for v := range joints {
				point := points[(row*joints+v)*3:]
				clip.set2D(&result, t, v, m, point[0], point[1], point[2])
			}
		}
	}
	return result, nil
}

// rank returns the rows of the persons of each frame that shows one, the surest
// person first.
func (clip *pysklClip) rank() ([][]int, error) {
	inds, err := npy.All[int64](clip.frameInds, maxClip)
	if err != nil {
		return nil, arrayFault(err, "", "frame_inds")
	}
	scores := make([]float32, len(inds))
	if clip.boxScore != nil {
		if scores, err = npy.All[float32](clip.boxScore, maxClip); err != nil {
			return nil, arrayFault(err, "", "box_score")
		}
	}
	rows := make([]int, len(inds))
	for row, frame := range inds {
		if frame < 0 {
			return nil, wrong("frame_inds", "frames from 0", fmt.Sprint(frame))
		}
		rows[row] = row
	}
	slices.SortStableFunc(rows, func(i, j int) int {
		return cmp.Or(cmp.Compare(inds[i], inds[j]), cmp.Compare(scores[j], scores[i]))
	})
	var frames [][]int
	for i, row := range rows {
		if i == 0 || inds[row] != inds[rows[i-1]] {
			frames = append(frames, nil)
		}
		frames[len(frames)-1] = append(frames[len(frames)-1], row)
	}
	return frames, nil
}

// open returns the arrays of the raw file at path below root.
func (k *kpfiles) open(root *os.Root, path string) (map[string]*npy.Array, error) {
	k.mutex.Lock()
	defer k.mutex.Unlock()
	if arrays := k.arrays[path]; arrays != nil {
		return arrays, nil
	}
	found, info, err := findRaw(root, path)
	if err != nil {
		return nil, err
	}
	file := onDemand{root, found}
	value, _, err := pickle.Read(file, info.Size(), pickle.NumPy)
	if err != nil {
		return nil, arrayFault(err, "", path)
	}
	clips, ok := pickle.AsDict(value)
	if !ok {
		return nil, wrong(path, "a dict of clips", pickle.Kind(value))
	}
	arrays := make(map[string]*npy.Array, len(clips.Keys))
	for i, key := range clips.Keys {
		name, _ := pickle.String(key)
		fields, ok := pickle.AsDict(clips.Values[i])
		if !ok {
			return nil, wrong(path, "a dict for clip "+name, pickle.Kind(clips.Values[i]))
		}
		if arrays[name], err = floats(fields, "keypoint", 3); err != nil {
			return nil, arrayFault(err, "", path+", clip "+name)
		}
	}
	if k.arrays == nil {
		k.arrays = map[string]map[string]*npy.Array{}
	}
	k.arrays[path] = arrays
	return arrays, nil
}

// findRaw returns where the file of a path is below root: there, or at what is
// left of the path without some of its first folders.
func findRaw(root *os.Root, path string) (string, fs.FileInfo, error) {
	for rest := path; ; {
		info, err := root.Stat(filepath.FromSlash(rest))
		if err == nil && info.Mode().IsRegular() {
			return filepath.FromSlash(rest), info, nil
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", nil, wrong("raw_file", "a file within the folder", err.Error())
		}
		_, tail, more := strings.Cut(rest, "/")
		if !more {
			return "", nil, wrong("raw_file", fmt.Sprintf("a file %.60q below the folder of the annotations", path), "none")
		}
		rest = tail
	}
}

// onDemand is a file that is open only while it is read.
type onDemand struct {
	root *os.Root
	path string
}

// ReadAt implements io.ReaderAt.
func (f onDemand) ReadAt(p []byte, offset int64) (int, error) {
	file, err := f.root.Open(f.path)
	if err != nil {
		return 0, err
	}
	defer file.Close()
	return file.ReadAt(p, offset)
}
