using System.Runtime.CompilerServices;
using Tocsin.Core.Decisions;
using Tocsin.V1;

namespace Tocsin.Server.Endpoints;

/// <summary>
/// All that the characteristics of a scorecard can give, each encoded once as it stands in an answer: they are most of
/// its fields. Immutable and thread-safe.
/// </summary>
internal sealed class EncodedScorecard
{
    // Goes with the rule set that has the scorecard.
    private static readonly ConditionalWeakTable<Scorecard, EncodedScorecard> _kept = new();

    private readonly byte[][][] _results;

    private EncodedScorecard(Scorecard scorecard)
    {
        var bytes = new MessageBytes();
        _results =
        [
            .. scorecard.Characteristics.Select(one => one.Results.Select(result => Encode(result, bytes)).ToArray()),
        ];
    }

    /// <summary>That of a scorecard.</summary>
    public static EncodedScorecard Of(Scorecard scorecard) =>
        _kept.GetValue(scorecard, static one => new EncodedScorecard(one));

    /// <summary>Writes what the scorecard's characteristics gave.</summary>
    /// <param name="results">One of each characteristic, in its order.</param>
    /// <param name="to">The message of the score.</param>
    public void Write(IReadOnlyList<CharacteristicResult> results, MessageBytes to)
    {
        for (var i = 0; i < results.Count; i++) to.Encoded(_results[i][results[i].Place]);
    }

    private static byte[] Encode(CharacteristicResult result, MessageBytes to)
    {
        to.Clear();
        var mark = to.Open(Score.CharacteristicsFieldNumber);
        to.Text(CharacteristicPoints.NameFieldNumber, result.Characteristic.Name);
        to.Whole(CharacteristicPoints.PointsFieldNumber, result.Points ?? 0);
        to.Whole(CharacteristicPoints.BaselineFieldNumber, result.Characteristic.Baseline);
        to.Flag(CharacteristicPoints.MissingFieldNumber, result.IsMissing);
        to.Whole(CharacteristicPoints.BinFieldNumber, result.BinNumber);
        to.Close(mark);
        return to.Written.ToArray();
    }
}
