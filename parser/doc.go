// Package parser turns what mail systems leave behind into events: the SMTP
// replies (RFC 5321 §4.2) that stand in MTA logs and in transcripts of SMTP
// conversations, each with the command it answers, the phase of the
// conversation, and what became of the message.
//
// [Scan] is the call to use. It reads blocks of whole lines from an
// [io.Reader], finds out for every line who wrote it, and pushes one [Event]
// after the other to a function, in input order. [Scanner.Run] is the same for
// callers that want to do work of their own on several cores.
//
// What the package promises:
//
//   - Nothing is invented: a code, a phase or an address that a line does not
//     tell is left out of its event.
//   - Nothing is lost: every line is either understood, or counted in [Stats]
//     as one of another program, as binary, or as not understood.
//   - The events do not depend on the number of workers, nor on the size of
//     the pieces in which the reader hands its bytes on.
//   - Memory is bounded, whatever the input: lines over [MaxLine] are cut,
//     replies have at most [MaxReplyLines] lines, and a fixed number of
//     conversations is kept open.
//
// The slices of an Event are borrowed: they are valid until the function that
// got the event returns.
//
// Standards: RFC 5321 (SMTP), RFC 2033 (LMTP), RFC 2034 and RFC 3463 (enhanced
// status codes), RFC 2920 (pipelining), RFC 3030 (BDAT), RFC 3207 (STARTTLS),
// RFC 4954 (AUTH), RFC 3164 and RFC 5424 (syslog).
package parser
