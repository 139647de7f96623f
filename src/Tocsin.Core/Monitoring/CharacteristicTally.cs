namespace Tocsin.Core.Monitoring;

/// <summary>Counts the bins of one characteristic, those that nobody fell into among them.</summary>
internal sealed class CharacteristicTally
{
    private readonly Dictionary<string, (DefaultCounts Counts, int Points)> _bins = new(StringComparer.Ordinal);
    private readonly List<string> _defined = [];

    /// <summary>Begins with bins that are known before anybody falls into one.</summary>
    public CharacteristicTally(string name, IEnumerable<CharacteristicBin> bins)
    {
        Name = name;
        foreach (var bin in bins)
        {
            // Two bins of one label are one; texts too long for a label may do so.
            if (_bins.TryAdd(bin.Bin, (default, bin.Points))) _defined.Add(bin.Bin);
        }
    }

    /// <summary>The characteristic.</summary>
    public string Name { get; }

    /// <summary>How many decisions were counted.</summary>
    public long Total => _bins.Values.Sum(bin => bin.Counts.Total);

    /// <summary>Takes a decision.</summary>
    public void Add(CharacteristicBin bin, bool? defaulted)
    {
        var (counts, points) = _bins.GetValueOrDefault(bin.Bin, (default, bin.Points));
        // Rule sets may differ in the points of a bin: whichever came first, the outcome is the same.
        var isDefined = _defined.Contains(bin.Bin);
        _bins[bin.Bin] = (counts.Plus(defaulted), isDefined ? points : Math.Max(points, bin.Points));
    }

    /// <summary>The shares, for a baseline.</summary>
    public BaselineCharacteristic ToBaseline()
    {
        var total = Total;
        return new BaselineCharacteristic(
            Name,
            [.. Labels().Select(bin => new BaselineBin(
                bin, total == 0 ? 0 : (double)_bins[bin].Counts.Total / total))]);
    }

    /// <summary>The shares, against those of a baseline.</summary>
    public CharacteristicStability ToStability(BaselineCharacteristic? baseline, string whyNoBaseline)
    {
        var total = Total;
        var expected = baseline?.Bins.ToDictionary(bin => bin.Bin, bin => bin.Share, StringComparer.Ordinal);
        var labels = Labels().Concat(expected?.Keys.Where(bin => !_bins.ContainsKey(bin)) ?? []);
        var bins = labels.Select(label =>
        {
            var (counts, points) = _bins.GetValueOrDefault(label);
            double? before = expected is null ? null : expected.GetValueOrDefault(label);
            var share = total == 0 ? 0 : (double)counts.Total / total;
            return new BinShare(label, counts, share, before, _bins.ContainsKey(label) ? points : null);
        }).ToList();
        var foreign = bins.Find(
            bin => expected is not null && expected.ContainsKey(bin.Bin) != (bin.Points is not null));
        var why = expected is null ? whyNoBaseline
            : total == 0 ? "no decision was scored on it"
            : foreign is not null ? $"the bin '{foreign.Bin}' is not in both the rules and the baseline" : "";
        return CharacteristicStability.Of(Name, bins, why);
    }

    private IEnumerable<string> Labels() =>
        _defined.Concat(_bins.Keys.Except(_defined, StringComparer.Ordinal).Order(StringComparer.Ordinal));
}
