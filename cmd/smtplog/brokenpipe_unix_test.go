//go:build !windows

package main

import "syscall"

var brokenPipe error = syscall.EPIPE
