package ntu

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"aeed/train/skeleton"
)

func TestReadBadList(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bad.txt")
	write(t, path, "2 of the samples have no skeletons.\r\nPlease skip:\n\nS001C002P005R002A008\r\n# a remark\n\n  S032C003P067R002A077.skeleton")
	got, err := ReadBadList(path)
	if want := []string{"S001C002P005R002A008", "S032C003P067R002A077"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("%v, %v, want %v", got, err, want)
	}
	if _, err := ReadBadList(path + "x"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: error %v", err)
	}
}

func TestReadBadListRefuses(t *testing.T) {
	const good = "S001C002P005R002A008\n"
	var many strings.Builder
	for range maxBadNames + 1 {
		many.WriteString(good)
	}
	for text, want := range map[string]string{
		"":                               "line 0: want the name of a recording, found the end of the list",
		"no names\nat all":               "line 2: want the name of a recording, found the end of the list",
		"S001C002P005R002A08\n":          "line 1: want the name of a recording, found",
		good + "\nS001C002P005R002A008a": "line 3: want the name of a recording, found",
		good + "two words":               "line 2: want the name of a recording, found",
		good + "../S001C002P005R002A008": "line 2: want the name of a recording, found",
		good + strings.Repeat("x", 5000): "line 2: want a line of less than 4096 bytes",
		many.String():                    fmt.Sprintf("line %d: want at most 262144 names", maxBadNames+1),
	} {
		got, err := readBadList("bad.txt", strings.NewReader(text))
		var wrong *skeleton.FormatError
		if !errors.As(err, &wrong) || got != nil || !strings.HasPrefix(err.Error(), "bad.txt: "+want) || wrong.Hint == "" {
			t.Errorf("%.60q: %d names, error %v", text, len(got), err)
		}
	}
	broken := errors.New("broken")
	if _, err := readBadList("bad.txt", iotest.ErrReader(broken)); !errors.Is(err, broken) {
		t.Errorf("error %v", err)
	}
}
