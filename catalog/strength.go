package catalog

// strength orders entries that match the same text: the higher, the surer. It is made
// of, from the top: the tier of the pattern, its literal length with the bonus for
// own words, the number of conditions, whether the peer is the provider, the layer,
// whether its provider, or its lack of one, fits the peer, and for hints how early the word stands.
type strength uint64

const (
	strengthTier       = 44
	strengthLiteral    = 28
	strengthConditions = 24
	strengthFrom       = 23
	strengthLayer      = 17
	strengthNamed      = 16

	longestLiteral = 1<<(strengthTier-strengthLiteral) - 1 - ownWordsBonus
)

// What is said by a provider's own server is rather in the provider's words than in
// words that anybody might use, even where those are longer by so much. The same
// goes for a diagnostic and the words of entries that are made for such.
const ownWordsBonus = 8

// Layers beyond this number count alike.
const mostLayers = 15

// strengthOf gives the strength of a pattern before anything is known of a query.
func strengthOf(t tier, literal, conditions int, layer uint8) strength {
	return strength(t)<<strengthTier | strength(min(literal, longestLiteral))<<strengthLiteral |
		strength(conditions)<<strengthConditions | strength(min(layer, mostLayers))<<strengthLayer
}

func (s strength) tier() tier { return tier(s >> strengthTier) }

// atMost gives a strength that neither this pattern nor any weaker one of the same
// order can pass in a query that gives no more than a bonus.
func (s strength) atMost(bonus strength) strength {
	return s>>strengthLiteral<<strengthLiteral + (bonus+1)<<strengthLiteral
}

// strengthIn gives the strength of a pattern in the query that is looked up.
func (t *textSearch) strengthIn(p *terms) strength {
	s := p.base
	if p.is(termDiagnostic) {
		s += ownWordsBonus << strengthLiteral
	}
	// Words of some provider say more than the same words of anybody, unless the
	// peer is known to be another one.
	switch peer := t.provider(); {
	case peer == noProvider:
		s |= strength(boolInt(p.provider >= 0)) << strengthNamed
	case peer == int32(p.provider):
		s |= 1<<strengthFrom | 1<<strengthNamed
		if !p.is(termDiagnostic) {
			s += ownWordsBonus << strengthLiteral
		}
	default:
		s |= strength(boolInt(p.provider < 0)) << strengthNamed
	}
	return s
}
