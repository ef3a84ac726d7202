package render

import (
	"testing"
	"testing/fstest"

	"github.com/smtplog/smtplog/catalog"
)

// testFiles is a small catalog, so that these tests do not depend on the words
// of the real one.
var testFiles = fstest.MapFS{
	"entries.toml": {Data: []byte(`
[[provider]]
id = "acme"
name = "Acme Mail"
hosts = ["acme.example"]

[[entry]]
id = "rfc/250"
code = 250
title = "Done"
class = "ok"
actor = "nobody"
meaning = "The command was carried out."
when = "Always."
fix = []
use = "Send it."
refs = ["RFC 5321 §4.2.3"]
related = ["550"]
standard = "standard"
[[entry.sample]]
reply = "250 Ok"

[[entry]]
id = "rfc/354"
code = 354
title = "Send the message"
class = "ok"
actor = "nobody"
meaning = "The server waits for the content."
when = "After DATA."
fix = []
use = "To DATA only."
refs = ["RFC 5321 §4.2.3"]
standard = "standard"
[[entry.sample]]
reply = "354 Go on"

[[entry]]
id = "rfc/450"
code = 450
title = "Not now"
class = "policy"
permanent = false
actor = "nobody"
retry = "helps"
meaning = "Refused for now."
when = "Greylisting."
fix = ["Leave it in the queue."]
use = "Send it."
refs = ["RFC 5321 §4.2.3"]
standard = "standard"
[[entry.sample]]
reply = "450 Later"

[[entry]]
id = "rfc/550"
code = 550
title = "Refused for good"
class = "policy"
permanent = true
actor = "sender-admin"
retry = "after-fix"
meaning = "The server refuses the command and will do so again."
when = "Unknown users, blocklists."
fix = ["Read the text.", "Change what it names, and only then send the message again from the queue."]
use = "Send it with an enhanced code."
refs = ["RFC 5321 §4.2.3", "RFC 5321 §4.3.2"]
related = ["450"]
standard = "standard"
[[entry.sample]]
reply = "550 No"

[[entry]]
id = "acme/blocked"
provider = "acme"
match = ["blocked by acme"]
title = "Acme has blocked the address"
class = "blocklist-ip"
permanent = false
actor = "sender-admin"
retry = "after-fix"
meaning = "Acme does not like the address."
when = "After spam."
fix = ["Ask Acme."]
refs = ["RFC 5321 §4.2.3"]
[[entry.sample]]
reply = "550 5.7.1 You were blocked by Acme"

[[entry]]
id = "local/timeout"
match = ["connection timed out"]
title = "The other host does not answer"
class = "network"
permanent = false
actor = "nobody"
retry = "helps"
meaning = "No connection came about."
when = "A firewall."
fix = []
[[entry.sample]]
text = "connect to mx.example.com[192.0.2.1]:25: Connection timed out"
`)},
	"commands.toml": {Data: []byte(`
[[command]]
verb = ""
phase = "connect"
reply = [{ code = 220, kind = "success", ref = ["RFC 5321 §4.3.2"] }]

[[command]]
verb = "RCPT"
phase = "rcpt"
reply = [
  { code = 250, kind = "success", ref = ["RFC 5321 §4.3.2"] },
  { code = 550, kind = "error", ref = ["RFC 5321 §4.3.2"] },
]

[[command]]
verb = "DATA"
phase = "data"
reply = [{ code = 354, kind = "intermediate", ref = ["RFC 5321 §4.3.2"] }]
`)},
	"refs.toml": {Data: []byte(`
[[rfc]]
number = 5321
title = "Simple Mail Transfer Protocol"
confirmed = true
[rfc.sections]
"4.2.3" = "Reply Codes in Numeric Order"
"4.3.2" = "Command-Reply Sequences"
`)},
}

func testCatalog(t testing.TB) *catalog.Catalog {
	t.Helper()
	c, err := catalog.Load(testFiles, ".")
	if err != nil {
		t.Fatal(err)
	}
	return c
}
