//go:build race

package render

// pools tells whether sync.Pool gives back what was put into it: under the race
// detector it drops some at random, and nothing can be said of allocations.
const pools = false
