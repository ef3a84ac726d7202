package check

import (
	"errors"
	"testing"
)

func TestNewSet(t *testing.T) {
	for _, tc := range []struct {
		name            string
		enable, disable []string
		on, off         []string
	}{
		{"all", nil, nil, []string{"reply/legal", "tls/auth-in-clear"}, nil},
		{"without some", nil, []string{"reply/*"}, []string{"tls/auth-in-clear"}, []string{"reply/legal", "reply/class-mismatch"}},
		{"only some", []string{"reply/*"}, nil, []string{"reply/legal"}, []string{"tls/auth-in-clear"}},
		{"only some of none", []string{"reply/legal"}, []string{"*"}, []string{"reply/legal"}, []string{"reply/class-mismatch", "retry/5xx"}},
		{"the longer pattern counts", []string{"reply/*"}, []string{"reply/legal"}, []string{"reply/class-mismatch", "retry/5xx"}, []string{"reply/legal"}},
		{"disable counts where they are the same", []string{"reply/legal"}, []string{"reply/legal"}, []string{"retry/5xx"}, []string{"reply/legal"}},
	} {
		s, err := NewSet(tc.enable, tc.disable)
		if err != nil {
			t.Errorf("%s: %v", tc.name, err)
		}
		has := map[string]bool{}
		for _, c := range s.Checks() {
			has[c.ID] = true
		}
		for _, id := range tc.on {
			if !has[id] {
				t.Errorf("%s: %s is off", tc.name, id)
			}
		}
		for _, id := range tc.off {
			if has[id] {
				t.Errorf("%s: %s is on", tc.name, id)
			}
		}
	}
	if _, err := NewSet([]string{"nonsense/*"}, nil); err == nil {
		t.Error("a pattern that names nothing is accepted")
	}
}

// ids names the checks of a set with their levels.
func ids(s Set) map[string]Level {
	m := map[string]Level{}
	for _, c := range s.Checks() {
		m[c.ID] = c.Level
	}
	return m
}

func TestChange(t *testing.T) {
	base, err := NewSet(nil, []string{"reply/*"})
	if err != nil {
		t.Fatal(err)
	}
	if base, err = base.Levels(map[string]Level{"retry/*": Notice}); err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		name            string
		enable, disable []string
		on, off         []string
	}{
		{"nothing", nil, nil, []string{"retry/5xx", "tls/auth-in-clear"}, []string{"reply/legal"}},
		{"only enable says all", []string{"reply/legal", "retry/5xx"}, nil, []string{"reply/legal", "retry/5xx"}, []string{"tls/auth-in-clear", "reply/class-mismatch"}},
		{"only disable takes away", nil, []string{"tls/*"}, []string{"retry/5xx"}, []string{"tls/auth-in-clear", "reply/legal"}},
		{"both change it", []string{"reply/legal"}, []string{"tls/*"}, []string{"retry/5xx", "reply/legal"}, []string{"tls/auth-in-clear", "reply/class-mismatch"}},
	} {
		s, err := base.Change(tc.enable, tc.disable)
		if err != nil {
			t.Errorf("%s: %v", tc.name, err)
		}
		has := ids(s)
		for _, id := range tc.on {
			if has[id] == 0 {
				t.Errorf("%s: %s is off", tc.name, id)
			}
		}
		for _, id := range tc.off {
			if has[id] != 0 {
				t.Errorf("%s: %s is on", tc.name, id)
			}
		}
		if level, ok := has["retry/5xx"]; ok && level != Notice {
			t.Errorf("%s: the level of retry/5xx is %v again", tc.name, level)
		}
	}
}

func TestLevels(t *testing.T) {
	s, err := Everything().Levels(map[string]Level{"reply/*": Notice, "reply/legal": Error, "*": Warning})
	if err != nil {
		t.Fatal(err)
	}
	has := ids(s)
	for id, want := range map[string]Level{"reply/legal": Error, "reply/class-mismatch": Notice, "retry/5xx": Warning} {
		if has[id] != want {
			t.Errorf("%s is %v, want %v", id, has[id], want)
		}
	}
	if Lookup("retry/5xx").Level != Error {
		t.Error("the check itself was changed")
	}
	var unknown *PatternError
	if _, err := s.Levels(map[string]Level{"reply/nonsense": Error}); !errors.As(err, &unknown) || unknown.Pattern != "reply/nonsense" {
		t.Errorf("a pattern that names nothing gives %v", err)
	}
}
