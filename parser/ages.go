package parser

// ages keeps things in the order in which they were last used, so that the
// one that was not for longest can be given up. Each has an age in it, by
// which it is linked; nothing is allocated.
type ages[T any] struct{ newest, oldest *age[T] }

// age is the link of one thing.
type age[T any] struct {
	of           *T
	newer, older *age[T]
}

// add links a thing as the newest.
func (l *ages[T]) add(a *age[T], of *T) {
	a.of, a.older, a.newer = of, l.newest, nil
	if l.newest != nil {
		l.newest.newer = a
	}
	l.newest = a
	if l.oldest == nil {
		l.oldest = a
	}
}

// touch makes a thing the newest again.
func (l *ages[T]) touch(a *age[T]) {
	if l.newest != a {
		of := a.of
		l.remove(a)
		l.add(a, of)
	}
}

// remove unlinks a thing.
func (l *ages[T]) remove(a *age[T]) {
	if a.newer != nil {
		a.newer.older = a.older
	} else {
		l.newest = a.older
	}
	if a.older != nil {
		a.older.newer = a.newer
	} else {
		l.oldest = a.newer
	}
	*a = age[T]{}
}

// first gives the one that was used longest ago; nil for none.
func (l *ages[T]) first() *T {
	if l.oldest == nil {
		return nil
	}
	return l.oldest.of
}
