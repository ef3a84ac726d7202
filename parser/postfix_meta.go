package parser

import "bytes"

// splitMeta parts the words of a refusal from "; from=<…> to=<…> proto=…".
// The last "; from=" counts, for the words may quote another; where none is, the
// first of the others, which stand in a row.
func splitMeta(s []byte) (text, meta []byte) {
	at := -1
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] != ';' || i+2 >= len(s) || s[i+1] != ' ' {
			continue
		}
		rest := s[i+2:]
		if hasPrefix(rest, "from=") {
			return s[:i], rest
		}
		if hasPrefix(rest, "to=<") || hasPrefix(rest, "proto=") || hasPrefix(rest, "helo=<") || hasPrefix(rest, "sasl_") {
			at = i
		}
	}
	if at < 0 {
		return s, nil
	}
	return s[:at], s[at+2:]
}

// readMeta reads "from=<…> to=<…> proto=ESMTP helo=<…>" and gives what stands
// behind it; postscreen puts commas between.
func readMeta(e *Event, meta []byte) []byte {
	for len(meta) > 0 {
		eq := 0
		for eq < len(meta) && (isAlnum(meta[eq]) || meta[eq] == '_') {
			eq++
		}
		if eq == 0 || eq >= len(meta) || meta[eq] != '=' {
			return meta
		}
		key, val := meta[:eq], meta[eq+1:]
		n := 0
		if len(val) > 0 && val[0] == '<' {
			a := bracketed(val)
			if a == nil {
				return nil
			}
			if n = len(a); n != 2 || a[0] != '<' {
				n += 2 // the brackets
				if i := index(a, " to=<"); i > 0 && string(key) == "from" {
					// The bracket behind the sender got lost.
					if n = i + 1; a[i-1] == ',' {
						n--
						i--
					}
					a = a[:i]
				}
			}
			switch string(key) {
			case "from":
				e.Sender = a
			case "to":
				e.Recipient = a
			}
		} else {
			for n < len(val) && val[n] != ' ' && val[n] != ',' && val[n] != ':' {
				n++
			}
			if bytes.IndexByte(val[:n], '@') > 0 {
				// Forums take the brackets for tags.
				switch string(key) {
				case "from":
					e.Sender = htmlAddress(val[:n])
				case "to":
					e.Recipient = htmlAddress(val[:n])
				}
			}
		}
		meta = val[n:]
		if len(meta) > 0 && meta[0] == ',' {
			meta = meta[1:]
		}
		if len(meta) == 0 || meta[0] != ' ' {
			return meta
		}
		meta = meta[1:]
	}
	return nil
}
