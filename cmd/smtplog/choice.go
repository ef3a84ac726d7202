package main

import (
	"strings"

	"github.com/spf13/cobra"
)

// choice is the value of a flag that takes one word of a list.
type choice struct {
	value string
	words []string
}

// String gives the word chosen.
func (c *choice) String() string { return c.value }

// Type names the value in a help text.
func (c *choice) Type() string { return "WORD" }

// Set takes a word, and tells which there are when it is none of them.
func (c *choice) Set(word string) error {
	for _, w := range c.words {
		if w == word {
			c.value = w
			return nil
		}
	}
	return unknownWord(word, c.words)
}

// unknownWord is the complaint about a word that is none of a list.
func unknownWord(word string, words []string) error {
	message := "possible are " + strings.Join(words, ", ")
	if w := nearest(word, words); w != "" {
		message = "did you mean " + w + "? " + message
	}
	return wrongUse("%s", message)
}

// addChoice gives a command such a flag, the first word being the default.
func addChoice(cmd *cobra.Command, name string, usage string, words ...string) *choice {
	c := &choice{value: words[0], words: words}
	cmd.Flags().Var(c, name, usage+": "+strings.Join(words, ", "))
	// It fails only for a flag that does not exist or was registered before.
	_ = cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
	return c
}
