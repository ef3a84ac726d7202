package catalog

// subjectKinds are the kinds of what a reply may be about.
var subjectKinds = []string{"ip", "domain", "address", "list", "url"}
