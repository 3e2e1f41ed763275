package format

import (
	"os"
	"testing"

	"aeed/internal/npy"
)

// The targets hold their readers to this: an error that names the file and ends in a
// hint, or a source whose clips are what its description says, or are such an error.

func FuzzNPZ(f *testing.F) {
	f.Add(readFile(f, numpyFile("NTU60_CS.npz")))
	f.Add(readFile(f, numpyFile("packed_CV.npz")))
	f.Add(ntuArchive(f, ntuArrays()))
	f.Fuzz(func(t *testing.T, content []byte) {
		source, err := newNPZ(inMemory("fuzz.npz", content))
		if err != nil {
			wantFileFault(t, err, "fuzz.npz")
			return
		}
		readSource(t, source, "fuzz.npz")
	})
}

func FuzzPyskl(f *testing.F) {
	for _, name := range []string{"ntu3d-2.pkl", "ntu3d-4.pkl", "ntu3d-5.pkl", "coco2d.pkl", "k400/k400_hrnet.pkl"} {
		f.Add(readFile(f, numpyFile(name)))
	}
	f.Add([]byte(pysklOf(annotation(soundAnnotation("a")), annotation(soundRaw("b")))))
	root, err := os.OpenRoot(numpyFile("k400"))
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { root.Close() })
	f.Fuzz(func(t *testing.T, content []byte) {
		source, err := newPyskl(inMemory("fuzz.pkl", content), root)
		if err != nil {
			wantFileFault(t, err, "fuzz.pkl")
			return
		}
		readSource(t, source, "fuzz.pkl")
	})
}

func FuzzKineticsNPY(f *testing.F) {
	f.Add(readFile(f, numpyFile("kinetics/train_data.npy")), readFile(f, numpyFile("kinetics/train_label.pkl")))
	f.Add([]byte(npyOf(f, npy.Float32, 1, 3, 2, 25, 1)), []byte(labelsOf("S001C002P003R002A013", 12)))
	f.Fuzz(func(t *testing.T, data, labels []byte) {
		source := &kineticsNPY{folder: "fuzz"}
		half, err := newKineticsHalf(inMemory("fuzz", data), inMemory("fuzz", labels))
		if err == nil {
			source.halves = [2]kineticsHalf{half, {path: "fuzz", data: half.data}}
			err = source.describe()
		}
		if err != nil {
			wantFileFault(t, err, "fuzz")
			return
		}
		readSource(t, source, "fuzz")
	})
}
