package parser

import "testing"

// Lines in which one mark of a format runs into the next.
func TestMailersOverlap(t *testing.T) {
	for _, line := range []string{
		"mail-1          | ",
		"Nov 22 05:30:04 mx1 sm-mta[1]: 6AM5Tvn3002041: timeout waiting for input from  during client RCPT",
		"Nov 22 05:30:04 mx1 sm-mta[1]: 6AM5Tvn3002041: timeout waiting for input from during client RCPT",
		"Nov 22 05:30:04 mx1 sm-mta[1]: 6AM5Tvn3002041: a]: [rejected]",
		"Nov 22 05:30:04 mx1 sm-mta[1]: 6AM5Tvn3002041: to=",
		"Nov 22 05:30:04 mx1 sm-mta[1]: 6AM5Tvn3002041: to=<",
		"Nov 22 05:30:04 mx1 sm-mta[1]: 6AM5Tvn3002041: ruleset=, discard",
		"Nov 22 05:30:04 mx1 sm-mta[1]: 6AM5Tvn3002041: Milter: reject=",
		"Nov 22 05:30:04 mx1 sm-mta[1]: 6AM5Tvn3002041: x: SMTP protocol error: 500 a",
		"Nov 22 05:53:31 host=h tls=on auth=off errormsg='recipient address not accepted by the server' exitcode=EX_DATAERR",
		"Nov 22 05:53:31 host=h tls=on auth=off errormsg='envelope from address not accepted by the server' exitcode=EX_DATAERR",
		"CHKUSER rejected : x",
		"Nov 22 05:30:04 mx1 dovecot: submission(a)<1><b>: smtp-client: conn 192.0.2.1:25 [1]: transaction: Got reply: 550 a",
		"Nov 22 05:30:04 mx1 dovecot: submission(a)<1><b>: smtp-server: conn ",
		"Nov 22 05:30:04 mx1 dma[1.2]: remote delivery failed after : 550 a",
		"Nov 22 05:30:04 mx1 dma[1.2]: local delivery ",
		"Nov 22 05:30:04 mx1 courieresmtp: id=,addr=<>: ",
		"Nov 22 05:30:04 mx1 courieresmtpd: error,relay=,: ",
		"Nov 22 05:30:04 mx1 amavis[1]: (1-01) FWD from  from MTA(",
		"Nov 22 05:30:04 mx1 smtpd[1]: 36df991e2d4857c8 smtp ",
		"Nov 22 05:30:04 mx1 smtpd[1]: smtp-in: Failed command on session a: \" => 550 a",
		"Nov 22 05:30:04 mx1 qpsmtpd[1]: 1 ",
		"Nov 22 05:30:04 mx1 sSMTP[1]:  (550)",
		"delivery 1: failure: /Giving_up_on_/",
		"date=2026-11-22 time= device_id=a log_id=b type=event subtype=smtp msg=\"",
	} {
		for n := range len(line) + 1 {
			checkCodes(t, "overlap", []byte(line[:n]))
		}
	}
}
