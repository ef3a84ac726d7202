// Command gen compiles the files of catalog/data into the one that the program
// embeds. It is run by go generate in the catalog's folder.
package main

import (
	"fmt"
	"os"

	"github.com/smtplog/smtplog/catalog"
)

func main() {
	data, err := catalog.Compile(os.DirFS("data"), ".")
	if err == nil {
		err = os.WriteFile("data/compiled.bin", data, 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
