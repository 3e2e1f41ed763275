package format

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"aeed/train/skeleton"
)

// uclaActions are the published numbers of the actions in the order of the classes,
// whose names are uclaClasses.
var (
	uclaActions = []int{1, 2, 3, 4, 5, 6, 8, 9, 11, 12}
	uclaClasses = []string{
		"pick up with one hand", "pick up with two hands", "drop trash", "walk around", "sit down",
		"stand up", "donning", "doffing", "throw", "carry",
	}
)

// uclaName is what a clip is called: action, subject, episode and view.
var uclaName = regexp.MustCompile(`^a(\d\d)_s(\d\d)_e(\d\d)_v(\d\d)$`)

// The cameras of Northwestern-UCLA; the last one is to test on.
const uclaViews = 3

// OpenUCLA opens the skeletons of Northwestern-UCLA: a folder of files
// aXX_sYY_eZZ_vVV.json, each {"file_name", "label", "skeletons"} with skeletons of
// shape (T, 20, 3): x, y, z in metres. The label, which may be absent, counts from 1.
// Files with another ending are left alone.
//
// The clips come in the order of their names, have one body and are moved so that
// joint 1, the spine, is at the origin in the first frame: the camera's distance would
// cost digits of a float32. The class is the rank of XX among the ten actions, the
// camera VV, and the split xview trains on views 1 and 2 and tests on view 3.
//
// Clip holds one file in memory, of at most 4 MiB, and what JSON makes of it: a few
// times as much, and 0.5 GB for the worst file.
//
// Source: J. Wang, X. Nie, Y. Xia, Y. Wu and S.-C. Zhu, Cross-View Action Modeling,
// Learning, and Recognition, CVPR 2014.
func OpenUCLA(folder string) (skeleton.Source, error) {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, err
	}
	source := &ucla{root: root}
	if err := source.list(); err != nil {
		root.Close()
		return nil, err
	}
	return source, nil
}

func (u *ucla) list() error {
	folder := u.root.Name()
	entries, err := fs.ReadDir(u.root.FS(), ".") // sorted by name
	if err != nil {
		return err
	}
	for _, entry := range entries {
		name, isJSON := strings.CutSuffix(entry.Name(), ".json")
		if !isJSON {
			continue
		}
		record, err := uclaRecord(filepath.Join(folder, entry.Name()), name)
		if err != nil {
			return err
		}
		u.records = append(u.records, record)
	}
	if len(u.records) == 0 {
		return &skeleton.FormatError{File: folder, Want: "files aXX_sYY_eZZ_vVV.json", Found: "none",
			Hint: "name the folder that holds them, all_sqe in the published archive"}
	}
	return nil
}

// uclaRecord reads what the name of a file says.
func uclaRecord(file, name string) (skeleton.Record, error) {
	wrong := func(want, found string) error {
		return &skeleton.FormatError{File: file, Place: "its name", Want: want, Found: found,
			Hint: "the folder must hold no other JSON files than those of Northwestern-UCLA"}
	}
	groups := uclaName.FindStringSubmatch(name)
	if groups == nil {
		return skeleton.Record{}, wrong("aXX_sYY_eZZ_vVV.json", "")
	}
	number := func(group int) int {
		n, _ := strconv.Atoi(groups[group]) // two digits
		return n
	}
	class, subject, view := slices.Index(uclaActions, number(1)), number(2), number(4)
	switch {
	case class < 0:
		return skeleton.Record{}, wrong("action 01 … 06, 08, 09, 11 or 12", "a"+groups[1])
	case subject == 0:
		return skeleton.Record{}, wrong("a subject from 01", "s"+groups[2])
	case view < 1 || view > uclaViews:
		return skeleton.Record{}, wrong(fmt.Sprintf("view 01 … %02d", uclaViews), "v"+groups[4])
	}
	return skeleton.Record{Name: name, Class: class, Subject: subject, Camera: view}, nil
}

type ucla struct {
	root    *os.Root
	records []skeleton.Record
}

func (u *ucla) Describe() skeleton.Description {
	return skeleton.Description{Format: "ucla", Graph: skeleton.UCLA20(), Channels: 3, Bodies: 1, Classes: slices.Clone(uclaClasses)}
}

func (u *ucla) Len() int                     { return len(u.records) }
func (u *ucla) Record(i int) skeleton.Record { return u.records[i] }
func (u *ucla) Close() error                 { return u.root.Close() }

func (u *ucla) Splits() []skeleton.Split {
	split := skeleton.Split{Name: "xview"}
	for _, record := range u.records {
		if record.Camera == uclaViews {
			split.Test = append(split.Test, record.Name)
		} else {
			split.Train = append(split.Train, record.Name)
		}
	}
	return []skeleton.Split{split}
}

func (u *ucla) Clip(i int) (skeleton.Clip, error) {
	name := u.records[i].Name + ".json"
	text, err := readJSON(u.root, name)
	if err != nil {
		return skeleton.Clip{}, err
	}
	return parseUCLA(filepath.Join(u.root.Name(), name), u.records[i], text)
}
