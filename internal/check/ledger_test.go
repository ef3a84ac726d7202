package check

import "testing"

func TestLedgerFolds(t *testing.T) {
	var l Ledger
	c := All()[0]
	for i := range 5 {
		l.Add(&Finding{Check: c, Level: Warning, Line: int64(i + 1), Key: 7}, "a.log")
	}
	l.Add(&Finding{Check: c, Level: Notice, Line: 9, Key: 8}, "b.log")
	list := l.Causes()
	if len(list) != 2 {
		t.Fatalf("%d causes, want 2", len(list))
	}
	if x := list[0]; x.Count != 5 || x.Line != 1 || x.LastLine != 5 || x.File != "a.log" {
		t.Errorf("first cause %+v", x)
	}
	if l.Worst() != Warning || l.Count[Warning] != 5 || l.Count[Notice] != 1 {
		t.Errorf("worst %v, counts %v", l.Worst(), l.Count)
	}
}

func TestLedgerIsBounded(t *testing.T) {
	var l Ledger
	c := All()[0]
	for i := range maxCauses + 10 {
		l.Add(&Finding{Check: c, Level: Error, Key: uint64(i)}, "a.log")
	}
	if len(l.Causes()) != maxCauses || l.Beyond != 10 || l.Count[Error] != maxCauses+10 {
		t.Errorf("%d causes, %d beyond, %d errors", len(l.Causes()), l.Beyond, l.Count[Error])
	}
	if x := l.Add(&Finding{Check: c, Level: Error, Key: 3}, "b.log"); x == nil || x.Count != 2 {
		t.Errorf("a known cause is counted all the same: %+v", x)
	}
}

func TestLedgerPerFile(t *testing.T) {
	l := Ledger{PerFile: true}
	c := All()[0]
	for _, file := range []string{"a.log", "b.log", "a.log"} {
		l.Add(&Finding{Check: c, Level: Error, Key: 7}, file)
	}
	list := l.Causes()
	if len(list) != 2 || list[0].Count != 2 || list[1].File != "b.log" {
		t.Errorf("causes %+v", list)
	}
}
