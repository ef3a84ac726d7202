package catalog

import (
	"bytes"
	"unicode/utf8"
)

// listDomains are those below which block lists are asked.
var listDomains = map[string]bool{
	"spamhaus.org": true, "spamhaus.net": true, "spamhaus.com": true, "spamcop.net": true, "barracudacentral.org": true,
	"barracuda.com": true, "sorbs.net": true, "uceprotect.net": true, "backscatterer.org": true, "abuseat.org": true,
	"surriel.com": true, "mailspike.net": true, "mailspike.org": true, "surbl.org": true, "uribl.com": true,
	"invaluement.com": true, "spfbl.net": true, "abusix.zone": true, "abusix.com": true, "abusix.org": true,
	"manitu.net": true, "gbudb.net": true, "junkemailfilter.com": true, "spamrats.com": true, "njabl.org": true,
	"dsbl.org": true, "ordb.org": true, "mail-abuse.org": true, "mail-abuse.com": true, "wpbl.info": true,
	"dronebl.org": true, "blocklist.de": true, "s5h.net": true, "nordspam.com": true, "nszones.com": true,
	"senderscore.com": true, "senderscore.org": true, "rfc-clueless.org": true, "rfc-ignorant.org": true,
	"dnsbl.net.au": true, "fabel.dk": true, "interserver.net": true, "antispam.or.id": true, "anti-spam.org.cn": true,
	"rbl.jp": true, "cymru.com": true, "0spam.org": true, "hostkarma.com": true, "lashback.com": true, "ahbl.org": true,
	"emailbasura.org": true, "kempt.net": true, "woody.ch": true, "swinog.ch": true, "gweep.ca": true, "megarbl.net": true,
	"schulte.org": true, "tiopan.com": true, "zapbl.net": true, "realtimeblacklist.com": true, "truncate.gbudb.net": true,
	"sendmail.com": true, "cloudmark.com": true, "ers.trendmicro.com": true, "pofon.foobar.hu": true,
}

// listWords are names by which block lists go.
var listWords = map[string]bool{
	"spamhaus": true, "spamcop": true, "barracuda": true, "barracudacentral": true, "sorbs": true, "uceprotect": true,
	"uceprotectl1": true, "uceprotectl2": true, "uceprotectl3": true, "backscatterer": true, "psbl": true, "mailspike": true,
	"surbl": true, "uribl": true, "invaluement": true, "spfbl": true, "abusix": true, "nixspam": true, "spamrats": true,
	"dronebl": true, "lashback": true, "senderscore": true, "cloudmark": true, "hostkarma": true, "brbl": true, "njabl": true,
	"wpbl": true, "trendmicro": true,
}

const longestListWord = 20

// isListLabel has labels that only the host names of block lists have.
var isListLabel = map[string]bool{
	"dnsbl": true, "rbl": true, "dbl": true, "sbl": true, "xbl": true, "pbl": true, "rhsbl": true, "uribl": true,
	"blackholes": true, "blacklist": true, "blocklist": true, "dnsrbl": true, "ubl": true, "sbl-xbl": true, "zrd": true,
}

// isListHost tells whether a host name is that of a block list.
func isListHost(host []byte) bool {
	var buf [256]byte
	if len(host) > len(buf) {
		return false
	}
	name := buf[:len(host)]
	for i, b := range host {
		name[i] = folded[b]
	}
	for len(name) > 0 {
		if listDomains[string(name)] {
			return true
		}
		dot := bytes.IndexByte(name, '.')
		if dot < 0 {
			return false
		}
		if isListLabel[string(name[:dot])] {
			return true
		}
		name = name[dot+1:]
	}
	return false
}

// listWord gives the first word that is the name of a block list, or nil.
func listWord(text []byte) []byte {
	var buf [longestListWord]byte
	for at := 0; at < len(text); {
		if !isWordByte(text[at]) {
			at++
			continue
		}
		end := at + 1
		for end < len(text) && (isWordByte(text[end]) || text[end] >= utf8.RuneSelf) {
			end++
		}
		if word := text[at:end]; len(word) <= len(buf) && !isWithinName(text, at, end) {
			for i, b := range word {
				buf[i] = folded[b]
			}
			if listWords[string(buf[:len(word)])] {
				return word
			}
		}
		at = end
	}
	return nil
}

// isWithinName tells whether a word is a piece of a host name, an address or a web
// address.
func isWithinName(text []byte, from, to int) bool {
	if from > 0 && (text[from-1] == '.' || text[from-1] == '/' || text[from-1] == '@' || text[from-1] == '-') {
		return true
	}
	if to >= len(text) {
		return false
	}
	return text[to] == '@' || text[to] == '-' || text[to] == '.' && startsInWord(text[to+1:])
}

// toldAsList tells whether the words before a host name say that it is a list: "listed
// in", "blocked using", "found on DNSBL".
func toldAsList(before []byte) bool {
	word, rest := lastWord(before)
	switch word {
	case "dnsbl", "rbl", "blacklist", "blocklist", "blackhole", "using", "list":
		return true
	case "in", "at", "by", "on", "with", "from", "the", "via", "to":
		for range 3 {
			if word, rest = lastWord(rest); listedWords[word] {
				return true
			}
			switch word {
			case "the", "in", "on", "by", "dns", "rbl", "dnsbl", "blacklist", "blocklist", "list", "client":
				continue
			}
			return false
		}
	}
	return listedWords[word]
}

var listedWords = map[string]bool{
	"listed": true, "blacklisted": true, "blocklisted": true, "listing": true, "found": true, "according": true,
	"blacklist": true, "blocklist": true, "dnsbl": true, "rbl": true,
}

// toldAsDomain tells whether the words before a host name say that it is the domain
// that matters: "domain of", "SPF for", "name=".
func toldAsDomain(before []byte) bool {
	word, rest := lastWord(before)
	switch word {
	case "domain", "domains", "sender", "spf", "dkim", "dmarc", "d", "name", "helo", "ehlo", "hostname", "from", "dominio", "domaine", "domäne":
		return true
	case "for", "of", "is", "in":
		word, _ = lastWord(rest)
		switch word {
		case "domain", "policy", "record", "records", "spf", "dkim", "dmarc", "name", "zone", "error", "failed", "fails", "found":
			return true
		}
	}
	return false
}

// toldAsContact tells whether the words before an address say that help is there.
func toldAsContact(before []byte) bool {
	word, rest := lastWord(before)
	if word == "to" || word == "at" {
		word, _ = lastWord(rest)
	}
	switch word {
	case "contact", "contacting", "email", "mailto", "write", "forward", "report", "via":
		return true
	}
	return false
}

// isRoleName tells whether the part of an address before the "@" is that of an
// office, of which a text rather tells as the place to turn to (RFC 2142).
func isRoleName(local []byte) bool {
	for _, name := range [...]string{"postmaster", "abuse", "support", "delist", "helpdesk", "mailmaster", "noc", "hostmaster"} {
		if hasPrefixFold(local, name) {
			return true
		}
	}
	return false
}

const longestCue = 16

// lastWord gives the last word before a place, folded, and what stands before it.
// The word is empty where it is long: none that is asked for is. The memory is
// static, of words that are known; others come back as empty too.
func lastWord(text []byte) (word string, rest []byte) {
	end := len(text)
	for end > 0 && !isWordByte(text[end-1]) && text[end-1] < utf8.RuneSelf {
		// A sentence that has ended says nothing about what follows.
		if text[end-1] == '.' || text[end-1] == ';' || text[end-1] == '!' {
			return "", nil
		}
		end--
	}
	begin := end
	for begin > 0 && (isWordByte(text[begin-1]) || text[begin-1] >= utf8.RuneSelf) {
		begin--
	}
	return cueWord(text[begin:end]), text[:begin]
}

// cueWord gives the folded form of a word that says something about the name behind
// it, empty for any other.
func cueWord(text []byte) string {
	var buf [longestCue]byte
	if len(text) > len(buf) {
		return ""
	}
	for i, b := range text {
		buf[i] = folded[b]
	}
	return cues[string(buf[:len(text)])]
}

// cues maps each word to itself, so that looking one up needs no new memory.
var cues = func() map[string]string {
	m := map[string]string{}
	for _, w := range []string{
		"dnsbl", "rbl", "blacklist", "blocklist", "blackhole", "using", "list", "in", "at", "by", "on", "with", "from",
		"the", "via", "to", "dns", "client", "listed", "blacklisted", "blocklisted", "listing", "found", "according",
		"domain", "domains", "sender", "spf", "dkim", "dmarc", "d", "name", "helo", "ehlo", "hostname", "dominio",
		"domaine", "domäne", "for", "of", "is", "policy", "record", "contact", "contacting", "email", "mailto", "write", "forward", "report", "records", "zone", "error", "failed", "fails",
	} {
		m[w] = w
	}
	return m
}()
