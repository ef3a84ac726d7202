package parser

// dmaQueueFormat is what mailq of the DragonFly Mail Agent prints.
var dmaQueueFormat = register(&Format{
	Name:    "dma-queue",
	group:   groupQueues,
	Title:   "dma's queue, mailq",
	Example: "ID\t: 4d.559c02704f20\nFrom\t: me@example.net\nTo\t: ann@example.com",
	Reads:   "no record: the listing tells no reason, its lines are known and left alone",
	Leaves:  "why mail waits, which the log of dma tells",
})

func init() {
	registerSource(sourceKind{starts: "IM", make: func(*sequencer) sourceReader {
		return &silentListing{
			format: dmaQueueFormat,
			begins: func(line []byte) bool { return hasPrefix(line, "ID\t: ") || string(line) == "Mail queue is empty" },
			goesOn: func(line []byte) bool { return dmaQueueField(line) || string(line) == "--" },
		}
	}})
}

// dmaQueueField knows the lines of an entry.
func dmaQueueField(line []byte) bool {
	return hasPrefix(line, "ID\t: ") || hasPrefix(line, "From\t: ") || hasPrefix(line, "To\t: ")
}
