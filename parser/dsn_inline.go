package parser

// inlineGroups finds the fields of a delivery-status part in the middle of a
// text: gateways take the structure of a mail away and leave its words.
func inlineGroups(text []mailLine) ([]report, dsnHead) {
	for i, l := range text {
		if startsFold(l.text, "FINAL-RECIPIENT:") || startsFold(l.text, "REPORTING-MTA:") {
			return readGroups(upTo(text[i:]))
		}
	}
	return nil, dsnHead{}
}

// upTo cuts the lines where the header of the message that came back begins.
func upTo(lines []mailLine) []mailLine {
	for i, l := range lines {
		if startsFold(l.text, "RETURN-PATH:") || startsFold(l.text, "RECEIVED:") {
			return lines[:i]
		}
	}
	return lines
}

// beforeGroups gives what stands before such fields.
func beforeGroups(text []mailLine) []mailLine {
	for i, l := range text {
		if startsFold(l.text, "FINAL-RECIPIENT:") || startsFold(l.text, "REPORTING-MTA:") {
			return text[:i]
		}
	}
	return text
}
