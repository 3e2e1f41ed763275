package driver

import "syscall"

// currentThread returns the number of the thread that runs the caller.
func currentThread() int64 { return int64(syscall.Gettid()) }
