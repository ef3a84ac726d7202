package main

import (
	"github.com/spf13/cobra"
)

// shells are those for which cobra writes completions.
var shells = []string{"bash", "zsh", "fish", "powershell"}

func (p *program) completionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "completion bash|zsh|fish|powershell",
		Short: "print the completions for a shell",
		Long:  "Prints a script that lets the shell complete commands, flags and their words.",
		Example: `source <(smtplog completion bash)
smtplog completion zsh > "${fpath[1]}/_smtplog"
smtplog completion fish > ~/.config/fish/completions/smtplog.fish
smtplog completion powershell | Out-String | Invoke-Expression`,
		ValidArgs: shells,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				e := wrongUse("completion takes the name of a shell")
				e.hint = "there are bash, zsh, fish and powershell"
				return e
			}
			root := cmd.Root()
			switch args[0] {
			case "bash":
				return root.GenBashCompletionV2(p.stdout, true)
			case "zsh":
				return root.GenZshCompletion(p.stdout)
			case "fish":
				return root.GenFishCompletion(p.stdout, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(p.stdout)
			}
			return wrongUse("completion: %q: %v", args[0], unknownWord(args[0], shells))
		},
	}
}
