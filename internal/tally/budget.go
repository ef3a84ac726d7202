package tally

// budget is how many bytes may yet be taken.
type budget int

// take takes n bytes if they are there.
func (b *budget) take(n int) bool {
	if int(*b) < n {
		return false
	}
	*b -= budget(n)
	return true
}

// give gives n bytes back.
func (b *budget) give(n int) { *b += budget(n) }
