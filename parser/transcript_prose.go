package parser

import "bytes"

// inSentence tells whether the reply that stands quoted at i is one that a sentence
// speaks of, "answers with the smtp error "421 …" instead of "550 …"": no colon is
// before the quotation, and the sentence goes on behind it.
func inSentence(p []byte, i int, before []byte, quote byte) bool {
	if n := len(before); n == 0 || !isAlnum(before[n-1]) || hasAnyPrefix(trimLeft(p[n:i]), markedBy[:]) {
		return false
	}
	if hasAnySuffix(before, contrasts[:]) {
		return true
	}
	at := bytes.IndexByte(p[i:], quote)
	if at < 0 {
		return false
	}
	rest := p[i+at+1:]
	if len(rest) < 3 || rest[0] != ' ' || !isAlpha(rest[1]) {
		return false
	}
	return hasAnyPrefix(rest, contrasted[:]) || replyShape(p[i:]) != shapeClear && !hasAnySuffix(before, happened[:])
}

// markedBy are the marks that make what is quoted the saying of a program.
var markedBy = [...]string{":", "=", "-"}

// contrasts are the words that stand between two replies that are compared, and
// contrasted those that stand behind the first.
var (
	contrasts  = [...]string{" instead of", " rather than", " and not", " not", " like", " e.g.", " such as", " for example"}
	contrasted = [...]string{" instead", " rather than ", " and not ", " or ", " but "}
)

// happened are the verbs behind which a reply was given, whatever follows it.
var happened = [...]string{"said", "replied", "responded", "with", "answered", "returned", "failed", "rejected"}
