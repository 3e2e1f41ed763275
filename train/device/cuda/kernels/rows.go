package kernels

import "fmt"

// A Segment is words of 32 bits that a step moves. FromStep and ToStep are how many
// words further on they are for the next step; 0 where all steps have the same place.
type Segment struct {
	From, To         Pointer
	FromStep, ToStep int64
	Words            int32

	_ int32
}

// mostSegments is how many of them a launch has room for.
const mostSegments = 8

type moveRows struct {
	segments [mostSegments]Segment
	step     Pointer
}

// MoveRows returns what moves segments, for the step whose number, from 0, is the int32
// at an address.
func MoveRows(step Pointer, segments ...Segment) Launch {
	if len(segments) > mostSegments {
		panic(fmt.Sprintf("kernels: %d segments of a row, there may be %d", len(segments), mostSegments))
	}
	move, most := moveRows{step: step}, int32(1)
	for i, s := range segments {
		move.segments[i] = s
		most = max(most, s.Words)
	}
	return newLaunch("move_rows", [3]uint32{tiles(int(most), int(line[0])), uint32(len(segments)), 1}, line, move)
}

type countStep struct{ step Pointer }

// CountStep returns what adds 1 to the number of the step.
func CountStep(step Pointer) Launch {
	return newLaunch("count_step", [3]uint32{1, 1, 1}, [3]uint32{32, 1, 1}, countStep{step})
}
