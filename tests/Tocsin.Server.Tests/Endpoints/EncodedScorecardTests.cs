using Google.Protobuf;
using Tocsin.Core.Decisions;
using Tocsin.Core.Rules;
using Tocsin.Server.Endpoints;
using Tocsin.Server.Tests.Running;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Server.Tests.Endpoints;

public sealed class EncodedScorecardTests
{
    private static readonly Scorecard _scorecard = RuleSetReader.Read(RuleFolder.Read(ProjectFolder.Rules)).RuleSet!
        .Policies["mse_working_capital"].Scorecard!;

    [Fact]
    public void Write_EveryResultOfEveryCharacteristic_IsWhatTheMessageIsEncodedTo()
    {
        var bytes = new MessageBytes();
        var most = _scorecard.Characteristics.Max(one => one.Results.Count);
        for (var place = 0; place < most; place++)
        {
            var results = _scorecard.Characteristics
                .Select(one => one.Results[Math.Min(place, one.Results.Count - 1)]).ToArray();
            bytes.Clear();
            EncodedScorecard.Of(_scorecard).Write(results, bytes);

            var expected = new Score { Characteristics = { results.Select(Message) } };
            Assert.Equal(expected.ToByteArray(), bytes.Written.ToArray());
        }
    }

    [Fact]
    public void Of_SameScorecard_IsEncodedOnce() =>
        Assert.Same(EncodedScorecard.Of(_scorecard), EncodedScorecard.Of(_scorecard));

    private static CharacteristicPoints Message(CharacteristicResult result) => new()
    {
        Name = result.Characteristic.Name,
        Points = result.Points ?? 0,
        Baseline = result.Characteristic.Baseline,
        Missing = result.IsMissing,
        Bin = result.BinNumber,
    };
}
