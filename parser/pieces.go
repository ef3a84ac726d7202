package parser

// pieces is memory of a batch for values that do not move: it grows by pieces
// and is used again as a whole.
type pieces[T any] struct {
	list [][]T
	used int
}

// next gives the next value, emptied; size is how many there is room made for
// at a time, always the same.
func (p *pieces[T]) next(size int) *T {
	at := p.used / size
	if at == len(p.list) {
		p.list = append(p.list, make([]T, size))
	}
	v := &p.list[at][p.used%size]
	p.used++
	var empty T
	*v = empty
	return v
}

// back takes v back if next gave it last.
func (p *pieces[T]) back(v *T, size int) {
	if last := p.used - 1; last >= 0 && v == &p.list[last/size][last%size] {
		p.used = last
	}
}
