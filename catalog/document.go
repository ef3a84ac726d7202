package catalog

// document is the form of a TOML file of catalog data. Any file may hold any of
// the tables.
type document struct {
	Entry    []entryTable    `toml:"entry"`
	Command  []commandTable  `toml:"command"`
	Provider []providerTable `toml:"provider"`
	Playbook []playbookTable `toml:"playbook"`
	RFC      []rfcTable      `toml:"rfc"`
}

type entryTable struct {
	ID           string        `toml:"id"`
	Code         int           `toml:"code"`
	Enhanced     string        `toml:"enhanced"`
	Classes      []int         `toml:"classes"`
	Phase        []string      `toml:"phase"`
	Provider     string        `toml:"provider"`
	FromProvider bool          `toml:"from_provider"`
	Marker       []string      `toml:"marker"`
	Match        []string      `toml:"match"`
	Hint         []string      `toml:"hint"`
	Subject      []string      `toml:"subject"`
	Historic     string        `toml:"historic"`
	Related      []string      `toml:"related"`
	Refs         []string      `toml:"refs"`
	Standard     string        `toml:"standard"`
	Confidence   string        `toml:"confidence"`
	Sample       []sampleTable `toml:"sample"`

	wordTable

	Temporary   *wordTable `toml:"temporary"`
	Permanently *wordTable `toml:"permanently"`
	Success     *wordTable `toml:"success"`
}

// wordTable holds what may differ between the classes of an enhanced code.
type wordTable struct {
	Title     string   `toml:"title"`
	Class     string   `toml:"class"`
	Permanent *bool    `toml:"permanent"`
	Actor     string   `toml:"actor"`
	Retry     string   `toml:"retry"`
	Meaning   string   `toml:"meaning"`
	When      string   `toml:"when"`
	Fix       []string `toml:"fix"`
	Use       string   `toml:"use"`
	Vague     *bool    `toml:"vague"`
}

type sampleTable struct {
	Reply string  `toml:"reply"`
	Text  string  `toml:"text"`
	After *string `toml:"after"`
}

type commandTable struct {
	Verb  string       `toml:"verb"`
	Phase string       `toml:"phase"`
	Reply []replyTable `toml:"reply"`
}

type replyTable struct {
	Code     int      `toml:"code"`
	Kind     string   `toml:"kind"`
	Enhanced string   `toml:"enhanced"`
	Ref      []string `toml:"ref"`
	With     string   `toml:"with"`
	Observed bool     `toml:"observed"`
	Must     string   `toml:"must"`
	Except   []string `toml:"except"`
	Note     string   `toml:"note"`
}

type providerTable struct {
	ID    string   `toml:"id"`
	Name  string   `toml:"name"`
	Hosts []string `toml:"hosts"`
	URL   string   `toml:"url"`
}

type playbookTable struct {
	Provider string      `toml:"provider"`
	Title    string      `toml:"title"`
	Short    string      `toml:"short"`
	Log      []string    `toml:"log"`
	Steps    []string    `toml:"steps"`
	Slow     string      `toml:"slow"`
	Stop     string      `toml:"stop"`
	Avoid    []string    `toml:"avoid"`
	Page     []pageTable `toml:"page"`
}

type pageTable struct {
	What string `toml:"what"`
	URL  string `toml:"url"`
	Seen string `toml:"seen"`
}

type rfcTable struct {
	Number    int               `toml:"number"`
	Title     string            `toml:"title"`
	Confirmed bool              `toml:"confirmed"`
	Sections  map[string]string `toml:"sections"`
}

// over lays the words of w over those of base, where w has any.
func (w *wordTable) over(base wordTable) wordTable {
	set := func(to *string, s string) {
		if s != "" {
			*to = s
		}
	}
	set(&base.Title, w.Title)
	set(&base.Class, w.Class)
	set(&base.Actor, w.Actor)
	set(&base.Retry, w.Retry)
	set(&base.Meaning, w.Meaning)
	set(&base.When, w.When)
	set(&base.Use, w.Use)
	if w.Permanent != nil {
		base.Permanent = w.Permanent
	}
	if w.Vague != nil {
		base.Vague = w.Vague
	}
	if w.Fix != nil {
		base.Fix = w.Fix
	}
	return base
}
