package main

import "strings"

// quotedReply gives the reply that a sentence quotes, such as "host mx[…] said:
// 550 5.1.1 No such user (in reply to RCPT TO command)"; "" where there is none.
// It is for text that someone holds to be a reply: in a log or a mail a number
// in a sentence is no reply.
func quotedReply(text string) string {
	for i := 0; i+4 < len(text); i++ {
		if i > 0 && !strings.ContainsRune(" \t\n\"'(<:;", rune(text[i-1])) {
			continue
		}
		c := text[i : i+4]
		if c[0] < '2' || c[0] > '5' || c[1] < '0' || c[1] > '9' || c[2] < '0' || c[2] > '9' || c[3] != ' ' && c[3] != '-' {
			continue
		}
		reply := text[i:]
		if end := strings.Index(reply, " (in reply to "); end > 0 {
			reply = reply[:end]
		}
		return strings.TrimSpace(reply)
	}
	return ""
}
