package render

import "github.com/smtplog/smtplog/parser"

// Members whose value is one of a few words, put together beforehand: empty
// for the word that stands for "not told".
var (
	roleMembers   = members("role", parser.RoleServer, parser.Role.String)
	originMembers = members("origin", parser.OriginWire, parser.Origin.String)
	phaseMembers  = members("phase", parser.PhaseLocal, parser.Phase.String)
	statusMembers = members("status", parser.StatusUndeliverable, parser.Status.String)
)

// members makes the member for every value up to last.
func members[T ~uint8](name string, last T, word func(T) string) []string {
	list := make([]string, int(last)+1)
	for i := range list {
		if w := word(T(i)); w != "" {
			list[i] = `,"` + name + `":"` + w + `"`
		}
	}
	return list
}
