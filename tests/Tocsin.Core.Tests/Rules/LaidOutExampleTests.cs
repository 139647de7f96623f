using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Xunit;

namespace Tocsin.Core.Tests.Rules;

public sealed class LaidOutExampleTests
{
    private const string Debt = "firm.debt_ratio";

    private readonly InputLayout _layout = ExampleRules.Read().Tested!.Layout;

    // What one check of an example writes into its profile must not be there for the next.
    [Fact]
    public void Profile_WrittenInto_TheNextIsAsTheExampleSays()
    {
        var example = LaidOut();
        foreach (var profile in (BorrowerProfile[])
            [example.BorrowerProfile(), example.Profile(default), example.ApplicationProfile()])
            profile.Set(Debt, FeatureValue.OfNumber(0.95));

        Assert.Equal(0.5, Number(example.BorrowerProfile()));
        Assert.Equal(0.5, Number(example.Profile(default)));
        Assert.Equal(0.5, Number(example.ApplicationProfile()));
    }

    [Fact]
    public void Profile_OfARequest_IsNotInTheBorrowersOwn()
    {
        var example = LaidOut();
        var amount = _layout.Find(ReservedInputs.RequestAmount)!;

        Assert.Equal(50_000, example.Profile(default).ValueOf(amount)!.Value.AsNumber);
        Assert.Null(example.BorrowerProfile().ValueOf(amount));
    }

    private double Number(BorrowerProfile profile) => profile.ValueOf(_layout.Find(Debt)!)!.Value.AsNumber;

    private LaidOutExample LaidOut() => new RuleExample(
        "owes half", "loan", new DateTimeOffset(2026, 6, 30, 8, 0, 0, TimeSpan.Zero),
        new Dictionary<string, FeatureValue> { [Debt] = FeatureValue.OfNumber(0.5) }, new HashSet<string>(),
        new DecisionRequest(ApplicationKind.New, 50_000, 12)).LaidOut(_layout);
}
