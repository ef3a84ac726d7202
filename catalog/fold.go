package catalog

import "unicode/utf8"

// Fold appends a text with all that changes from one reply to the next folded: what
// is left are the words, and {addr}, {ip}, {host}, {url}, {digits} and "*" in the
// place of addresses, names, numbers and ids. The outcome is a pattern as
// catalog/data/README.md describes it, in which the text itself is found; the same
// wording with other names gives the same pattern.
func Fold(dst, text []byte) []byte {
	scan := nameScanner{text: text}
	at := 0
	for {
		n, ok := scan.next()
		if !ok {
			break
		}
		from, to := n.from, n.to
		class := [...]string{nameAddress: "{addr}", nameIP: "{ip}", nameHost: "{host}", nameURL: "{url}"}[n.kind]
		if n.kind == nameAddress && isWrapped(text, from, to, '<', '>') || n.kind == nameIP && isWrapped(text, from, to, '[', ']') {
			from, to = from-1, to+1
		}
		if from < at {
			continue
		}
		if kindOfName(n.kind, text[from:]) != to-from {
			// The class would take more of the text than the name, or less.
			class = "*"
		}
		dst = foldWords(dst, text[at:from])
		dst = append(dst, class...)
		at = to
	}
	return foldWords(dst, text[at:])
}

func isWrapped(text []byte, from, to int, left, right byte) bool {
	return from > 0 && to < len(text) && text[from-1] == left && text[to] == right
}

// longestName bounds the names that are folded as such.
const longestName = 512

// kindOfName gives how much of text the class of a name takes.
func kindOfName(k nameKind, text []byte) int {
	kind := [...]partKind{nameAddress: partAddr, nameIP: partIP, nameHost: partHost, nameURL: partURL}[k]
	// What follows a name counts only as far as it could belong to it.
	var buf [longestName]byte
	return kindLength(kind, appendNormal(buf[:0], text[:min(len(text), len(buf)-1)]))
}

// foldWords folds numbers and ids in a text without names.
func foldWords(dst, text []byte) []byte {
	for at := 0; at < len(text); {
		if !isWordByte(text[at]) {
			switch b := text[at]; b {
			case '*', '{', '\\':
				dst = append(dst, '\\', b)
			default:
				dst = append(dst, b)
			}
			at++
			continue
		}
		end := at + 1
		for end < len(text) && (isWordByte(text[end]) || text[end] >= utf8.RuneSelf) {
			end++
		}
		switch word := text[at:end]; {
		case isNumber(word):
			dst = append(dst, "{digits}"...)
		case isID(word):
			dst = append(dst, '*')
			end += joined(text[end:])
		default:
			dst = append(dst, word...)
		}
		at = end
	}
	return dst
}

// joined gives how much of text is more pieces of an id, joined by such marks as
// stand between the pieces of ids.
func joined(text []byte) int {
	n := 0
	for n < len(text) {
		switch b := text[n]; {
		case isWordByte(b) || b >= utf8.RuneSelf:
			n++
		case (b == '-' || b == '_' || b == '.') && n+1 < len(text) && isWordByte(text[n+1]):
			n += 2
		default:
			return n
		}
	}
	return n
}

func isNumber(word []byte) bool { return span(word, isDigit) == len(word) }

// isID tells whether a word looks like one that no person wrote: letters and digits
// mixed, and not a short name such as "spf1" or "S3140".
func isID(word []byte) bool {
	const shortest = 6
	digits, changes := 0, 0
	for i, b := range word {
		if isDigit(b) {
			digits++
		}
		if i > 0 && isDigit(b) != isDigit(word[i-1]) {
			changes++
		}
	}
	return len(word) >= shortest && digits > 0 && (changes > 1 || len(word) > 2*shortest)
}
