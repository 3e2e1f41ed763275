package sweep

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"aeed/sim"
)

// Options are how a sweep is run; they don't change its results.
type Options struct {
	Workers  int                     // goroutines, all processors with 0
	Progress func(done, total int64) // told of the points of the shard that are done, first of those found done; may be nil
}

// Interrupted is the error of a sweep whose context ended. What is done is on
// disk, and the same Run goes on from there.
type Interrupted struct {
	Done, Total int64 // points
	Cause       error
}

func (e *Interrupted) Error() string {
	return fmt.Sprintf("sweep: interrupted after %d of %d points; hint: the same command resumes", e.Done, e.Total)
}

func (e *Interrupted) Unwrap() error { return e.Cause }

// Run computes the points of a spec, or of its shard, into the folder dir, and
// opens the results. It goes on where a Run of the same spec has stopped, for
// whatever reason, and the results are the same, byte for byte, as those of one
// that nothing stopped. If dir has the results already, it only opens them.
//
// Memory does not grow with the number of points. Errors are those of Spec.Space,
// *Interrupted, a folder that belongs to another spec or another process, and
// those of the disk.
func Run(ctx context.Context, spec *Spec, dir string, o Options) (r *Results, err error) {
	space, err := spec.Space()
	if err != nil {
		return nil, err
	}
	release, err := claim(dir, space.spec)
	if err != nil {
		return nil, err
	}
	defer release()
	table, notes := filepath.Join(dir, tableName), filepath.Join(dir, journalName)
	if !exists(table) {
		if err := compute(ctx, space, notes, table, o); err != nil {
			return nil, err
		}
	}
	if err := os.Remove(notes); err != nil && !os.IsNotExist(err) {
		return nil, diskError("remove", notes, err)
	}
	return Open(dir)
}

// compute fills the journal and makes the table of it.
func compute(ctx context.Context, space *Space, notes, table string, o Options) error {
	j, err := openJournal(notes, space)
	if err != nil {
		return err
	}
	defer j.close()
	chunks := space.spec.shard.chunks(space.chunks())
	total := space.shardPoints(chunks)
	tell := func() {
		if o.Progress != nil {
			o.Progress(space.shardPoints(j.done), total)
		}
	}
	tell()
	if err := fill(ctx, j, chunks, o.Workers, tell); err != nil {
		return err
	}
	if j.done < chunks {
		return &Interrupted{space.shardPoints(j.done), total, ctx.Err()}
	}
	err = writeTable(table, space, func(k int64) ([]sim.Summary, error) {
		if ctx.Err() != nil {
			return nil, &Interrupted{total, total, ctx.Err()}
		}
		return j.read(k)
	})
	if interrupted, ok := errors.AsType[*Interrupted](err); ok {
		return interrupted
	}
	return err
}

// fill computes the chunks that the journal lacks, until the context ends. A
// chunk goes to disk while the next one is computed.
func fill(ctx context.Context, j *journal, chunks int64, workers int, tell func()) error {
	walk, batches := j.space.walk(), [2]batch{}
	written := make(chan error, 1)
	written <- nil
	for k := j.done; k < chunks && ctx.Err() == nil; k++ {
		from, to := j.space.chunk(j.space.spec.shard.chunk(k))
		summaries, err := batches[k%2].compute(walk, from, to, workers)
		if err := errors.Join(<-written, err); err != nil {
			return err
		}
		tell()
		go func() { written <- j.append(summaries) }()
	}
	err := <-written
	tell()
	return err
}

// writeTable writes the table of a shard, whose chunks read returns in order.
func writeTable(path string, space *Space, read func(k int64) ([]sim.Summary, error)) error {
	return replace(path, func(out io.Writer) error {
		buffered := bufio.NewWriterSize(out, 1<<20)
		w := newTableWriter(buffered, space)
		walk := space.walk()
		var points []Point
		for k := range space.spec.shard.chunks(space.chunks()) {
			summaries, err := read(k)
			if err != nil {
				return err
			}
			points = points[:0]
			from, to := space.chunk(space.spec.shard.chunk(k))
			for i := from; i < to; i++ {
				points = append(points, walk.at(i))
			}
			if err := w.write(points, summaries); err != nil {
				return err
			}
		}
		if err := w.close(); err != nil {
			return err
		}
		return buffered.Flush()
	})
}
