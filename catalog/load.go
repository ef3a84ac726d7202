package catalog

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// Load reads catalog files (see catalog/data/README.md for their form) and makes a
// catalog of them. A path may be a folder, of which all files ending in ".toml"
// are read, those of folders in it too. A key that the form does not know is an
// error.
//
// The error joins all faults that were found, each an [*Error] with its file and
// line; errors of fsys come as they are. Two entries that match a sample equally
// well are such a fault too.
func Load(fsys fs.FS, paths ...string) (*Catalog, error) {
	s, err := readContent(fsys, paths)
	if err != nil {
		return nil, err
	}
	return s.ready()
}

// Extend reads catalog files like Load and lays them over this catalog, as Overlay
// does. What the files name, such as a provider, may stand in this catalog. The
// error joins faults as in Load.
func (c *Catalog) Extend(fsys fs.FS, paths ...string) (*Catalog, error) {
	over, err := readContent(fsys, paths)
	if err != nil {
		return nil, err
	}
	over.sort()
	return c.overlay(over)
}

// Overlay lays another catalog over this one and gives the outcome; neither is
// changed. An entry, provider or command of over replaces the one of the same name;
// where two entries match equally well, the one of over wins. The error joins
// faults as in Load.
func (c *Catalog) Overlay(over *Catalog) (*Catalog, error) {
	return c.overlay(over.content())
}

func (c *Catalog) overlay(o *content) (*Catalog, error) {
	s := c.content()
	s.made = c.made()
	layer := s.topLayer() + 1
	for i := range o.entries {
		o.entries[i].layer = layer
	}
	for i := range o.playbooks {
		o.playbooks[i].layer = layer
	}
	s.entries = replaced(s.entries, o.entries, func(e *Entry) string { return e.ID })
	s.providers = replaced(s.providers, o.providers, func(p *Provider) string { return p.ID })
	s.playbooks = replaced(s.playbooks, o.playbooks, func(p *Playbook) string { return p.Provider })
	s.commands = replaced(s.commands, o.commands, func(c *Command) string { return c.Verb })
	s.sources = o.sources
	s.refs = replaced(s.refs, o.refs, func(r *rfc) string { return rfcName(r.number) })
	return s.ready()
}

// Compile reads catalog files like Load and gives the compiled form that the
// program embeds. It is meant for the generator.
func Compile(fsys fs.FS, paths ...string) ([]byte, error) {
	s, err := readContent(fsys, paths)
	if err != nil {
		return nil, err
	}
	if _, err := s.ready(); err != nil {
		return nil, err
	}
	return s.compile()
}

// topLayer gives the number of catalogs that were laid over the lowest one.
func (s *content) topLayer() uint8 {
	top := uint8(0)
	for i := range s.entries {
		top = max(top, s.entries[i].layer)
	}
	return min(top, mostLayers)
}

func (c *Catalog) content() *content {
	return &content{
		entries:   slices.Clone(c.entries),
		commands:  slices.Clone(c.commands),
		providers: slices.Clone(c.providers),
		playbooks: slices.Clone(c.playbooks),
		refs:      slices.Clone(c.refs().list),
	}
}

func replaced[T any](under, over []T, name func(*T) string) []T {
	names := make(map[string]bool, len(over))
	for i := range over {
		names[name(&over[i])] = true
	}
	under = slices.DeleteFunc(under, func(x T) bool { return names[name(&x)] })
	return append(under, over...)
}

// ready checks the content and makes a catalog of it, through the compiled form,
// so that there is one way to make one.
func (s *content) ready() (*Catalog, error) {
	s.sort()
	if err := s.check(); err != nil {
		return nil, s.sources.placed(err)
	}
	data, err := s.compile()
	if err != nil {
		return nil, err
	}
	c, err := open(string(data))
	if err != nil {
		return nil, err
	}
	// The compiled form knows no files; faults that are found later should.
	for i := range c.entries {
		c.entries[i].file, c.entries[i].line = s.entries[i].file, s.entries[i].line
	}
	for i := range c.commands {
		c.commands[i].file, c.commands[i].line = s.commands[i].file, s.commands[i].line
	}
	for i := range c.providers {
		c.providers[i].file, c.providers[i].line = s.providers[i].file, s.providers[i].line
	}
	for i := range c.playbooks {
		c.playbooks[i].file, c.playbooks[i].line = s.playbooks[i].file, s.playbooks[i].line
	}
	c.sources = s.sources
	return c, s.sources.placed(c.ties())
}

func readContent(fsys fs.FS, paths []string) (*content, error) {
	s := &content{sources: sources{}}
	var faults []error
	for _, p := range paths {
		err := fs.WalkDir(fsys, path.Clean(p), func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || name != path.Clean(p) && !strings.HasSuffix(name, ".toml") {
				return err
			}
			faults = append(faults, s.read(fsys, name)...)
			return nil
		})
		if err != nil {
			faults = append(faults, err)
		}
	}
	return s, errors.Join(faults...)
}

// read adds what a file holds. It goes on after a fault, so that all are told.
func (s *content) read(fsys fs.FS, name string) []error {
	text, err := fs.ReadFile(fsys, name)
	if err != nil {
		return []error{err}
	}
	s.sources[name] = string(text)
	var doc document
	meta, err := toml.Decode(string(text), &doc)
	if err != nil {
		return []error{syntaxFault(name, string(text), err)}
	}
	places := findTables(string(text))
	var faults []error
	for _, key := range meta.Undecoded() {
		faults = append(faults, &Error{
			File: name, Line: places.lineOfKey(key), Input: key.String(), Message: "unknown key",
		})
	}
	for i := range doc.Entry {
		entries, fault := doc.Entry[i].entries(name, places.table("entry", i))
		s.entries = append(s.entries, entries...)
		if fault != nil {
			faults = append(faults, fault)
		}
	}
	for i := range doc.Command {
		s.commands = append(s.commands, doc.Command[i].command(name, places.table("command", i)))
	}
	for i := range doc.Provider {
		p := &doc.Provider[i]
		s.providers = append(s.providers, Provider{
			ID: p.ID, Name: p.Name, Hosts: p.Hosts, URL: p.URL, file: name, line: places.table("provider", i),
		})
	}
	for i := range doc.Playbook {
		s.playbooks = append(s.playbooks, doc.Playbook[i].playbook(name, places.table("playbook", i)))
	}
	for i := range doc.RFC {
		s.refs = append(s.refs, doc.RFC[i].rfc())
	}
	return faults
}

func syntaxFault(name, text string, err error) *Error {
	fault := &Error{File: name, Message: err.Error()}
	var parse toml.ParseError
	if errors.As(err, &parse) {
		fault.Line = parse.Position.Line
		fault.Message = parse.Message
		if fault.Message == "" {
			fault.Message = parse.Error()
		}
	} else if rest, ok := strings.CutPrefix(err.Error(), "toml: line "); ok {
		// A value of the wrong type is told by a plain error.
		fault.Line, _ = shortDigits(rest)
		if _, message, ok := strings.Cut(rest, "): "); ok {
			fault.Message = message
		}
	}
	if fault.Line > 0 {
		fault.Input = lineOf(text, fault.Line)
	}
	return fault
}

func lineOf(text string, line int) string {
	for ; line > 1; line-- {
		_, text, _ = strings.Cut(text, "\n")
	}
	text, _, _ = strings.Cut(text, "\n")
	return strings.TrimSpace(text)
}

func (t *commandTable) command(file string, line int) Command {
	c := Command{Verb: t.Verb, Phase: t.Phase, file: file, line: line}
	for _, r := range t.Reply {
		c.Replies = append(c.Replies, CommandReply{
			Code: r.Code, Kind: ReplyKind(r.Kind), Enhanced: r.Enhanced, Refs: r.Ref, With: r.With,
			Observed: r.Observed, Must: r.Must, Except: r.Except, Note: r.Note,
		})
	}
	return c
}
