package sweep

import (
	"fmt"
	"strconv"
	"strings"
)

// A Shard is the i-th of n parts of a sweep, 1 ≤ Number ≤ Of. The zero Shard is
// the whole.
type Shard struct{ Number, Of int }

// mostShards is how many parts a sweep may have.
const mostShards = 1 << 16

func parseShard(text string) (Shard, error) {
	first, second, found := strings.Cut(text, "/")
	i, errI := strconv.Atoi(first)
	n, errN := strconv.Atoi(second)
	if !found || errI != nil || errN != nil || i < 1 || i > n || n > mostShards {
		return Shard{}, fault("shard", strconv.Quote(text), "i/n with 1 ≤ i ≤ n ≤ 65536", "2/4 is the second of four parts")
	}
	if n == 1 {
		return Shard{}, nil
	}
	return Shard{i, n}, nil
}

// String returns "2/4", "1/1" for the whole.
func (s Shard) String() string { return fmt.Sprintf("%d/%d", s.part()+1, s.of()) }

func (s Shard) isWhole() bool { return s.of() == 1 }

func (s Shard) of() int64 { return int64(max(s.Of, 1)) }

// part counts the shards from 0.
func (s Shard) part() int64 { return int64(max(s.Number, 1) - 1) }

// chunks returns how many of a sweep's chunks belong to the shard: every n-th.
// Neighbours are alike, so all shards take about as long.
func (s Shard) chunks(all int64) int64 { return (all - s.part() + s.of() - 1) / s.of() }

// chunk returns the number in the whole sweep of the shard's k-th chunk.
func (s Shard) chunk(k int64) int64 { return k*s.of() + s.part() }
