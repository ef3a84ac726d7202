package main

import (
	"errors"
	"os"
	"path/filepath"
	"strconv"

	"github.com/smtplog/smtplog/catalog"
	"github.com/smtplog/smtplog/internal/config"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

const configFlag = "config"

func addConfig(flags *pflag.FlagSet) {
	flags.String(configFlag, "", "read this `FILE` instead of the nearest "+config.Name+"; an empty name reads none")
}

// configure reads the configuration that counts for a command, and gives the
// flags that were not given what it says.
func (p *program) configure(cmd *cobra.Command) error {
	flags := cmd.Flags()
	f := flags.Lookup(configFlag)
	if f == nil {
		return nil // a command without anything to configure
	}
	path := f.Value.String()
	if !f.Changed {
		dir, err := os.Getwd()
		if err != nil {
			dir = "" // it is gone; the user's own file can still be read
		}
		path = config.Find(dir, p.configDirs())
	}
	if path == "" {
		return nil
	}
	var err error
	if p.config, err = config.Load(path); err != nil {
		return configError(err)
	}
	for _, v := range p.config.Values() {
		flag := flags.Lookup(v.Flag)
		if v.Command != "" && v.Command != cmd.Name() || flag == nil {
			continue
		}
		// What is wrong in the file is wrong whether or not a flag wins over it.
		switch {
		case v.Kind == config.Word || v.Kind == config.Number:
			err = p.configured(&v, flag)
		case v.Name == "catalog":
			err = p.configuredCatalog(&v, flag)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// configured gives a flag what the configuration says, unless it was given.
func (p *program) configured(v *config.Value, flag *pflag.Flag) error {
	var err error
	switch v.Flag {
	case "lang":
		_, err = catalog.LangFor(v.Text, p.getenv)
	case "tz":
		_, err = parseZone(v.Text, p.local)
	case "width":
		if n, _ := strconv.Atoi(v.Text); n != 0 && n < minWidth {
			err = wrongUse("too narrow to read; give %d or more", minWidth)
		}
	}
	if err == nil {
		before := flag.Value.String()
		if err = flag.Value.Set(v.Text); err == nil && flag.Changed {
			err = flag.Value.Set(before)
		}
	}
	if err == nil {
		return nil
	}
	return p.configFault(v.Line, v.Name+" = "+strconv.Quote(v.Text)+": "+err.Error())
}

// configuredCatalog takes the user's entries that the configuration names; their
// paths are relative to where it lies.
func (p *program) configuredCatalog(v *config.Value, flag *pflag.Flag) error {
	var files []string
	for _, item := range v.List {
		path := item.Text
		if !filepath.IsAbs(path) {
			path = filepath.Join(filepath.Dir(p.config.Path), path)
		}
		if _, err := os.Stat(path); err != nil {
			return p.configFault(item.Line, "catalog: "+err.Error())
		}
		files = append(files, path)
	}
	if !flag.Changed {
		p.catalogFiles = files
	}
	return nil
}

// configFault is the complaint about what stands on a line of the configuration.
func (p *program) configFault(line int, message string) *usageError {
	e := &config.Error{Path: p.config.Path, Line: line, Message: message}
	return wrongUse("%v", e)
}

// configError makes wrong use of what is wrong with a configuration, and offers
// what was likely meant, or the way to do without it.
func configError(err error) error {
	e := wrongUse("%v", err)
	e.hint = "put it right, or leave it out with --" + configFlag + "="
	var fault *config.Error
	if errors.As(err, &fault) && fault.Words != nil {
		e.hint = unknownWord(fault.Word, fault.Words).Error()
	}
	return e
}
