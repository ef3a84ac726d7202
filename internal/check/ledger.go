package check

// Folded is a cause: a finding, and how often it came again.
type Folded struct {
	// Finding is the first.
	Finding
	File string
	// Count is how many there were; LastFile and LastLine tell where the last
	// one stands.
	Count    int64
	LastFile string
	LastLine int64
}

// Ledger puts findings of one cause together. The zero value is ready.
type Ledger struct {
	index map[uint64]*Folded
	list  []*Folded
	// Count is how many findings of each level there were.
	Count [Error + 1]int64
	// Beyond counts findings of further causes when there was no room for more.
	Beyond int64
	// PerFile keeps what is found in one file apart from what is found in others.
	PerFile bool
}

// maxCauses is how many causes a Ledger keeps apart.
const maxCauses = 20000

// Add notes a finding in a file. It gives its cause, nil where there was no room
// for another one.
func (l *Ledger) Add(f *Finding, file string) *Folded {
	l.Count[f.Level]++
	key := f.Key
	if l.PerFile {
		key = hashString(key, file)
	}
	if x := l.index[key]; x != nil {
		x.Count++
		x.LastFile, x.LastLine = file, f.Line
		return x
	}
	if len(l.list) >= maxCauses {
		l.Beyond++
		return nil
	}
	if l.index == nil {
		l.index = map[uint64]*Folded{}
	}
	x := &Folded{Finding: *f, File: file, Count: 1, LastFile: file, LastLine: f.Line}
	l.index[key] = x
	l.list = append(l.list, x)
	return x
}

// Causes gives all causes, in the order in which they were first found.
func (l *Ledger) Causes() []*Folded { return l.list }

// Worst gives the highest level of which there is a finding, 0 for none.
func (l *Ledger) Worst() Level {
	for level := Error; level > 0; level-- {
		if l.Count[level] > 0 {
			return level
		}
	}
	return 0
}
