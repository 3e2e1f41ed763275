package train

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"aeed/internal/wholefile"
)

// A metricsLog is metrics.jsonl, open to be continued.
type metricsLog struct {
	file  *os.File
	lines []Metrics
}

// openMetrics opens or makes the file at path and drops a torn last line.
func openMetrics(path string) (*metricsLog, error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, err
	}
	l := &metricsLog{file: file}
	if err := errors.Join(l.read(path), wholefile.SyncFolder(path)); err != nil {
		file.Close()
		return nil, err
	}
	return l, nil
}

func (l *metricsLog) read(path string) error {
	content, err := io.ReadAll(l.file)
	if err != nil {
		return err
	}
	whole := bytes.LastIndexByte(content, '\n') + 1
	for i, line := range bytes.Split(content[:whole], []byte("\n")) {
		if len(line) == 0 {
			continue
		}
		var m Metrics
		if err := json.Unmarshal(line, &m); err != nil || m.Epoch != i {
			return fmt.Errorf("%s: line %d: want the metrics of epoch %d; hint: the file was changed; train into another folder", path, i+1, i)
		}
		l.lines = append(l.lines, m)
	}
	if err := l.file.Truncate(int64(whole)); err != nil {
		return err
	}
	_, err = l.file.Seek(0, io.SeekEnd)
	return err
}

// append adds the metrics of an epoch and syncs, unless the epoch is there.
func (l *metricsLog) append(m Metrics) error {
	if m.Epoch < len(l.lines) {
		return nil
	}
	line, err := json.Marshal(m)
	if err != nil {
		return err
	}
	if _, err := l.file.Write(append(line, '\n')); err != nil {
		return err
	}
	l.lines = append(l.lines, m)
	return l.file.Sync()
}

// ReadMetrics returns the metrics of every epoch of the run in a folder.
func ReadMetrics(dir string) ([]Metrics, error) {
	l, err := openMetrics(filepath.Join(dir, metricsFile))
	if err != nil {
		return nil, err
	}
	return l.lines, l.file.Close()
}

// BestAccuracy returns the highest accuracy of the test clips after any epoch of
// the run in a folder.
func BestAccuracy(dir string) (float64, error) {
	lines, err := ReadMetrics(dir)
	best := 0.0
	for _, m := range lines {
		best = max(best, m.Accuracy)
	}
	return best, err
}
