package catalog

import "strconv"

// DigitMeaning tells what one part of a code says.
type DigitMeaning struct {
	// Digits is the part, such as "5" or "7".
	Digits string
	// Text is a sentence about it.
	Text string
	// Ref is the section that says so.
	Ref string
}

// ByDigits tells what a code says by its digits alone, for codes of which nothing
// else is known: the first and second digit of a reply code (RFC 5321 §4.2.1), class
// and subject of an enhanced one (RFC 3463 §2 and §3). A code that cannot be read
// is an error. lang may be nil.
func ByDigits(code string, lang *Lang) ([]DigitMeaning, error) {
	asked, err := ParseCode(code)
	if err != nil {
		return nil, err
	}
	const severities = "RFC 5321 §4.2.1"
	var list []DigitMeaning
	add := func(digits, ref, key, text string) {
		list = append(list, DigitMeaning{digits, lang.Format("digits."+key, "digit", digits, "code", asked.String(), "text", text), ref})
	}
	if asked.Code != 0 {
		digit := asked.Code
		if digit > 9 {
			digit /= 100
		}
		add(strconv.Itoa(digit), severities, "first", lang.Text("first_digit."+digitKey(digit)))
	}
	if asked.Code > 9 {
		add(strconv.Itoa(asked.Code/10%10), severities, "second", lang.Text("second_digit."+secondKey(asked.Code)))
	}
	if key, ok := parseEnhanced(asked.Enhanced); ok {
		add(strconv.Itoa(int(key.class())), "RFC 3463 §2", "class", lang.Text("first_digit."+digitKey(int(key.class()))))
		add(strconv.Itoa(int(key.subject())), "RFC 3463 §3", "subject", lang.Text("subject."+subjectKey(asked.Enhanced)))
	}
	return list, nil
}
