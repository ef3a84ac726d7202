// Command gen compiles the files of catalog/data into the one that the program
// embeds, and each language of catalog/lang into one of its own. It is run by go
// generate in the catalog's folder.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/smtplog/smtplog/catalog"
)

func main() {
	err := data()
	if err == nil {
		err = languages()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func data() error {
	compiled, err := catalog.Compile(os.DirFS("data"), ".")
	if err != nil {
		return err
	}
	return os.WriteFile("data/compiled.bin", compiled, 0o644)
}

func languages() error {
	files, err := filepath.Glob("lang/*.toml")
	if err != nil {
		return err
	}
	for _, file := range files {
		compiled, err := catalog.CompileLang(os.DirFS("lang"), filepath.Base(file))
		if err != nil {
			return err
		}
		if err := os.WriteFile(strings.TrimSuffix(file, ".toml")+".bin", compiled, 0o644); err != nil {
			return err
		}
	}
	return nil
}
