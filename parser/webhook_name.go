package parser

// webhookName is what a member's name says that its value is.
type webhookName uint8

// maxMemberName is the length of the longest name that is looked up; none that is
// known comes near it.
const maxMemberName = 40

const (
	whNone  webhookName = iota
	whSaid              // what the server said, whatever else stands there
	whMaybe             // … or what somebody else says of anything
	whRcpt
	whSender
	whEvent
	whStatus // an enhanced status code, or what became of it
	whTime
	whID
	whCode
	whCommand
	whAccepted // to whom the server accepted the message
)

// webhookNames are the names of members, in small letters and without hyphens
// and underscores.
var webhookNames = map[string]webhookName{
	"smtpresponse": whSaid, "smtpreply": whSaid, "diagnosticcode": whSaid, "diagnostic": whSaid, "dsndiag": whSaid, "diag": whSaid, "rawreason": whSaid,
	"smtperror": whSaid, "serverresponse": whSaid, "remoteresponse": whSaid, "mtaresponse": whSaid, "lastsmtpresponse": whSaid,
	"reason": whMaybe, "response": whMaybe, "message": whMaybe, "details": whMaybe, "detail": whMaybe, "error": whMaybe, "errormessage": whMaybe,
	"description": whMaybe, "bouncereason": whMaybe, "output": whMaybe, "content": whMaybe, "statusdetail": whMaybe, "failurereason": whMaybe,
	"email": whRcpt, "recipient": whRcpt, "rcptto": whRcpt, "rcpt": whRcpt, "to": whRcpt, "emailaddress": whRcpt, "recipientaddress": whRcpt, "recipientemail": whRcpt, "targets": whRcpt,
	"from": whSender, "sender": whSender, "mailfrom": whSender, "fromaddress": whSender, "addresser": whSender,
	"event": whEvent, "eventtype": whEvent, "type": whEvent, "recordtype": whEvent, "state": whEvent, "severity": whEvent, "kind": whEvent, "bouncetype": whEvent, "action": whEvent, "name": whEvent,
	"status": whStatus, "deliverystatus": whStatus,
	"timestamp": whTime, "ts": whTime, "time": whTime, "bouncedat": whTime, "created": whTime, "createdat": whTime, "tsepoch": whTime, "eventtimestamp": whTime, "date": whTime,
	"smtpid": whID, "messageid": whID,
	"code": whCode, "command": whCommand, "accepted": whAccepted,
}

// webhookNameOf looks a member's name up, which has maxMemberName octets at most.
func webhookNameOf(name []byte) webhookName {
	var buf [maxMemberName]byte
	n := 0
	for _, c := range name {
		if c == '-' || c == '_' {
			continue
		}
		if c-'A' < 26 {
			c |= 0x20
		}
		buf[n] = c
		n++
	}
	return webhookNames[string(buf[:n])]
}

// webhookEvents are the words by which the kind of an event is known, at its
// beginning.
var webhookEvents = [...]struct {
	word   string
	status Status
}{
	{"SOFT", StatusDeferred}, {"DEFER", StatusDeferred}, {"DELAY", StatusDeferred}, {"TRANSIENT", StatusDeferred}, {"TEMP", StatusDeferred}, {"MESSAGE_DELAYED", StatusDeferred},
	{"BOUNCE", StatusBounced}, {"HARD", StatusBounced}, {"FAIL", StatusBounced}, {"DROP", StatusBounced}, {"BLOCK", StatusBounced}, {"REJECT", StatusBounced},
	{"PERMANENT", StatusBounced}, {"UNDELIVER", StatusBounced}, {"INVALID", StatusBounced}, {"ADMINBOUNCE", StatusBounced}, {"MESSAGEDELIVERYERROR", StatusBounced},
	{"DELIVER", StatusSent}, {"SENT", StatusSent}, {"MESSAGE.DELIVER", StatusSent}, {"MESSAGE.BOUNCE", StatusBounced}, {"MESSAGE.FAIL", StatusBounced}, {"MESSAGE.DEFER", StatusDeferred},
}

func webhookEvent(v []byte) Status {
	for i := range webhookEvents {
		if startsFold(v, webhookEvents[i].word) {
			return webhookEvents[i].status
		}
	}
	return StatusUnknown
}
