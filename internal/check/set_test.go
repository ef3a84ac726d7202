package check

import "testing"

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
