package catalog

// Class names the cause of a reply, whatever its code.
type Class string

// Actor tells whose move it is.
type Actor string

// Retry tells what trying again does.
type Retry string

// Description is a word of a closed list with one line that explains it.
type Description[T ~string] struct {
	Name T
	Text string
}

// ClassOK is the class of replies that are no failure.
const ClassOK Class = "ok"

const classUnknown Class = "unknown"

var classes = []Description[Class]{
	{ClassOK, "accepted, or go on"},
	{"invalid-recipient", "there is no such mailbox"},
	{"invalid-sender", "the sender address or its domain is not acceptable"},
	{"mailbox-full", "the mailbox has no room left"},
	{"mailbox-disabled", "the mailbox is known but closed, suspended or not yet active"},
	{"recipient-restricted", "the recipient takes mail only from some"},
	{"moved", "the recipient has another address now"},
	{"blocklist-ip", "the address of the sending server is on a blocklist"},
	{"blocklist-domain", "a domain or URL is on a blocklist"},
	{"reputation", "the sending server or domain is not trusted enough"},
	{"rate-limit", "too much, too fast, or too many connections"},
	{"too-many-recipients", "more recipients than the server takes at once"},
	{"greylist", "the first attempt is put off on purpose"},
	{"spam-content", "the content looks like spam"},
	{"virus", "the content carries malware"},
	{"policy", "other rules about the content, or local rules"},
	{"auth-spf", "SPF did not pass"},
	{"auth-dkim", "DKIM did not pass"},
	{"auth-dmarc", "DMARC did not pass"},
	{"auth-arc", "the ARC chain did not hold"},
	{"rdns", "the reverse name or the HELO name is missing or wrong"},
	{"tls-required", "the server wants an encrypted connection"},
	{"tls-failure", "the encrypted connection could not be made or trusted"},
	{"smtp-auth", "the credentials of the client are missing or wrong"},
	{"relay-denied", "the server does not carry mail for this client to this domain"},
	{"size", "the message is too big"},
	{"protocol-error", "syntax, order, or an unknown command"},
	{"dns-failure", "a domain or its MX was not found, or takes no mail"},
	{"network", "the connection failed, broke or timed out"},
	{"server-busy", "the server has too much to do right now"},
	{"server-config", "a system is broken, full or set up wrongly"},
	{"loop", "the message goes round in circles"},
	{"expired", "given up after the time in the queue"},
	{"suppressed", "the address is on a do-not-send list"},
	{"legal", "refused for legal reasons"},
	{classUnknown, "the reply does not tell the cause"},
}

var actors = []Description[Actor]{
	{"sender", "who wrote the message"},
	{"sender-admin", "who runs the sending server or domain"},
	{"recipient", "who should get the message"},
	{"recipient-admin", "who runs the receiving server"},
	{"nobody", "nobody: the next attempt does it, or nothing is wrong"},
}

var retries = []Description[Retry]{
	{"helps", "leave it in the queue"},
	{"slower", "try again, but send less or slower"},
	{"after-fix", "not before something is changed"},
	{"useless", "stop: remove the address or give up"},
}

// Classes gives all classes with a line that explains each. The slice is shared.
func Classes() []Description[Class] { return classes }

// Actors gives all actors with a line that explains each. The slice is shared.
func Actors() []Description[Actor] { return actors }

// Retries gives all values of Retry with a line that explains each. The slice is
// shared.
func Retries() []Description[Retry] { return retries }

func known[T ~string](list []Description[T], name T) bool {
	for i := range list {
		if list[i].Name == name {
			return true
		}
	}
	return false
}
