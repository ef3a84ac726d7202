package parser

import (
	"bytes"
	"io"
	"strings"

	textencoding "golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
)

// charset finds the decoder of a charset by any of its names; nil for UTF-8,
// for ASCII, and for what is not known.
func charset(label string) *textencoding.Decoder {
	label = strings.ToLower(strings.Trim(label, " '\""))
	switch label {
	case "", "us-ascii", "ascii", "utf-8", "utf8", "unknown-8bit", "x-unknown", "7bit", "8bit":
		return nil
	}
	e, err := htmlindex.Get(label)
	if err != nil || strings.HasPrefix(label, "utf-16") {
		return nil
	}
	return e.NewDecoder()
}

// decodeLine gives line in UTF-8. Lines of ASCII come back as they are: an
// escape begins the other characters of ISO-2022 charsets (RFC 1468).
func decodeLine(d *textencoding.Decoder, line []byte) []byte {
	if d == nil {
		return line
	}
	plain := true
	for _, c := range line {
		if c >= 0x80 || c == 0x1b {
			plain = false
			break
		}
	}
	if plain {
		return line
	}
	d.Reset()
	out, err := d.Bytes(line)
	if err != nil {
		return line
	}
	return bytes.TrimRight(out, "\r\n")
}

// charsetReader is what package mime asks for.
func charsetReader(label string, in io.Reader) (io.Reader, error) {
	if d := charset(label); d != nil {
		return d.Reader(in), nil
	}
	return in, nil
}
