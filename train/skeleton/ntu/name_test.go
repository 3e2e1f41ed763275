package ntu

import (
	"errors"
	"testing"

	"aeed/train/skeleton"
)

func TestParseName(t *testing.T) {
	for text, want := range map[string]Name{
		"S001C002P003R002A013": {1, 2, 3, 2, 13},
		"S032C003P106R001A120": {32, 3, 106, 1, 120},
		"S999C999P999R999A001": {999, 999, 999, 999, 1},
	} {
		got, err := ParseName(text)
		if err != nil || got != want {
			t.Errorf("%s is %+v, %v, want %+v", text, got, err, want)
		}
		if got.String() != text {
			t.Errorf("%s is written as %s", text, got)
		}
	}
	want := skeleton.Record{Name: "S001C002P003R002A013", Class: 12, Subject: 3, Camera: 2, Setup: 1}
	if got := (Name{1, 2, 3, 2, 13}).Record(); got != want {
		t.Errorf("record %+v, want %+v", got, want)
	}
}

func TestParseNameRefuses(t *testing.T) {
	for _, text := range []string{
		"", "S001", "S001C002P003R002A01", "S001C002P003R002A0133", "s001C002P003R002A013", "S001C002P003R002B013",
		"S001P002C003R002A013", "S000C002P003R002A013", "S001C002P003R002A000", "S001C002P003R002A121", "S001C002P003R002A-13",
		"S001C002P003R002A 13", "S+01C002P003R002A013", "S001C002P003R002A013.skeleton", "S001C002P003R002A01３",
	} {
		got, err := ParseName(text)
		var wrong *skeleton.FormatError
		if !errors.As(err, &wrong) || wrong.Hint == "" || got != (Name{}) {
			t.Errorf("%q: %v, error %v", text, got, err)
		}
	}
}
