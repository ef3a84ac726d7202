// Command smtplog reads mail logs, SMTP transcripts and bounces, finds every
// reply in them and explains it.
package main

import "os"

func main() {
	limitMemory(os.Getenv)
	os.Exit(newProgram().run(os.Args[1:]))
}
