package library_test

import (
	"fmt"
	"unsafe"

	"aeed/train/device/cuda/driver/library"
)

func Example() {
	handle, err := library.Search{Name: "C's library", Files: []string{"libc.so.6"}}.Open()
	if err != nil {
		fmt.Println(err)
		return
	}
	length, err := library.Find(handle, "strlen")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(length.Call(uintptr(unsafe.Pointer(library.CString("niche")))))
	// Output: 5
}
