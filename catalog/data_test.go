package catalog

import (
	"bytes"
	"io/fs"
	"os"
	"testing"
)

func dataFiles() fs.FS { return os.DirFS("data") }

func TestCompiledIsFresh(t *testing.T) {
	fresh, err := Compile(dataFiles(), ".")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(fresh, []byte(compiled)) {
		t.Error("data/compiled.bin is stale; run go generate")
	}
}

// The entries are verified from their files, so that faults name the line.
func TestDataVerifies(t *testing.T) {
	c, err := Load(dataFiles(), ".")
	if err != nil {
		t.Fatal(err)
	}
	for _, fault := range c.Verify() {
		t.Error(fault)
	}
}

func TestDefault(t *testing.T) {
	c := Default()
	if c != Default() {
		t.Error("Default opened the catalog twice")
	}
	if e := c.Entry("rfc/252"); e == nil || e.Code != 252 {
		t.Errorf("rfc/252: %+v", e)
	}
	if c.Entry("rfc/none") != nil {
		t.Error("an entry that is not there was found")
	}
	// Every code of RFC 5321 §4.2.3 has to have an entry of its own.
	for _, code := range []int{
		211, 214, 220, 221, 250, 251, 252, 354, 421, 450, 451, 452, 455, 500, 501, 502, 503, 504, 550, 551, 552, 553, 554, 555,
	} {
		if m := c.Lookup(&Query{Code: code}); m.By != ByCode || m.Entry.Code != code {
			t.Errorf("%d: found %q by %v", code, idOf(m.Entry), m.By)
		}
	}
	n := 0
	for range c.Entries() {
		n++
	}
	if n != c.Len() {
		t.Errorf("%d entries, Len says %d", n, c.Len())
	}
}

// References whose sections were not held against the RFC are listed, so that one
// that is added is noticed.
func TestUnconfirmedRefs(t *testing.T) {
	c, err := Load(dataFiles(), ".")
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	for _, ref := range c.UnconfirmedRefs() {
		b.WriteString(ref + "\n")
	}
	golden(t, "unconfirmed_refs.golden", b.String())
}
