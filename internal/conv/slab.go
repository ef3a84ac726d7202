package conv

// slab holds things by the number of their slot. It grows by pieces that do not
// move: a slice that grows is there twice while it is copied, and then leaves what
// it was to the collector.
type slab[T any] struct{ pieces [][]T }

// slabPiece is how many things a piece holds, 1 << slabBits.
const (
	slabBits  = 8
	slabPiece = 1 << slabBits
)

// at gives the thing of a slot; a slot is asked for first when all before it were.
func (s *slab[T]) at(slot int32) *T {
	if int(slot>>slabBits) == len(s.pieces) {
		s.pieces = append(s.pieces, make([]T, slabPiece))
	}
	return &s.pieces[slot>>slabBits][slot&(slabPiece-1)]
}
