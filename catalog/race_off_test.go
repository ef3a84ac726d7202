//go:build !race

package catalog

// pools tells whether sync.Pool gives back what was put into it, so that
// allocations can be counted.
const pools = true
