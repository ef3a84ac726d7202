package tail

import (
	"crypto/sha256"
	"encoding/hex"
)

// Position is a place in a file, with what the file is known by when it was
// renamed, copied or compressed since.
type Position struct {
	Name   string `json:"name"` // the log's, not that of the rotated file
	Device uint64 `json:"device,omitempty"`
	Inode  uint64 `json:"inode,omitempty"`
	// HeadLen is of how many first bytes Head is the fingerprint.
	HeadLen int    `json:"head_len,omitempty"`
	Head    string `json:"head,omitempty"`
	// Offset is behind the last whole line that was handled, in bytes before
	// compression; Lines is how many lines stand before it.
	Offset int64 `json:"offset"`
	Lines  int64 `json:"lines"`
	// BackLen and Back are the same for the bytes before Offset.
	BackLen int    `json:"back_len,omitempty"`
	Back    string `json:"back,omitempty"`
	// AtEnd tells that the file had no more when it was left.
	AtEnd bool `json:"at_end,omitempty"`
}

// fingerprint is short enough for a file that people look at, and long enough
// not to meet by chance.
func fingerprint(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:12])
}

// match says how a file compares with a position.
type match uint8

const (
	matchNone  match = iota
	matchShort       // the same beginning, but it ends before the position
	matchFull
)

// in compares a position with a file of which read gives the bytes at an
// offset; the offsets only grow.
func (p *Position) in(read func(b []byte, at int64) int) match {
	if p.HeadLen <= 0 || p.HeadLen > headSize || p.BackLen < 0 || p.BackLen > headSize {
		return matchNone
	}
	b := make([]byte, p.HeadLen)
	if read(b, 0) < len(b) || fingerprint(b) != p.Head {
		return matchNone
	}
	b = make([]byte, p.BackLen)
	if read(b, p.Offset-int64(len(b))) < len(b) {
		return matchShort
	}
	if p.BackLen > 0 && fingerprint(b) != p.Back {
		return matchNone
	}
	return matchFull
}
