package check

import (
	"github.com/smtplog/smtplog/internal/conv"
)

var _ = register(&Check{
	ID:    "mx/cname-ip",
	Title: "MX records that name no host",
	Why: "An MX record must hold the name of a host that has an address. One that holds an address itself, or a name that does " +
		"not exist, leads nowhere; that the domain has an A record does not count then.",
	Silence: "It is the domain's owner who can mend it: write to a contact outside of the domain.",
	Level:   Warning,
	Ref:     "RFC 5321 §5.1",
	Inputs:  Logs,
	Kinds:   conv.Diagnostic,
	See: func(x *Look) {
		e := x.Event
		if len(e.Diagnostic) < 30 || e.Retold {
			return
		}
		if containsFold(e.Diagnostic, "mx records point to non-existent hosts") || containsFold(e.Diagnostic, "mx record points to an ip address") {
			x.Find("no MX record of "+nameOr(domainOf(e.Recipient), "the domain")+" names a host that has an address", string(domainOf(e.Recipient)))
		}
	},
})

// nameOr gives a name as text, another where there is none.
func nameOr(name []byte, other string) string {
	if len(name) == 0 {
		return other
	}
	return string(name)
}
