using Tocsin.Core.Classification;
using Tocsin.Core.Features;
using Xunit;

namespace Tocsin.Core.Tests.Classification;

public sealed class DecisionTableTests
{
    [Theory]
    [InlineData("0", "good")]
    [InlineData("1", "weak")]
    [InlineData("90", "weak")]
    [InlineData("91", "bad")]
    public void Evaluate_OfTheWorstRow_GivesTheWorstResultThatHits(string late, string expected)
    {
        var answer = SmallTables.Ask("grade", usesDrafts: false, ("late", late));

        Assert.Equal((expected, true), (answer.Text, answer.IsComplete));
    }

    [Fact]
    public void Evaluate_WorseRowUnknown_GivesTheLeastThatHoldsAndWhatIsPossible()
    {
        var answer = SmallTables.Ask("grade", usesDrafts: false, ("late", null));

        Assert.Equal(("at least good", "weak, bad"), (answer.Text, Codes(answer)));
        Assert.Equal(["loan.late"], answer.Missing.Select(input => input.Slot.Name));
    }

    [Fact]
    public void Evaluate_BetterRowUnknown_IsCompleteAllTheSame()
    {
        var answer = SmallTables.Ask("grade", usesDrafts: false, ("late", "91"), ("agreed", null));

        Assert.Equal("bad", answer.Text);
        Assert.Equal(["late", "very_late"], answer.Rows.Select(row => row.Row.Rule.Name));
    }

    [Theory]
    [InlineData("old", "true", "standard", "")]
    [InlineData("new", "true", "spared", "")]
    [InlineData("new", "false", "standard", "")]
    [InlineData(null, "true", "unknown", "standard, spared")]
    [InlineData(null, "false", "standard", "")]
    [InlineData("new", null, "unknown", "standard, spared")]
    [InlineData("old", null, "standard", "")]
    public void Evaluate_OfTheFirstRow_IsUnknownWhereAnEarlierRowMayGiveAnother(
        string? kind, string? agreed, string expected, string possible)
    {
        var answer = SmallTables.Ask("route", usesDrafts: false, ("kind", kind), ("agreed", agreed));

        Assert.Equal((expected, possible), (answer.Text, Codes(answer)));
    }

    [Theory]
    [InlineData("true", "good")]
    [InlineData("false", "weak")]
    [InlineData(null, "at least good")]
    public void Evaluate_RowWithAnException_CountsUnlessTheOtherTableGivesIt(string? agreed, string expected)
    {
        var answer = SmallTables.Ask("grade", usesDrafts: false, ("late", "1"), ("agreed", agreed));

        Assert.Equal(expected, answer.Text);
        Assert.Equal(agreed is null ? ["loan.agreed"] : [], answer.Missing.Select(input => input.Slot.Name));
    }

    [Fact]
    public void Evaluate_DraftThatHits_IsToldAndDoesNotCount()
    {
        var answer = SmallTables.Ask("grade", usesDrafts: false, ("written_off", "true"));

        Assert.Equal(("good", "lost"), (answer.Text, answer.WithDrafts?.Text));
        Assert.Equal([("written_off", false)], answer.Rows.Select(row => (row.Row.Rule.Name, row.Counts)));
    }

    [Fact]
    public void Evaluate_DraftThatIsUnknown_LeavesTheAnswerComplete()
    {
        var answer = SmallTables.Ask("grade", usesDrafts: false, ("written_off", null));

        Assert.Equal(("good", "at least good"), (answer.Text, answer.WithDrafts?.Text));
        Assert.Empty(answer.Missing);
    }

    [Fact]
    public void Evaluate_WhereDraftsCount_TakesThemAsEveryOtherRow()
    {
        var answer = SmallTables.Ask("grade", usesDrafts: true, ("written_off", "true"));

        Assert.Equal("lost", answer.Text);
        Assert.Null(answer.WithDrafts);
        Assert.True(Assert.Single(answer.Rows).Counts);
    }

    [Fact]
    public void Evaluate_TableThatIsADraft_GivesNoResultButWhatItWouldBe()
    {
        var answer = SmallTables.Ask("draft", usesDrafts: false);

        Assert.Equal(("unknown", false), (answer.Text, answer.IsComplete));
        Assert.Equal("large", answer.WithDrafts?.Text);
        Assert.Equal("large", SmallTables.Ask("draft", usesDrafts: true).Text);
    }

    [Fact]
    public void Evaluate_StaleValue_IsUnknown()
    {
        var layout = SmallTables.Rules.Layout;
        var stored = new StoredProfile(BorrowerId.Parse("b1"), 1, new Dictionary<string, StoredView>
        {
            ["loan[L-1]"] = new(SmallRules.Noon.AddDays(-11), SmallTables.Loan()),
        });
        var exposures = BorrowerExposures.Of(layout.Catalogue, stored, []);
        var borrower = BorrowerProfileReader.Read(layout, stored, [], exposures, SmallRules.Noon);

        var answer = SmallTables.Rules.Tables["grade"].Evaluate(
            BorrowerProfileReader.ReadExposure(borrower, exposures, ExposureId.Parse("L-1")), usesDrafts: false);

        Assert.Equal("at least good", answer.Text);
        Assert.Contains(answer.Missing, input => input is { Slot.Name: "loan.late", Absence: Absence.Stale });
    }

    private static string Codes(TableAnswer answer) =>
        string.Join(", ", answer.Possible.Select(result => result.Code));
}
