package parser

// A bounce is a mail that tells what became of another. It is read as a whole:
// its header says whether it is one at all, its parts tell the same reason
// once for people and once for programs (RFC 3464), and both together make one
// event for each recipient.
//
// The reader keeps of a message what can tell a reason: the header fields that
// matter, the text parts and the delivery-status part. The message that came
// back, attachments and pictures are stepped over as they are read.
const (
	// maxMailText bounds the text that is kept of one message, in octets, for
	// each of its text, HTML and delivery-status parts.
	maxMailText = 512 << 10
	// maxMailLines bounds the lines of it.
	maxMailLines = 16 << 10
	// maxField bounds one header field, unfolded.
	maxField = 8 << 10
	// maxNesting bounds multiparts within multiparts.
	maxNesting = 16
	// maxReports bounds the recipients of one message.
	maxReports = 4096
)

var dsnFormat = register(&Format{
	Name:  "dsn",
	group: groupMails,
	Title: "delivery status notifications (RFC 3464)",
	Example: "From: MAILER-DAEMON@mx1.example.net\nSubject: Undelivered Mail Returned to Sender\nMIME-Version: 1.0\n" +
		"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n" +
		"Reporting-MTA: dns; mx1.example.net\n\nFinal-Recipient: rfc822; ann@example.com\nAction: failed\nStatus: 5.1.1\n" +
		"Remote-MTA: dns; mx.example.com\nDiagnostic-Code: smtp; 550 5.1.1 User unknown\n\n--b--",
	Reads: "mails and mailboxes: the delivery-status part, completed by what the text part tells of the same recipient (the phase, the address of " +
		"the host, the further lines of the reply); failures, delays, relayed and delivered reports that quote a reply; any MIME encoding; forwarded ones too",
	Leaves: "the message that came back, complaints (RFC 5965), receipts of readers (RFC 8098) and automatic answers, and text beyond 512 KiB of one mail",
})

var bounceFormat = register(&Format{
	Name:  "bounce",
	group: groupMails,
	Title: "bounces in words only",
	Example: "From: MAILER-DAEMON@mx1.example.net\nSubject: failure notice\n\nHi. This is the qmail-send program at mx1.example.net.\n" +
		"I'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n" +
		"<ann@example.com>:\n192.0.2.1 does not like recipient.\nRemote host said: 550 5.1.1 User unknown\nGiving up on 192.0.2.1.",
	Reads: "what Postfix, Exim, Sendmail, qmail, Courier, Exchange, Domino, Gmail, Yahoo, Microsoft 365 and their likes write to the sender, " +
		"Sendmail's transcript of the session included; such texts pasted without their header, quoted with >, in Markdown or out of a web page",
	Leaves: "reasons in words when it cannot be told which recipient they are of; the message that came back; bounces that a mail of somebody else quotes",
})

var noticeFormat = register(&Format{
	Name:  "postfix-notice",
	group: groupMails,
	Title: "Postfix's notices to the postmaster",
	Example: "From: MAILER-DAEMON@mx1.example.net\nSubject: Postfix SMTP server: errors from client.example.org[192.0.2.9]\n\n" +
		"Transcript of session follows.\n\n Out: 220 mx1.example.net ESMTP Postfix\n In:  EHLO client.example.org\n Out: 250 mx1.example.net",
	Reads:  "the conversation that smtpd or smtp had, both sides",
	Leaves: "message text, which the notice leaves out itself",
})

// mailLine is one line of a decoded part, and where it stands in the file.
type mailLine struct {
	text  []byte
	no    int64
	whole []byte // the line that text is a part of; nil where it is all of it
}

// shown gives the whole line.
func (l *mailLine) shown() []byte {
	if l.whole != nil {
		return l.whole
	}
	return l.text
}

// mailText is the lines of one kind of part.
type mailText struct {
	buf   []byte
	ends  []int32
	nos   []int64
	full  bool
	label string // charset of the part
	list  []mailLine
}

// add appends a line; what is beyond the bounds is left out.
func (t *mailText) add(line []byte, no int64) {
	if len(t.buf)+len(line) > maxMailText || len(t.ends) >= maxMailLines {
		t.full = true
		return
	}
	t.buf = append(t.buf, line...)
	t.ends = append(t.ends, int32(len(t.buf)))
	t.nos = append(t.nos, no)
}

func (t *mailText) reset() {
	t.buf, t.ends, t.nos, t.full, t.label = t.buf[:0], t.ends[:0], t.nos[:0], false, ""
}

// lines gives the lines; they are good until the text is reset.
func (t *mailText) lines() []mailLine {
	t.list = t.list[:0]
	from := int32(0)
	for i, to := range t.ends {
		t.list = append(t.list, mailLine{text: t.buf[from:to:to], no: t.nos[i]})
		from = to
	}
	return t.list
}
