package main

import "strings"

// nearest gives the word of the list that was most likely meant, "" where none
// is near enough.
func nearest(word string, list []string) string {
	best, distance := "", len(word)/3+2
	for _, w := range list {
		d := editDistance(strings.ToLower(word), w)
		if len(word) > 1 && strings.HasPrefix(w, strings.ToLower(word)) {
			d = min(d, 1)
		}
		if d < distance {
			best, distance = w, d
		}
	}
	return best
}

// editDistance counts the letters to add, drop, replace or swap with their
// neighbour to make b of a.
func editDistance(a, b string) int {
	before := make([]int, len(b)+1)
	last := make([]int, len(b)+1)
	this := make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		this[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			this[j] = min(last[j]+1, this[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				this[j] = min(this[j], before[j-2]+1)
			}
		}
		before, last, this = last, this, before
	}
	return last[len(b)]
}
