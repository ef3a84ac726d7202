package parser

import (
	"slices"
	"testing"
)

func TestAges(t *testing.T) {
	type thing struct {
		age  age[thing]
		name byte
	}
	var l ages[thing]
	things := map[byte]*thing{}
	order := func() string {
		var s []byte
		for a := l.oldest; a != nil; a = a.newer {
			s = append(s, a.of.name)
		}
		var back []byte
		for a := l.newest; a != nil; a = a.older {
			back = append(back, a.of.name)
		}
		slices.Reverse(back)
		if string(s) != string(back) {
			t.Errorf("forth %q, back %q", s, back)
		}
		return string(s)
	}
	for _, c := range []struct{ do, want string }{
		{"+a", "a"}, {"!a", "a"}, {"-a", ""}, {"+a", "a"}, {"+b", "ab"}, {"+c", "abc"}, {"!a", "bca"}, {"!c", "bac"},
		{"-a", "bc"}, {"!c", "bc"}, {"+a", "bca"}, {"-b", "ca"}, {"-a", "c"}, {"-c", ""},
	} {
		name := c.do[1]
		switch c.do[0] {
		case '+':
			things[name] = &thing{name: name}
			l.add(&things[name].age, things[name])
		case '!':
			l.touch(&things[name].age)
		case '-':
			l.remove(&things[name].age)
		}
		if got := order(); got != c.want {
			t.Errorf("%s: %q, want %q", c.do, got, c.want)
		}
	}
}
