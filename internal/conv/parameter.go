package conv

import "bytes"

// Parameters gives what stands behind the path in the argument of a MAIL or RCPT
// command (RFC 5321 §4.1.2), borrowed from it; nil where there is nothing.
func Parameters(arg []byte) []byte {
	i := bytes.IndexByte(arg, ':')
	if i < 0 {
		return nil
	}
	rest := bytes.TrimLeft(arg[i+1:], " \t")
	if len(rest) == 0 {
		return nil
	}
	var end int
	if rest[0] == '<' {
		end = pathEnd(rest)
	} else {
		// QUIRK: people at a prompt leave the brackets away.
		end = bytes.IndexAny(rest, " \t") - 1
	}
	if end < 0 || end+1 >= len(rest) {
		return nil
	}
	return rest[end+1:]
}

// pathEnd gives the index of the bracket that ends a path, -1 for none; brackets
// may stand in a quoted local part.
func pathEnd(path []byte) int {
	quoted := false
	for i := 0; i < len(path); i++ {
		switch c := path[i]; {
		case c == '\\' && quoted:
			i++
		case c == '"':
			quoted = !quoted
		case c == '>' && !quoted:
			return i
		}
	}
	return -1
}

// Parameter gives the next of what Parameters gave, its keyword, its value and
// what follows it. An empty keyword says that there are no more.
func Parameter(params []byte) (keyword, value, rest []byte) {
	p, rest := word(params)
	if i := bytes.IndexByte(p, '='); i >= 0 {
		return p[:i], p[i+1:], rest
	}
	return p, nil, rest
}

// parameters tells which extension a parameter belongs to.
var parameters = [...]struct {
	name string
	ext  Extensions
}{
	{"SIZE", ExtSize}, {"BODY", Ext8BitMIME}, {"SMTPUTF8", ExtSMTPUTF8}, {"AUTH", ExtAuth}, {"REQUIRETLS", ExtRequireTLS},
	{"RET", ExtDSN}, {"ENVID", ExtDSN}, {"NOTIFY", ExtDSN}, {"ORCPT", ExtDSN}, {"BY", ExtDeliverBy},
	{"HOLDFOR", ExtFutureRelease}, {"HOLDUNTIL", ExtFutureRelease}, {"MT-PRIORITY", ExtMTPriority},
	{"SOLICIT", ExtNoSoliciting}, {"RRVS", ExtRRVS},
}

// ParameterOf gives the extension that a parameter belongs to, as a server
// announces it: ExtOther for one that is not known. A BODY belongs to
// ExtBinaryMIME where its value is BINARYMIME (RFC 3030 §3).
func ParameterOf(keyword, value []byte) Extensions {
	for i := range parameters {
		if p := &parameters[i]; equalFold(keyword, p.name) {
			if p.ext == Ext8BitMIME && equalFold(value, "BINARYMIME") {
				return ExtBinaryMIME
			}
			return p.ext
		}
	}
	return ExtOther
}

// UsesOf gives what the parameters of a MAIL say of the message's octets.
func UsesOf(arg []byte) Extensions {
	var uses Extensions
	params := Parameters(arg)
	for len(params) > 0 {
		var keyword, value []byte
		keyword, value, params = Parameter(params)
		switch x := ParameterOf(keyword, value); x {
		case Ext8BitMIME:
			if equalFold(value, "8BITMIME") {
				uses |= x
			}
		case ExtBinaryMIME, ExtSMTPUTF8:
			uses |= x
		}
	}
	return uses
}
