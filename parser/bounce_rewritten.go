package parser

import "bytes"

// Some programs put a reply into a form of their own; here it gets that of RFC 5321 §4.2
// again, and what is known of its lines goes with it.

// follow makes of the places where lines begin in a text those where they begin in
// another, which was made of it by putting one piece of it in another form. Lines
// that began within the piece begin with it.
func follow(starts []int, before, after []byte) {
	same := 0
	for same < len(before) && same < len(after) && before[same] == after[same] {
		same++
	}
	if same == len(before) && same == len(after) {
		return
	}
	end := 0 // octets behind the piece
	for end < min(len(before), len(after))-same && before[len(before)-1-end] == after[len(after)-1-end] {
		end++
	}
	for i, at := range starts {
		switch {
		case at >= len(before)-end:
			starts[i] = at + len(after) - len(before)
		case at > same:
			starts[i] = same
		}
	}
}

// zohoCode comes before each of the codes of a reply.
const zohoCode = "ERROR_CODE :"

// zohoReply brings a reply into the form of RFC 5321 §4.2.
//
// QUIRK: Zoho writes "ERROR_CODE :550, ERROR_CODE :5.1.1 text".
func zohoReply(text []byte) []byte {
	i := index(text, zohoCode)
	if i < 0 || len(text) < i+17 || text[i+15] != ',' {
		return text
	}
	out := append([]byte(nil), text[:i+15]...)
	rest := trimLeft(text[i+16:])
	rest = bytes.TrimPrefix(rest, []byte(zohoCode))
	return append(append(out, ' '), rest...)
}

// stalwartReply brings a reply into the form in which others tell it.
//
// QUIRK: Stalwart writes "(host 'mx.example.com' rejected command 'RCPT
// TO:<ann@example.com>' with code 550 (5.1.1) 'User unknown')".
func stalwartReply(text []byte) []byte {
	const rejected, with = "' rejected command '", "' with code "
	i := index(text, rejected)
	if i < 0 || !hasPrefix(text, "(host '") {
		return text
	}
	cmd := text[i+len(rejected):]
	j := index(cmd, with)
	if j < 0 {
		return text
	}
	host, reply := text[len("(host '"):i], cmd[j+len(with):]
	cmd = cmd[:j]
	if !failureCode(reply) || len(reply) < 6 || reply[4] != '(' {
		return text
	}
	out := make([]byte, 0, len(text)+32)
	out = append(append(append(out, "host "...), host...), " said: "...)
	out = append(out, reply[:4]...)
	rest := reply[5:]
	n := scanEnhanced(rest)
	if n == 0 || !hasPrefix(rest[n:], ") '") {
		return text
	}
	out = append(append(out, rest[:n]...), ' ')
	out = append(out, bytes.TrimSuffix(rest[n+3:], []byte("')"))...)
	return append(append(append(out, " (in reply to "...), cmd...), " command)"...)
}

// expandedFrom takes Postfix's "(expanded from <all@example.com>): " off.
func expandedFrom(text []byte) []byte {
	if hasPrefix(text, "(expanded from") {
		if i := index(text, "): "); i > 0 {
			// The offsets of the lines stay right: blanks take its place.
			for k := range i + 3 {
				text[k] = ' '
			}
			return text
		}
	}
	return text
}
