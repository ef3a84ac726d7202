package parser

// localMonths are the months as journalctl and a syslog under another locale
// write them, where that is not as English has them. What is two months in two
// languages is left out.
var localMonths = map[string]uint8{
	"janv.": 1, "ene": 1, "gen": 1, "sty": 1, "янв": 1, "Oca": 1,
	"févr.": 2, "fev": 2, "lut": 2, "фев": 2, "Şub": 2,
	"Mär": 3, "Mrz": 3, "mars": 3, "mrt": 3, "мар": 3, "mar": 3, "mar.": 3,
	"avril": 4, "avr.": 4, "abr": 4, "kwi": 4, "апр": 4, "Nis": 4, "apr": 4,
	"Mai": 5, "mai": 5, "maj": 5, "mei": 5, "mag": 5, "may": 5, "май": 5, "мая": 5,
	"juin": 6, "giu": 6, "cze": 6, "июн": 6, "Haz": 6, "jun": 6,
	"juil.": 7, "lug": 7, "lip": 7, "июл": 7, "Tem": 7, "jul": 7,
	"août": 8, "ago": 8, "sie": 8, "авг": 8, "Ağu": 8, "aug": 8,
	"sept.": 9, "set": 9, "wrz": 9, "сен": 9, "Eyl": 9, "sep": 9,
	"Okt": 10, "okt": 10, "oct.": 10, "out": 10, "ott": 10, "paź": 10, "окт": 10, "Eki": 10, "oct": 10,
	"nov.": 11, "ноя": 11, "Kas": 11, "nov": 11,
	"Dez": 12, "dez": 12, "déc.": 12, "dic": 12, "gru": 12, "дек": 12, "Ara": 12, "des": 12, "dec": 12,
	"jan": 1, "feb": 2,
}

// maxLocalMonth is the length of the longest of them.
const maxLocalMonth = 6

// local is bsd for a month of another language: "Mär 08 05:38:58", "févr. 8
// 05:38:58".
func (s *Stamp) local(b []byte) int {
	i := 0
	for i < len(b) && i <= maxLocalMonth && b[i] > ' ' && !isDigit(b[i]) {
		i++
	}
	if i < 3 || i > maxLocalMonth || i+12 > len(b) || b[i] != ' ' {
		return 0
	}
	at := i + 1
	if b[at] == ' ' {
		at++
	}
	d, n := atoi(b[at:], 2)
	if n == 0 || at+n+9 > len(b) || b[at+n] != ' ' {
		return 0
	}
	m, ok := localMonths[string(b[:i])]
	if !ok || !validDay(m, uint8(d)) {
		return 0
	}
	at += n + 1
	if n = s.clock(b[at:]); n == 0 {
		return 0
	}
	s.Month, s.Day, s.relative = m, uint8(d), true
	return at + n
}
