package catalog

import (
	"encoding/binary"
	"errors"
)

// compiledMagic begins a compiled catalog; its last byte is the version of the
// layout.
const compiledMagic = "smtplog-catalog\x04"

var errCompiled = errors.New("the compiled catalog is broken")

// wireWriter writes the compiled form: numbers as varints, strings as their lengths,
// and behind all numbers the bytes of all strings, in the same order. So a reader
// that cuts the strings out touches none of their memory until they are shown.
type wireWriter struct{ numbers, strings []byte }

func (w *wireWriter) number(n int) { w.numbers = binary.AppendUvarint(w.numbers, uint64(n)) }

func (w *wireWriter) flag(f bool) { w.number(boolInt(f)) }

func (w *wireWriter) text(s string) {
	w.number(len(s))
	w.strings = append(w.strings, s...)
}

// bytes gives all that was written, with the length of the numbers before it.
func (w *wireWriter) bytes() []byte {
	b := binary.AppendUvarint(nil, uint64(len(w.numbers)))
	return append(append(b, w.numbers...), w.strings...)
}

func (w *wireWriter) texts(list []string) {
	w.number(len(list))
	for _, s := range list {
		w.text(s)
	}
}

// wireReader reads what wireWriter wrote. Its strings point into the input. After
// the first fault it reads zeros; the fault is looked at once, at the end.
type wireReader struct {
	s       string // the numbers
	at      int
	strings string // what is left of them
	bad     bool
	list    []string // arena for lists of strings
}

func newWireReader(data string) *wireReader {
	r := &wireReader{s: data}
	n := r.number()
	if n > len(data)-r.at {
		r.bad, n = true, 0
	}
	r.strings = data[r.at+n:]
	r.s = data[:r.at+n]
	return r
}

// done tells whether all was read, and nothing more.
func (r *wireReader) done() bool { return !r.bad && r.at == len(r.s) && r.strings == "" }

func (r *wireReader) number() int {
	if r.at < len(r.s) && r.s[r.at] < 0x80 {
		r.at++
		return int(r.s[r.at-1])
	}
	return r.numberSlow()
}

func (r *wireReader) numberSlow() int {
	var n uint64
	for shift := 0; shift < 63; shift += 7 {
		if r.at >= len(r.s) {
			break
		}
		b := r.s[r.at]
		r.at++
		n |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return int(n)
		}
	}
	r.bad = true
	return 0
}

// count reads the length of a list, each element of which takes a number or more.
func (r *wireReader) count() int {
	n := r.number()
	if n > len(r.s)-r.at {
		r.bad = true
		return 0
	}
	return n
}

func (r *wireReader) flag() bool { return r.number() != 0 }

func (r *wireReader) text() string {
	n := r.number()
	if n > len(r.strings) {
		r.bad = true
		return ""
	}
	s := r.strings[:n]
	r.strings = r.strings[n:]
	return s
}

func (r *wireReader) texts() []string {
	n := r.count()
	if n == 0 {
		return nil
	}
	if cap(r.list)-len(r.list) < n {
		r.list = make([]string, 0, max(4096, n))
	}
	from := len(r.list)
	for range n {
		r.list = append(r.list, r.text())
	}
	return r.list[from:len(r.list):len(r.list)]
}
