package catalog

import (
	"strings"
	"testing"
)

func (s Subject) String() string {
	var list []string
	for i, piece := range [...][]byte{s.IP, s.Domain, s.Address, s.List, s.URL} {
		if len(piece) > 0 {
			list = append(list, subjectKinds[i]+" "+string(piece))
		}
	}
	return strings.Join(list, ", ")
}

func TestSubjectByClass(t *testing.T) {
	c := openFixture(t)
	for _, test := range []struct {
		class Class
		text  string
		want  string
	}{
		{"blocklist-ip", "554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using zen.spamhaus.org; https://www.spamhaus.org/query/ip/192.0.2.7", "ip 192.0.2.7, list zen.spamhaus.org, url https://www.spamhaus.org/query/ip/192.0.2.7"},
		{"blocklist-ip", "550 5.7.1 Service unavailable, Client host [192.0.2.7] blocked using Spamhaus. To request removal from this list see https://www.spamhaus.org/query/ip/192.0.2.7 (AS3130)", "ip 192.0.2.7, list Spamhaus, url https://www.spamhaus.org/query/ip/192.0.2.7"},
		{"blocklist-ip", "553 http://www.spamhaus.org/query/bl?ip=192.0.2.7", "ip 192.0.2.7, list spamhaus.org, url http://www.spamhaus.org/query/bl?ip=192.0.2.7"},
		{"blocklist-ip", "554 5.7.1 Client host [192.0.2.7] blocked using bl.spamcop.net; Blocked - see https://www.spamcop.net/bl.shtml?192.0.2.7", "ip 192.0.2.7, list bl.spamcop.net, url https://www.spamcop.net/bl.shtml?192.0.2.7"},
		{"blocklist-ip", "550 Rule imposed as 192.0.2.7 is blacklisted on SPAMCOP", "ip 192.0.2.7, list SPAMCOP"},
		{"blocklist-ip", "550 JunkMail rejected - mail.example.com [192.0.2.7]:41234 is in an RBL: https://www.barracudacentral.org/lookups?ip_address=192.0.2.7", "ip 192.0.2.7, list barracudacentral.org, url https://www.barracudacentral.org/lookups?ip_address=192.0.2.7"},
		{"blocklist-ip", "550 5.7.1 192.0.2.7 is listed in rbl.example.net", "ip 192.0.2.7, list rbl.example.net"},
		{"blocklist-ip", "550 5.7.1 [2001:db8::7] is listed by blocked.example.net, go away", "ip 2001:db8::7, list blocked.example.net"},
		{"blocklist-ip", "553 5.3.0 flpd575 DNSBL:RBL 521< 192.0.2.7 >_is_blocked.For assistance forward this email to abuse_rbl@abuse-att.net", "ip 192.0.2.7"},
		{"blocklist-ip", "550 5.7.606 Access denied, banned sending IP [192.0.2.7]. To request removal from this list please visit https://sender.office.com/ and follow the directions. AS(1430)", "ip 192.0.2.7, url https://sender.office.com/"},
		{"blocklist-ip", "550 5.7.511 Access denied, banned sender[192.0.2.7]. To request removal from this list please forward this message to delist@messaging.microsoft.com. AS(1410)", "ip 192.0.2.7"},
		{"blocklist-ip", "550 Too many spams from your IP (192.0.2.7), please visit http://postmaster.free.fr/", "ip 192.0.2.7, url http://postmaster.free.fr/"},
		{"blocklist-ip", "554 IP=192.0.2.7 - Dialup/transient IP not allowed. Use a mailgateway or contact toda@rx.t-online.de if obsolete. (DIAL)", "ip 192.0.2.7"},
		{"blocklist-ip", "550 5.7.1 Service unavailable; client [192.0.2.7] blocked using Cloudmark Sender Intelligence (Visit http://csi.cloudmark.com/reset-request/ if you feel this is in error)", "ip 192.0.2.7, list Cloudmark, url http://csi.cloudmark.com/reset-request/"},
		{"blocklist-ip", "554 mx.comcast.net comcast 192.0.2.7 found on one or more DNSBLs, see http://postmaster.comcast.net/smtp-error-codes.php#BL001111", "ip 192.0.2.7, url http://postmaster.comcast.net/smtp-error-codes.php#BL001111"},
		{"blocklist-ip", "571 Email from 192.0.2.7 is currently blocked by Verizon Online's anti-spam system.", "ip 192.0.2.7"},
		{"blocklist-ip", "554 5.7.1 <unknown[192.0.2.7]>: Client host rejected: Access denied", "ip 192.0.2.7"},
		{"blocklist-ip", "550 mail from mail.example.com[192.0.2.7] rejected, 198.51.100.9 is our address", "ip 198.51.100.9"},
		{"blocklist-ip", "451 4.7.1 Your IP address ip:192.0.2.7 was found in dnsbl-1.uceprotect.net.", "ip 192.0.2.7, list dnsbl-1.uceprotect.net"},
		{"blocklist-ip", "550 5.7.1 Mail from IP 192.0.2.7 was rejected due to listing in Spamhaus PBL. For details please see http://www.spamhaus.org/query/bl?ip=192.0.2.7", "ip 192.0.2.7, list Spamhaus, url http://www.spamhaus.org/query/bl?ip=192.0.2.7"},
		{"blocklist-ip", "554-mx.example.net\n554 Your access to this mail system has been rejected due to the sending MTA's poor reputation.", ""},
		{"blocklist-ip", "550 Blocked, 192.0.2.300 and 1.2.3 are no addresses", ""},
		{"blocklist-domain", "554 5.7.1 Service unavailable; Sender address [ann@example.com] blocked using dbl.spamhaus.org; https://www.spamhaus.org/query/domain/example.com", "domain example.com, list dbl.spamhaus.org, url https://www.spamhaus.org/query/domain/example.com"},
		{"blocklist-domain", "550 5.7.1 Message contains a domain listed by SURBL: shop.example.com", "domain shop.example.com, list SURBL"},
		{"blocklist-domain", "554 5.7.1 Blacklisted URL in message. (bad.example.net) in [black]. See http://lookup.uribl.com.", "domain bad.example.net, list lookup.uribl.com, url http://lookup.uribl.com"},
		{"blocklist-domain", "550 5.7.1 The domain example.com is blacklisted in multi.uribl.com", "domain example.com, list multi.uribl.com"},

		{"auth-spf", "550 5.7.1 SPF check failed: 192.0.2.7 is not allowed to send mail from example.com", "ip 192.0.2.7, domain example.com"},
		{"auth-spf", "550 5.7.23 <ann@example.com>: Recipient address rejected: Message rejected due to: SPF fail - not authorized. Please see http://www.open-spf.net/Why?s=mfrom;id=ann@example.com;ip=192.0.2.7;r=bob", "ip 192.0.2.7, domain example.com"},
		{"auth-spf", "550 5.7.1 domain of ann@example.com does not designate 192.0.2.7 as permitted sender", "ip 192.0.2.7, domain example.com"},
		{"auth-dmarc", "550-5.7.26 Your email has been blocked because the sender is unauthenticated. Authentication results:\n550-5.7.26  DKIM = did not pass\n550-5.7.26  SPF [example.com] with ip: [192.0.2.7] = did not pass\n550 5.7.26 https://support.google.com/mail/answer/81126#authentication d2e1a72fcca58 - gsmtp", "ip 192.0.2.7, domain example.com"},
		{"auth-dmarc", "550-5.7.26 Unauthenticated email from example.com is not accepted due to domain's DMARC policy. Please contact the administrator of example.com domain", "domain example.com"},
		{"auth-dmarc", "550 5.7.509 Access denied, sending domain example.com does not pass DMARC verification and has a DMARC policy of reject. [AM0EUR02FT030.eop-EUR02.prod.protection.outlook.com]", "domain example.com"},
		{"auth-dkim", "550 5.7.20 DKIM check failed for d=example.com", "domain example.com"},
		{"auth-spf", "450 4.7.26 Access denied, a message sent over IPv6 [2001:db8::7] must pass either SPF or DKIM validation, this message is not signed", "ip 2001:db8::7"},
		{"rdns", "550-5.7.25 [192.0.2.7] The IP address sending this message does not have a PTR record setup", "ip 192.0.2.7"},
		{"rdns", "450 4.7.1 Client host rejected: cannot find your reverse hostname, [192.0.2.7]", "ip 192.0.2.7"},
		{"rdns", "450 4.7.1 <mail.internal.example>: Helo command rejected: Host not found", "domain mail.internal.example"},
		{"rdns", "554 Bad DNS PTR resource record. For explanation visit http://postmaster.web.de/error-messages?ip=192.0.2.7&c=rdns", "ip 192.0.2.7"},
		{"rdns", "450 4.7.1 <localhost>: Helo command rejected: need fully-qualified hostname", ""},

		{"invalid-recipient", "550 5.1.1 <bob@example.com>: Recipient address rejected: User unknown in virtual mailbox table", "address bob@example.com"},
		{"invalid-recipient", "550-5.1.1 The email account that you tried to reach does not exist.\n550 5.1.1 https://support.google.com/mail/?p=NoSuchUser a1-20020 - gsmtp", ""},
		{"invalid-recipient", "550 5.1.1 mailbox bob.o'neil+x@mail.example.co.uk not known, contact postmaster@example.com", "address bob.o'neil+x@mail.example.co.uk"},
		{"invalid-recipient", "554 delivery error: dd This user doesn't have a yahoo.com account (bob@yahoo.com) [0] - mta1.mail.example", "address bob@yahoo.com"},
		{"invalid-recipient", "550 5.1.1 RCPT TO:bob@example.com User unknown", "address bob@example.com"},
		{"invalid-recipient", "550 sorry, postmaster@example.com knows nobody of the name bob@example.com", "address bob@example.com"},
		{"mailbox-full", "452 4.2.2 <bob@example.com>: Mailbox full", "address bob@example.com"},
		{"relay-denied", "550 5.7.1 bob.x@example.com... Relaying denied", "address bob.x@example.com"},
		{"mailbox-full", "552 5.2.2 Postfach von bob@müller.example ist voll", "address bob@müller.example"},
		{"mailbox-disabled", "550 5.2.1 The email account that you tried to reach (BOB@Example.COM) is disabled.", "address BOB@Example.COM"},
		{"moved", "551 User not local; please try <bob@new.example>", "address bob@new.example"},
		{"recipient-restricted", "550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; list@example.com", "address list@example.com"},
		{"suppressed", "550 5.7.1 bob@example.com is on the suppression list", "address bob@example.com"},
		{"relay-denied", "554 5.7.1 <bob@example.com>: Relay access denied", "address bob@example.com"},
		{"relay-denied", "550 relaying denied, write to postmaster@example.net", ""},
		{"invalid-sender", "450 4.1.8 <ann@nosuch.example>: Sender address rejected: Domain not found", "domain nosuch.example, address ann@nosuch.example"},
		{"invalid-sender", "553 5.1.8 Domain of sender address ann@example.com does not exist", "domain example.com, address ann@example.com"},
		{"dns-failure", "Host or domain name not found. Name service error for name=nosuch.example type=MX: Host not found", "domain nosuch.example"},
		{"dns-failure", "550 5.1.2 <bob@nosuch.example>: Recipient address rejected: Domain not found", "domain nosuch.example"},
		{"dns-failure", "556 5.1.10 Domain example.com does not accept mail (nullMX)", "domain example.com"},

		{"rate-limit", "421-4.7.28 Gmail has detected an unusual rate of mail originating from your IP Netblock [192.0.2.0/24]. To protect our users", "ip 192.0.2.0"},
		{"rate-limit", "421 4.7.0 [TSS04] Messages from 192.0.2.7 temporarily deferred due to unexpected volume or user complaints - 4.16.55.1; see https://postmaster.yahooinc.com/error-codes", "ip 192.0.2.7"},
		{"rate-limit", "450 4.7.1 Too many connections from 192.0.2.7; sent at 12:34:56 by version 8.14.4", "ip 192.0.2.7"},
		{"greylist", "451 4.7.1 Greylisted, 2001:DB8:0:0:0:0:0:7 come back in 300 seconds", "ip 2001:DB8:0:0:0:0:0:7"},
		{"reputation", "550 5.7.1 [192.0.2.7 12] Our system has detected that this message is likely suspicious due to the very low reputation of the sending domain example.com.", "ip 192.0.2.7, domain example.com"},
		{"reputation", "554 mailfront.example.net ESMTP not accepting messages from you.See http://postmaster.example.net", ""},

		{"invalid-recipient", "550 <bounce+ann=example.com@lists.example>: unknown", "address bounce+ann=example.com@lists.example"},
		{"invalid-recipient", "550 5.1.1 rcpt=bob@example.com unknown", "address bob@example.com"},
		{"invalid-recipient", "550 5.1.1 'bob@example.com' unknown", "address bob@example.com"},
		{"invalid-sender", "550 SRS0=a1b2=XY=example.com=ann@forward.example: no", "domain forward.example, address SRS0=a1b2=XY=example.com=ann@forward.example"},

		{"size", "552 5.3.4 message for bob@example.com from 192.0.2.7 is too big", ""},
		{"ok", "250 2.0.0 <bob@example.com> accepted from 192.0.2.7", ""},
		{"network", "connect to mx.example.com[192.0.2.1]:25: Connection timed out", ""},
	} {
		q := queryOf(test.text, "")
		m := Match{Entry: &Entry{Class: test.class}, By: ByCode}
		if got := c.Subject(&q, &m).String(); got != test.want {
			t.Errorf("%s, %q:\ngot  %s\nwant %s", test.class, test.text, got, test.want)
		}
	}
}

// The classes in a pattern pick the subject before the scan does.
func TestSubjectByPattern(t *testing.T) {
	entry := func(id, subject, class string, patterns ...string) string {
		text := textEntry(id, patterns...)
		if subject != "" {
			text = strings.Replace(text, "title =", "subject = ["+subject+"]\ntitle =", 1)
		}
		return strings.Replace(text, "'policy'", "'"+class+"'", 1)
	}
	c, err := loadText(entry("x/list", "'ip', 'list'", "blocklist-ip", "host {ip} stands on {list} now") +
		entry("x/domain", "", "policy", "we do not want {domain} here") +
		entry("x/url", "", "policy", "read {url} first") +
		entry("x/mere", "", "policy", "node {ip} says no to {addr}") +
		entry("x/said", "'address'", "policy", "user {addr} is not wanted at {host}"))
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ text, peerIP, want string }{
		{"550 HOST [192.0.2.7]   stands on Wall.Example.NET now", "", "ip 192.0.2.7, list Wall.Example.NET"},
		{"550 10.0.0.1: host 192.0.2.7 stands on wall.example.net now", "", "ip 192.0.2.7, list wall.example.net"},
		{"550 198.51.100.1: host 192.0.2.7 stands on wall.example.net now", "192.0.2.7", "ip 198.51.100.1, list wall.example.net"},
		{"550 We do not want Müller.example here", "", "domain Müller.example"},
		{"550 read https://Help.example/a?b=1 first", "", "url https://Help.example/a?b=1"},
		{"550 node 192.0.2.7 says no to <bob@example.com>", "", ""},
		{"550-for ann@example.org: user <Bob@example.com>\n550 is not wanted at mx.example.net", "", "address Bob@example.com"},
	} {
		q := queryOf(test.text, "")
		q.PeerIP = []byte(test.peerIP)
		m := c.Lookup(&q)
		got := c.Subject(&q, &m)
		if got.String() != test.want {
			t.Errorf("%q: got %s, want %s", test.text, got, test.want)
		}
		if n := testing.AllocsPerRun(20, func() { c.Subject(&q, &m) }); pools && n >= 1 {
			t.Errorf("%q: %v allocations", test.text, n)
		}
	}
}

func TestSubjectIsNotThePeer(t *testing.T) {
	c := openFixture(t)
	q := queryOf("550 5.7.1 mx.acme.example (198.51.100.1) refuses 192.0.2.7 for SPF of example.com", "")
	q.Peer, q.PeerIP = []byte("MX.acme.example"), []byte("198.51.100.1")
	m := Match{Entry: &Entry{Class: "auth-spf"}, By: ByCode}
	if got, want := c.Subject(&q, &m).String(), "ip 192.0.2.7, domain example.com"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func FuzzSubject(f *testing.F) {
	f.Add("550 blocked 192.0.2.7 at zen.example.org, see http://www.example.org/x?ip=2001:db8::1", "blocklist-ip")
	f.Add("550 o'neil@example.com, SRS0=a=b@example.com:25 [::1]", "invalid-sender")
	c := openFixture(f)
	f.Fuzz(func(t *testing.T, text, class string) {
		q := Query{Code: 550, Text: [][]byte{[]byte(text)}}
		m := Match{Entry: &Entry{Class: Class(class)}, By: ByCode}
		s := c.Subject(&q, &m)
		for _, piece := range [...][]byte{s.IP, s.Domain, s.Address, s.List, s.URL} {
			if !strings.Contains(text, string(piece)) {
				t.Errorf("%q is not in %q", piece, text)
			}
		}
	})
}

func BenchmarkSubject(b *testing.B) {
	c := Default()
	q := queryOf("554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using zen.spamhaus.org; https://www.spamhaus.org/query/ip/192.0.2.7", "")
	m := Match{Entry: &Entry{Class: "blocklist-ip"}, By: ByCode}
	b.ReportAllocs()
	for b.Loop() {
		c.Subject(&q, &m)
	}
}
