//go:build !race

package render

// pools tells whether sync.Pool gives back what was put into it, so that
// allocations can be counted.
const pools = true
