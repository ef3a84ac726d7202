package catalog

import (
	"bufio"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestSectionsInComments holds every section that the sources of the module
// name to the list of those that exist.
func TestSectionsInComments(t *testing.T) {
	c := Default()
	cited := regexp.MustCompile(`RFC (\d{3,5})((?:,? (?:and )?§[0-9A-Z][0-9.]*)+)`)
	section := regexp.MustCompile(`§([0-9A-Z][0-9.]*)`)
	seen := 0
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name := d.Name(); name != ".." && strings.HasPrefix(name, ".") || name == "testdata" {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		sc := bufio.NewScanner(f)
		for no := 1; sc.Scan(); no++ {
			for _, m := range cited.FindAllStringSubmatch(sc.Text(), -1) {
				for _, s := range section.FindAllStringSubmatch(m[2], -1) {
					seen++
					ref := "RFC " + m[1] + " §" + strings.TrimRight(s[1], ".")
					if c.refFault(ref) != "" {
						t.Errorf("%s:%d: %s is in no list of sections that exist", path, no, ref)
					}
				}
			}
		}
		return sc.Err()
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen < 60 {
		t.Errorf("only %d sections found: is the walk right?", seen)
	}
}
