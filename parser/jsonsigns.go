package parser

import "math/bits"

// signs are the names by which formats know the objects that are theirs, as
// far as they stand in one. All of them are looked for in one pass: an object
// is nearly always none of these, and has a quotation mark every few octets.
type signs uint16

const (
	signNotification signs = 1 << iota
	signEvent
	signMail
	signBounce
	signDelivery
	signType
	signResponse
	signEnhanced // behind the first signResponse
	signTnx
	signDirection
	signDeliveryStatus
	signReplyText // a string that begins as a reply does, maybe behind "smtp;" or a bracket
)

// objects are the formats that are told by them.
var objects []*Format

// signNames are the names as they stand in an object; needs is what must have
// been seen before.
var signNames = [...]struct {
	name      string
	is, needs signs
}{
	{`"notificationType"`, signNotification, 0},
	{`"eventType"`, signEvent, 0},
	{`"mail"`, signMail, 0},
	{`"bounce"`, signBounce, 0},
	{`"delivery"`, signDelivery, 0},
	{`"type":`, signType, 0},
	{`"response":`, signResponse, 0},
	{`"enhanced_code":`, signEnhanced, signResponse},
	{`"tnx":`, signTnx, 0},
	{`"direction":{"from":`, signDirection, 0},
	{`"delivery-status"`, signDeliveryStatus, 0},
	{`"smtp;`, signReplyText, 0},
	{`"SMTP;`, signReplyText, 0},
}

// signNext are the places in signNames of those that have one octet behind the
// first mark, as bits.
var signNext = func() (t [256]uint16) {
	for i := range signNames {
		t[signNames[i].name[1]] |= 1 << i
	}
	return t
}()

// signsOf gathers what stands in an object, behind its first octet.
func signsOf(line []byte) (s signs) {
	for i := 0; i < len(line); i += 8 {
		for at := octetsOf(eightOctets(line[i:]), '"'); at != 0; at &= at - 1 {
			k := i + bits.TrailingZeros64(at)>>3
			if k+1 >= len(line) || k == 0 {
				continue
			}
			if c := line[k+1]; c-'2' < 4 && startsReply(line[k+1:]) || c == '(' && startsReply(line[k+2:]) {
				s |= signReplyText
			}
			for n := signNext[line[k+1]]; n != 0; n &= n - 1 {
				x := &signNames[bits.TrailingZeros16(n)]
				if s&x.needs == x.needs && hasPrefix(line[k:], x.name) {
					s |= x.is
				}
			}
		}
	}
	return s
}
