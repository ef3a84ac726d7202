// Package crowd makes logs of many conversations that are open at once, by
// which tests hold memory to its bounds.
package crowd

import (
	"fmt"
	"io"
)

// Log is a Postfix log of conversations that are begun one after the other and
// left open; then the last ones go on, and after them some of the first. It is
// made as it is read, so that it needs no memory of its own.
type Log struct {
	// Begun is how many conversations there are; Open of them, the last, go on,
	// and after them Back, the first.
	Begun, Open, Back int
	// Full, when set, is called once when all were begun.
	Full func()

	at   int
	rest []byte
}

// Read fills p, all of it until the log is over.
func (l *Log) Read(p []byte) (n int, err error) {
	for n < len(p) {
		if len(l.rest) == 0 {
			if l.at == l.Begun && l.Full != nil {
				l.Full()
				l.Full = nil
			}
			l.rest = l.next(l.rest[:0])
			l.at++
		}
		if len(l.rest) == 0 {
			return n, io.EOF
		}
		k := copy(p[n:], l.rest)
		l.rest = l.rest[k:]
		n += k
	}
	return n, nil
}

// next writes the next lines behind b; none when the log is over.
func (l *Log) next(b []byte) []byte {
	i, second := l.at, 60+l.at/1000
	line := func(text string) {
		b = fmt.Appendf(b, "Nov 22 05:%02d:%02d mx1 postfix/smtpd[%d]: %s\n", second/60, second%60, 1000+i, text)
	}
	switch {
	case i < l.Begun:
		line("connect from c[192.0.2.1]")
		line("> c[192.0.2.1]: 220 mx1 ESMTP")
		line("< c[192.0.2.1]: HELO client.example.net")
		line("> c[192.0.2.1]: 250 mx1")
	case i < l.Begun+l.Open+l.Back:
		i -= l.Open
		if i >= l.Begun {
			i -= l.Begun
		}
		line("< c[192.0.2.1]: RCPT TO:<ann@example.org>")
		line("> c[192.0.2.1]: 503 5.5.1 Error: need MAIL command")
	}
	return b
}
