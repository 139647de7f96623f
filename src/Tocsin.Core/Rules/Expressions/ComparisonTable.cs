using Tocsin.Core.Features;

namespace Tocsin.Core.Rules.Expressions;

/// <summary>
/// Up to 32 chains of comparisons as a table, one bit each, evaluated all together in three values. Data costs the same
/// per rule however many there are, where code of as many rules no longer fits the processor's cache; and a gap costs
/// nothing more. Immutable and thread-safe.
/// </summary>
internal sealed class ComparisonTable
{
    private readonly Column[] _columns;
    private readonly uint _mask;

    /// <summary>A table; a chain's place is its bit, and places rise.</summary>
    public ComparisonTable(InputLayout layout, IReadOnlyList<(ComparisonChain Chain, int Place)> chains)
    {
        _mask = chains.Aggregate(0u, (mask, each) => mask | (1u << each.Place));
        var longest = chains.Select(each => each.Chain.Links.Count).DefaultIfEmpty().Max();
        _columns = [.. Enumerable.Range(0, longest).Select(number => new Column(
            layout, [.. chains.Where(each => each.Chain.Links.Count > number)
                .Select(each => (each.Chain.Links[number], each.Place))]))];
    }

    /// <summary>The bits of those that hold, and of those that are unknown.</summary>
    public (uint Hits, uint Unknown) Run(BorrowerProfile profile)
    {
        uint hits = 0, misses = 0;
        // From the last column on, each comparison meets the outcome of all that come after it in its chain.
        for (var i = _columns.Length - 1; i >= 0; i--) _columns[i].Join(profile.Numbers, ref hits, ref misses);
        return (hits, _mask & ~(hits | misses));
    }

    /// <summary>The comparisons of one number in their chains.</summary>
    private sealed class Column
    {
        private readonly ComparisonRows _rows;
        private readonly uint _negated;
        private readonly uint _and;
        private readonly uint _or;

        public Column(InputLayout layout, IReadOnlyList<(ChainLink Link, int Place)> links)
        {
            _rows = new ComparisonRows(layout, [.. links.Select(each => (each.Link.Comparison, each.Place))]);
            foreach (var (link, place) in links)
            {
                if (link.Comparison.IsNegated) _negated |= 1u << place;
                if (link.Join == ChainJoin.And) _and |= 1u << place;
                if (link.Join == ChainJoin.Or) _or |= 1u << place;
            }
        }

        public void Join(double[] numbers, ref uint hits, ref uint misses)
        {
            var (within, known) = _rows.Compare(numbers);
            var (hit, miss) = ((within ^ _negated) & known, ~(within ^ _negated) & known);
            var last = ~(_and | _or);
            hits = (last & hit) | (_and & hit & hits) | (_or & (hit | hits));
            misses = (last & miss) | (_and & (miss | misses)) | (_or & miss & misses);
        }
    }
}
