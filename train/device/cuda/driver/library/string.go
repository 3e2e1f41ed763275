package library

import "unsafe"

// String returns a copy of the C string at an address, "" for NULL.
func String(address *byte) string {
	if address == nil {
		return ""
	}
	length := 0
	for *(*byte)(unsafe.Add(unsafe.Pointer(address), length)) != 0 {
		length++
	}
	return string(unsafe.Slice(address, length))
}

// CString returns text as C wants it, its end marked by a zero.
func CString(text string) *byte { return &append([]byte(text), 0)[0] }
