package tally

// By is what failures are put into groups by.
type By uint8

// The values of By.
const (
	ByEntry By = iota
	ByClass
	ByProvider
	ByDomain // of the recipient
	ByRelay  // the other server
)

var byNames = []string{"entry", "class", "provider", "recipient-domain", "relay"}

// Names gives the words for what can be grouped by, the default first. The slice is shared.
func Names() []string { return byNames }

// String gives the word for it.
func (b By) String() string { return byNames[b] }

// ParseBy gives what word names, and whether there is one.
func ParseBy(word string) (By, bool) {
	for i, n := range byNames {
		if n == word {
			return By(i), true
		}
	}
	return ByEntry, false
}
