package catalog

import (
	"os"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
)

// fixture is the catalog of testdata, in which entries have no words that matter.
var fixture = sync.OnceValues(func() (*Catalog, error) {
	return Load(os.DirFS("testdata"), "codes.toml", "texts.toml")
})

func openFixture(t testing.TB) *Catalog {
	t.Helper()
	c, err := fixture()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// loadText loads one file that holds text.
func loadText(text string) (*Catalog, error) {
	return Load(fstest.MapFS{"user.toml": {Data: []byte(text)}}, "user.toml")
}

// textEntry is an entry that a text finds, ready to load.
func textEntry(id string, patterns ...string) string {
	return "[[entry]]\nid = '" + id + "'\ntitle = 'T'\nclass = 'policy'\nactor = 'sender'\npermanent = true\n" +
		"retry = 'useless'\nmeaning = 'M.'\nwhen = 'W.'\nmatch = ['" + strings.Join(patterns, "', '") + "']\n" +
		"[[entry.sample]]\nreply = '550 " + strings.Join(patterns, " and ") + "'\n"
}

func queryOf(reply, phase string) Query {
	s := Sample{Reply: reply}
	return s.query(phase)
}

func idOf(e *Entry) string {
	if e == nil {
		return ""
	}
	return e.ID
}
