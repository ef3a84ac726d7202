package catalog

// providerOf gives the number of the provider whose host the name is, or -1. A
// name below a provider's own counts, the longest such one first.
func (c *Catalog) providerOf(host []byte) int32 {
	var buf [256]byte
	if len(host) > len(buf) {
		return -1
	}
	name := buf[:len(host)]
	for i, b := range host {
		name[i] = folded[b]
	}
	for len(name) > 0 {
		if n, ok := c.hosts[string(name)]; ok {
			return n
		}
		dot := 0
		for dot < len(name) && name[dot] != '.' {
			dot++
		}
		if dot == len(name) {
			break
		}
		name = name[dot+1:]
	}
	return -1
}

// ProviderOf gives the provider whose server has this host name, or nil. It does
// not allocate.
func (c *Catalog) ProviderOf(host []byte) *Provider {
	n := c.providerOf(host)
	if n < 0 {
		return nil
	}
	return &c.providers[n]
}

func (c *Catalog) indexHosts() {
	c.hosts = make(map[string]int32, 2*len(c.providers))
	for i := range c.providers {
		for _, h := range c.providers[i].Hosts {
			c.hosts[h] = int32(i)
		}
	}
}
