package render

// say gives the words for a key in the language of the Text.
func (t *Text) say(key string) string { return t.opts.Lang.Text(key) }

// sayOf gives the words for a key with what belongs into them; pairs holds names
// and values in turn.
func (t *Text) sayOf(key string, pairs ...string) string { return t.opts.Lang.Format(key, pairs...) }
