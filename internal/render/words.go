package render

// labels are the English words that only annotations need, by the keys under
// which a language may have its own. All others are the catalog's.
var labels = map[string]string{
	"annotate.no_code":    "reply without its codes",
	"annotate.no_reply":   "no reply",
	"annotate.not_logged": "refused here, reply {place}not logged",
	"annotate.local":      "Said by this server itself; nothing came over the wire.",
	"annotate.told_again": "told again:",
	"annotate.said_own":   "said by this server",
	"annotate.said_by":    "said by",
	"annotate.about":      "about",
	"annotate.listed_at":  "listed at",
	"annotate.found_by":   "found by",
	"annotate.see":        "See",
	"annotate.to":         "to",
	"annotate.for":        "for",
	"annotate.greeting":   "as greeting",

	"annotate.move_yours":           "your move",
	"annotate.move_sender":          "up to whoever wrote the message",
	"annotate.move_sender-admin":    "up to whoever runs the sending server",
	"annotate.move_recipient":       "up to the recipient",
	"annotate.move_recipient-admin": "up to whoever runs the receiving server",

	"format.reads":  "Reads:",
	"format.leaves": "Leaves:",

	"by.none":           "nothing",
	"by.class":          "the first digit of the code",
	"by.subject":        "the subject of the enhanced code",
	"by.hint":           "a word that hints at it,",
	"by.code":           "the reply code",
	"by.enhanced":       "the enhanced code",
	"by.text":           "the phrase",
	"by.marker":         "the marker",
	"by.second":         "without it:",
	"card.after":        "After",
	"card.unregistered": "not registered by any RFC",
}

// say gives the words for a key in the language of the Text.
func (t *Text) say(key string) string {
	if s := t.opts.Lang.Text(key); s != key {
		return s
	}
	return labels[key]
}
