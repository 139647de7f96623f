using System.Buffers.Binary;
using Tocsin.Core.Monitoring;
using Tocsin.V1;

namespace Tocsin.Cli.Journaling;

/// <summary>
/// What a first reading of the journal tells: which decisions count, and of a model whose rules are not at hand its
/// grades and bins. Not thread-safe.
/// </summary>
internal sealed class JournalSurvey
{
    private const int MostBins = 1_000;

    private readonly RepeatedRequests _repeated = new();
    private readonly HashSet<string> _digests = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (double Sum, long Count)> _grades = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedDictionary<int, int>> _characteristics = new(StringComparer.Ordinal);
    private bool _hasScores;

    /// <summary>Decisions that a later one of the same request makes void.</summary>
    public long Repeated => _repeated.Count;

    /// <summary>How many rule sets decided.</summary>
    public int RuleSets => _digests.Count;

    /// <summary>The rule set that decided last; empty without decisions.</summary>
    public string LastDigest { get; private set; } = "";

    /// <summary>
    /// True where anything at all that became of a decision was recorded. Where nobody records, that nothing is known
    /// of an override does not mean that there was none.
    /// </summary>
    public bool HasOutcomes { get; private set; }

    /// <summary>
    /// The decision's number, the same in every reading: 62 of its id's bits that were drawn at random.
    /// </summary>
    public static long NumberOf(JournaledDecision decision) =>
        Guid.TryParse(decision.Answer.DecisionId, out var id)
            ? BinaryPrimitives.ReadInt64BigEndian(id.ToByteArray(bigEndian: true).AsSpan(8))
            : 0;

    /// <summary>Takes a decision of the first reading.</summary>
    public void Note(JournaledDecision decision)
    {
        var answer = decision.Answer;
        _repeated.Note(
            NumberOf(decision), decision.BorrowerId, answer.RequestId, answer.AsOf?.ToDateTimeOffset() ?? default);
        HasOutcomes |= decision.Outcomes.Count > 0;
        LastDigest = answer.RuleSet?.Digest ?? "";
        if (_digests.Count < ModelTally.MaximumNames) _digests.Add(LastDigest);
        if (answer.Score is not { } score) return;
        _hasScores |= score.HasPoints || score.HasDiscriminant;
        if (_grades.Count < ModelTally.MaximumNames || _grades.ContainsKey(score.Grade))
        {
            var (sum, count) = _grades.GetValueOrDefault(score.Grade);
            _grades[score.Grade] = (sum + score.ProbabilityOfDefault, count + 1);
        }

        foreach (var one in score.Characteristics) Note(one);
    }

    /// <summary>True when no later decision of the same request makes it void.</summary>
    public bool Counts(JournaledDecision decision) => _repeated.Counts(NumberOf(decision));

    /// <summary>The model as far as its answers show it: grades by their mean PD, bins by their number.</summary>
    public MonitoredModel ToModel(string product) => new(
        product, LastDigest, _hasScores ? ScoreMeasure.Score : ScoreMeasure.Pd,
        [
            .. _grades.Where(grade => grade.Key.Length > 0).OrderBy(grade => grade.Value.Sum / grade.Value.Count)
                .ThenBy(grade => grade.Key, StringComparer.Ordinal).Select(grade => grade.Key),
        ],
        [.. _characteristics.Select(one => new MonitoredCharacteristic(one.Key, [.. Bins(one.Key, one.Value)]))]);

    private void Note(CharacteristicPoints one)
    {
        if (one.Bin is < 0 or > MostBins || (one.Bin == 0 && !one.Missing)) return;
        if (!_characteristics.TryGetValue(one.Name, out var bins))
        {
            if (_characteristics.Count >= ModelTally.MaximumNames) return;
            bins = _characteristics[one.Name] = [];
        }

        // Where rule sets differ, the bins are those of the last.
        bins[one.Missing ? 0 : one.Bin] = one.Points;
    }

    private static IEnumerable<CharacteristicBin> Bins(string name, SortedDictionary<int, int> seen)
    {
        for (var bin = 1; bin <= seen.Keys.Last(); bin++)
            yield return new CharacteristicBin(name, BinNames.Numbered(bin), seen.GetValueOrDefault(bin));
        if (seen.TryGetValue(0, out var points)) yield return new CharacteristicBin(name, BinLabel.Missing, points);
    }
}
