package main

import "runtime/debug"

// memoryLimit is at what size the collector begins to work harder. What is
// reachable stays far below it; the limit keeps what is not from lying about
// until the program holds twice as much. It leaves room for the binary itself
// within 64 MiB.
const memoryLimit = 44 << 20

// limitMemory sets the limit, unless the environment sets one.
func limitMemory(getenv func(string) string) {
	if getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryLimit)
	}
}
