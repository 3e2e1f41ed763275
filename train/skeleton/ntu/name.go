package ntu

import (
	"fmt"

	"aeed/train/skeleton"
)

// The number of actions of the two data sets.
const (
	classes60  = 60
	classes120 = 120
)

// A Name is what the name of a recording says, each number from 1.
type Name struct {
	Setup       int // height and distance of the cameras
	Camera      int // 1 at 45°, 2 and 3 in front or from the other side
	Subject     int // the performer
	Replication int // 1 or 2
	Action      int // to 120
}

// ParseName returns what a name such as S001C002P003R002A013 says. The error is a
// *skeleton.FormatError.
func ParseName(name string) (Name, error) {
	var n Name
	fields := []struct {
		letter byte
		value  *int
	}{{'S', &n.Setup}, {'C', &n.Camera}, {'P', &n.Subject}, {'R', &n.Replication}, {'A', &n.Action}}
	const width = 4 // of a letter and its number
	sound := len(name) == width*len(fields)
	for i := 0; sound && i < len(fields); i++ {
		*fields[i].value, sound = number(name[width*i:width*(i+1)], fields[i].letter)
	}
	if !sound || n.Action > classes120 {
		return Name{}, &skeleton.FormatError{
			File:  name,
			Want:  "a name SsssCcccPpppRrrrAaaa: setup, camera, performer, replication and action, three digits each, the action at most 120",
			Found: fmt.Sprintf("%q", name),
			Hint:  "give the file the name that it has in NTU RGB+D, or move it out of the folder",
		}
	}
	return n, nil
}

// number reads a letter and three digits that are not all zero.
func number(text string, letter byte) (n int, sound bool) {
	if text[0] != letter {
		return 0, false
	}
	for _, digit := range []byte(text[1:]) {
		if digit < '0' || digit > '9' {
			return 0, false
		}
		n = 10*n + int(digit-'0')
	}
	return n, n > 0
}

// String is the counterpart of ParseName.
func (n Name) String() string {
	return fmt.Sprintf("S%03dC%03dP%03dR%03dA%03d", n.Setup, n.Camera, n.Subject, n.Replication, n.Action)
}

// Record returns the record of the clip of this name. Its class is the action
// minus 1.
func (n Name) Record() skeleton.Record {
	return skeleton.Record{Name: n.String(), Class: n.Action - 1, Subject: n.Subject, Camera: n.Camera, Setup: n.Setup}
}
