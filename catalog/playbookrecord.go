package catalog

// ProviderRecord is a provider in the form of the TOML files.
type ProviderRecord struct {
	ID    string   `toml:"id" json:"id"`
	Name  string   `toml:"name" json:"name"`
	Hosts []string `toml:"hosts" json:"hosts,omitempty"`
	URL   string   `toml:"url,omitempty" json:"url,omitempty"`
}

// PlaybookRecord is a playbook in the form of the TOML files.
type PlaybookRecord struct {
	Provider string       `toml:"provider" json:"provider"`
	Title    string       `toml:"title" json:"title"`
	Short    string       `toml:"short" json:"short"`
	Log      []string     `toml:"log,omitempty" json:"log,omitempty"`
	Steps    []string     `toml:"steps" json:"steps"`
	Slow     string       `toml:"slow,omitempty" json:"slow,omitempty"`
	Stop     string       `toml:"stop,omitempty" json:"stop,omitempty"`
	Avoid    []string     `toml:"avoid,omitempty" json:"avoid,omitempty"`
	Page     []PageRecord `toml:"page,omitempty" json:"page,omitempty"`
}

// PageRecord is a page of a playbook in the form of the TOML files.
type PageRecord struct {
	What string `toml:"what" json:"what"`
	URL  string `toml:"url" json:"url"`
	Seen string `toml:"seen,omitempty" json:"seen,omitempty"`
}

// Record gives the provider in the form of the TOML files.
func (p *Provider) Record() ProviderRecord {
	return ProviderRecord{ID: p.ID, Name: p.Name, Hosts: p.Hosts, URL: p.URL}
}

// Record gives the playbook in the form of the TOML files.
func (p *Playbook) Record() PlaybookRecord {
	r := PlaybookRecord{
		Provider: p.Provider, Title: p.Title, Short: p.Short, Log: p.Log, Steps: p.Steps,
		Slow: p.Slow, Stop: p.Stop, Avoid: p.Avoid,
	}
	for _, page := range p.Pages {
		r.Page = append(r.Page, PageRecord(page))
	}
	return r
}
