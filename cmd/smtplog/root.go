package main

import (
	"errors"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// rootCommand puts the program together.
func (p *program) rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "smtplog",
		Short: "finds the SMTP replies in mail logs and bounces and explains them",
		Long: `Reads logs of mail servers, transcripts of SMTP conversations and bounces, finds
every reply in them, and tells what it means there, whether a retry helps, whose
move it is and what to do.`,
		Example: `smtplog annotate /var/log/mail.log
journalctl -u postfix -o short-iso | smtplog annotate --failed
smtplog explain 550 5.7.26
smtplog compare 450 550`,
		Args:          cobra.ArbitraryArgs,
		SilenceErrors: true,
		SilenceUsage:  true,
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			return p.configure(cmd)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownCommand(cmd, args[0])
			}
			if err := writeAll(p.stderr, helpText(cmd)); err != nil {
				return err
			}
			return errIncomplete
		},
	}
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) { _ = writeAll(p.stdout, helpText(cmd)) })
	root.SetUsageFunc(func(cmd *cobra.Command) error { return writeAll(p.stderr, helpText(cmd)) })
	root.SetFlagErrorFunc(flagError)
	root.SetHelpCommand(p.helpCommand(root))
	root.AddCommand(
		p.annotateCommand(),
		p.explainCommand(),
		p.compareCommand(),
		p.checkCommand(),
		p.formatsCommand(),
		p.catalogCommand(),
		p.completionCommand(),
		p.manCommand(),
		p.versionCommand(),
	)
	root.Flags().Bool("version", false, "print the version")
	root.PersistentFlags().BoolP("help", "h", false, "print this help")
	run := root.RunE
	root.RunE = func(cmd *cobra.Command, args []string) error {
		if v, _ := cmd.Flags().GetBool("version"); v {
			return p.printVersion()
		}
		return run(cmd, args)
	}
	return root
}

// unknownCommand is the complaint about a word that is no command: a file or a
// code that was given without one, or a slip of the fingers.
func unknownCommand(cmd *cobra.Command, word string) error {
	e := wrongUse("unknown command %q", word)
	var names []string
	for _, c := range cmd.Commands() {
		names = append(names, c.Name())
	}
	path := cmd.CommandPath()
	switch _, err := os.Stat(word); {
	case cmd.HasParent():
		e.hint = "there are: " + strings.Join(names, ", ") + "; see " + path + " --help"
	case err == nil:
		e.hint = "to read the file: smtplog annotate " + word
	case word[0] >= '1' && word[0] <= '9':
		e.hint = "to explain a code: smtplog explain " + word
	default:
		e.hint = "see smtplog --help for the commands"
	}
	if n := nearest(word, names); n != "" {
		e.hint = "did you mean: " + path + " " + n + "?"
	}
	return e
}

// flagError makes wrong use of what the flag parser says, and offers the flag
// that was likely meant.
func flagError(cmd *cobra.Command, err error) error {
	e := wrongUse("%s", err.Error())
	var missing *pflag.NotExistError
	if errors.As(err, &missing) && missing.GetSpecifiedShortnames() == "" {
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		if n := nearest(missing.GetSpecifiedName(), names); n != "" {
			e.hint = "did you mean --" + n + "?"
			return e
		}
	}
	e.hint = "see " + cmd.CommandPath() + " --help"
	return e
}

// noArgs is for commands that take none.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	e := wrongUse("%s takes no argument, but was given %q", cmd.CommandPath(), args[0])
	e.hint = "see " + cmd.CommandPath() + " --help"
	return e
}
