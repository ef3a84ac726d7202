package catalog

import (
	"bytes"
	"testing"
)

// samplesAsQueries gives the samples of all entries, as replies of several peers.
func samplesAsQueries() []Query {
	var list []Query
	for e := range Default().Entries() {
		for i := range e.Samples {
			q := e.Samples[i].query("")
			list = append(list, q)
			q.Peer, q.PeerIP = []byte("gmail-smtp-in.l.google.com"), []byte("192.0.2.1")
			list = append(list, q)
		}
	}
	return list
}

func TestMemoGivesWhatTheCatalogGives(t *testing.T) {
	c := Default()
	m := c.NewMemo()
	kept := 0
	for _, q := range samplesAsQueries() {
		want := c.Lookup(&q)
		about := c.Subject(&q, &want)
		for range 3 {
			again := q
			again.Text = nil
			for _, line := range q.Text {
				again.Text = append(again.Text, bytes.Clone(line))
			}
			again.Diagnostic = bytes.Clone(q.Diagnostic)
			got, gotAbout := m.Explain(&again)
			if got != want || m.Lookup(&again) != want {
				t.Fatalf("%q: %+v, not %+v", q.Text, got, want)
			}
			for i, piece := range gotAbout.Pieces() {
				if !bytes.Equal(piece, about.Pieces()[i]) {
					t.Fatalf("%q: is about %q, not %q", q.Text, gotAbout.Pieces(), about.Pieces())
				}
			}
		}
		if m.find(&q) != nil {
			kept++
		}
	}
	if kept < 1000 {
		t.Errorf("only %d were remembered", kept)
	}
}

// Whatever a query differs in must not find what was kept of another.
func TestMemoTellsQueriesApart(t *testing.T) {
	m := Default().NewMemo()
	base := Query{
		Code: 550, Enhanced: []byte("5.7.1"), Phase: "rcpt", Text: [][]byte{[]byte("mail from mx.example.com"), []byte("refused")},
		Peer: []byte("mx.example.net"), PeerIP: []byte("192.0.2.1"),
	}
	for range 3 {
		m.Lookup(&base)
	}
	if m.find(&base) == nil {
		t.Fatal("not remembered")
	}
	for name, change := range map[string]func(q *Query){
		"wish":     func(q *Query) { q.Best = true },
		"code":     func(q *Query) { q.Code = 450 },
		"enhanced": func(q *Query) { q.Enhanced = []byte("5.7.0") },
		"phase":    func(q *Query) { q.Phase = "data" },
		"text":     func(q *Query) { q.Text = [][]byte{q.Text[0], []byte("refusee")} },
		"lines":    func(q *Query) { q.Text = [][]byte{[]byte("mail from mx.example.com refused")} },
		"cut":      func(q *Query) { q.Text = [][]byte{[]byte("mail from mx.example.comr"), []byte("efused")} },
		"moved":    func(q *Query) { q.Text, q.Diagnostic = q.Text[1:], q.Text[0] },
		"peer":     func(q *Query) { q.Peer = []byte("mx.example.org") },
		"address":  func(q *Query) { q.PeerIP = []byte("192.0.2.2") },
		"between":  func(q *Query) { q.Peer, q.PeerIP = []byte("mx.example.net1"), []byte("92.0.2.1") },
	} {
		q := base
		change(&q)
		if m.find(&q) != nil {
			t.Errorf("another %s found the same", name)
		}
	}
}

func TestMemoIsBounded(t *testing.T) {
	m := Default().NewMemo()
	long := Query{Code: 550, Text: [][]byte{bytes.Repeat([]byte("x"), longestMemo+1)}}
	q := Query{Code: 550, Text: [][]byte{nil}}
	for i := range 4 * memoSlots {
		q.Text[0] = []byte{byte(i), byte(i >> 8), 'x'}
		for range 2 {
			m.Lookup(&q)
			m.Lookup(&long)
		}
	}
	if len(m.slots) != memoSlots || len(m.once) != memoSlots {
		t.Errorf("%d slots, %d hashes", len(m.slots), len(m.once))
	}
	for i := range m.slots {
		if len(m.slots[i].key) > longestMemo {
			t.Errorf("keeps %d octets", len(m.slots[i].key))
		}
	}
}

func BenchmarkMemo(b *testing.B) {
	m := Default().NewMemo()
	q := queryOf("550 5.1.1 <nobody@example.com>: Recipient address rejected: User unknown in virtual mailbox table", "rcpt")
	b.ReportAllocs()
	for b.Loop() {
		m.Explain(&q)
	}
}
