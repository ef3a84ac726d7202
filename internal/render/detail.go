package render

// Detail says how much of an explanation is told.
type Detail uint8

// The details. DetailFirst tells an entry in full the first time it comes up
// and names it after that.
const (
	DetailFirst Detail = iota
	DetailFull
	DetailBrief
	DetailNone
)

var detailNames = []string{"first", "full", "brief", "none"}

// Details gives the words for the details, the default first. The slice is
// shared.
func Details() []string { return detailNames }

// ParseDetail gives the detail that word names, and whether there is one.
func ParseDetail(word string) (Detail, bool) {
	for i, n := range detailNames {
		if n == word {
			return Detail(i), true
		}
	}
	return DetailFirst, false
}
