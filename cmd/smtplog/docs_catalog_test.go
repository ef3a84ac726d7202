package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/smtplog/smtplog/catalog"
)

// TestDocsCatalog holds docs/catalog against the catalog.
func TestDocsCatalog(t *testing.T) {
	dir := filepath.Join("..", "..", "docs", "catalog")
	wanted := map[string]string{}
	for _, page := range catalog.Default().Handbook() {
		wanted[page.Name] = page.Text
	}
	if *update {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if _, ok := wanted[file.Name()]; ok {
			continue
		}
		if !*update {
			t.Errorf("docs/catalog/%s is no page of the catalog any more: make docs", file.Name())
		} else if err := os.Remove(filepath.Join(dir, file.Name())); err != nil {
			t.Error(err)
		}
	}
	for name, text := range wanted {
		path := filepath.Join(dir, name)
		if *update {
			if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
				t.Error(err)
			}
			continue
		}
		if got, err := os.ReadFile(path); err != nil || string(got) != text {
			t.Errorf("docs/catalog/%s is stale: make docs", name)
		}
	}
}
