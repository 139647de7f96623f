using Tocsin.Conformance.Reviews;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Storage;
using Tocsin.Core.Tests;
using Tocsin.Core.Warnings;
using Xunit;
using static Tocsin.Conformance.SampleFeatures;

namespace Tocsin.Conformance;

/// <summary>Those who are linked to a borrower are told where it stands, whoever gets in between.</summary>
public abstract partial class LinkStoreContract
{
    private static readonly BorrowerId _guarantor = BorrowerId.Parse("g-1");
    private static readonly BorrowerId _other = BorrowerId.Parse("g-2");

    private static readonly ActivatedRuleSet _rules = new(
        SmallRules.Read(
            ("features.json", """
                {"time_zone":"Asia/Shanghai","views":[
                  {"name":"firm","accept_from":["feed"],"features":[{"name":"cases","type":"number"}]},
                  {"name":"connected","accept_from":["server"],"refresh":"1d","stale":"3d","features":[
                    {"name":"worst_guarantor_level","type":"text",
                      "order":["none","blue","yellow","orange","red"]}]}]}
                """),
            ("workflows/early.json", """
                {"WorkflowName":"early","Rules":[
                  {"RuleName":"court","Operator":"Or",
                    "Properties":{"tocsin":{"family":"jud","strength":"hard","title":{"zh":"案","en":"Cases"}}},
                    "Rules":[{"RuleName":"red","Expression":"firm.cases > 0"}]},
                  {"RuleName":"guarantor","Operator":"Or","Properties":{"tocsin":{"family":"con",
                    "applies_when":"data.connected_age_days != null","title":{"zh":"保","en":"Guarantor"}}},"Rules":[
                    {"RuleName":"orange","Expression":"connected.worst_guarantor_level >= \"orange\""}]}]}
                """),
            ("warnings.json", """
                {"workflows":["early"],"families":[
                  {"code":"jud","title":{"zh":"案","en":"Cases"}},{"code":"con","title":{"zh":"联","en":"Linked"}}]}
                """)),
        Number: 1, Morning);

    [Fact]
    public async Task TellAsync_GuarantorTurnsRed_WarnsWhomItGuaranteesAndIsDone()
    {
        var bank = await BankAsync();
        await bank.LinkedAsync("b-1", _guarantor);

        await bank.CasesAsync(_guarantor, 1);
        var telling = await bank.StateAsync(_guarantor);
        await bank.TellAsync(_guarantor);
        await bank.ReviewAsync("b-1");

        var told = await bank.StateAsync(_guarantor);
        Assert.Equal((true, bank.Now.AddMinutes(1)), (telling.IsTelling, telling.DueAt));
        Assert.Equal((false, WarningLevel.Red), (told.IsTelling, told.Told));
        Assert.NotEqual(telling.DueAt, told.DueAt);
        var state = await bank.StateAsync("b-1");
        Assert.Equal(WarningLevel.Orange, state.Level);
        Assert.Equal(
            new WarningCause(WarningCauseKind.ConnectedParty, "g-1"), Assert.Single(state.Warnings).History[^1].Cause);
    }

    [Fact]
    public async Task TellAsync_WhomItTellsIsErasedMeanwhile_DoesNotBringItBack()
    {
        var bank = await BankAsync();
        await bank.LinkedAsync("b-1", _guarantor);
        await bank.CasesAsync(_guarantor, 1);
        bank.Store.Before = _ => bank.CloseAsync("b-1", erases: true);

        await bank.TellAsync(_guarantor);

        Assert.Null(await bank.Store.Features.ReadAsync(BorrowerId.Parse("b-1"), Cancellation));
        Assert.Empty(await bank.Store.Links.ListAsync(_guarantor, null, 10, Cancellation));
    }

    // Twice, by two parties, so that the second writes over what the first wrote.
    [Fact]
    public async Task TellAsync_WhomItTellsIsClosedMeanwhile_LeavesItAtRestUntilItSpeaksItself()
    {
        var bank = await BankAsync();
        await bank.LinkedAsync("b-1", _guarantor, _other);
        await bank.CasesAsync(_guarantor, 1);
        bank.Store.Before = async _ =>
        {
            bank.Store.Before = MeddledStore.Nobody;
            await bank.CloseAsync("b-1", erases: false);
            await bank.CasesAsync(_other, 1);
        };

        await bank.TellAsync(_guarantor);
        await bank.TellAsync(_other);
        await bank.ReviewAsync("b-1");
        var resting = await bank.StateAsync("b-1");
        await bank.CasesAsync(BorrowerId.Parse("b-1"), 0);
        var awake = await bank.StateAsync("b-1");

        Assert.Equal((true, 0), (resting.Closed, resting.Warnings.Count));
        Assert.Equal((false, WarningLevel.Orange), (awake.Closed, awake.Level));
    }

    [Fact]
    public async Task TellAsync_OneCannotBeTold_TellsTheOthersAndFallsDueAgain()
    {
        var bank = await BankAsync();
        foreach (var borrower in new[] { "b-1", "b-2", "b-3" }) await bank.LinkedAsync(borrower, _guarantor);
        await bank.CasesAsync(_guarantor, 1);
        bank.Store.Before = borrower => borrower.Value == "b-2"
            ? throw new StoreUnavailableException("away for a test") : Task.CompletedTask;

        await Assert.ThrowsAsync<StoreUnavailableException>(() => bank.TellAsync(_guarantor));
        var between = await bank.StateAsync(_guarantor);
        foreach (var borrower in new[] { "b-1", "b-2", "b-3" }) await bank.ReviewAsync(borrower);
        var levels = await bank.LevelsAsync("b-1", "b-2", "b-3");
        bank.Store.Before = MeddledStore.Nobody;
        await bank.TellAsync(_guarantor);
        await bank.ReviewAsync("b-2");

        Assert.Equal((true, bank.Now.AddMinutes(1)), (between.IsTelling, between.DueAt));
        Assert.Equal([WarningLevel.Orange, WarningLevel.None, WarningLevel.Orange], levels);
        Assert.Equal([WarningLevel.Orange], await bank.LevelsAsync("b-2"));
        Assert.False((await bank.StateAsync(_guarantor)).IsTelling);
    }

    // There and back while they are told: whoever was told in between is told once more.
    [Fact]
    public async Task TellAsync_LevelGoesThereAndBackMeanwhile_EndsWithEveryoneKnowingIt()
    {
        var bank = await BankAsync();
        foreach (var borrower in new[] { "b-1", "b-2", "b-3" }) await bank.LinkedAsync(borrower, _guarantor);
        await bank.CasesAsync(_guarantor, 1);
        // The third reads the level at once, so that the calm in between is something to write for it as well.
        await bank.LinkedAsync("b-3", _guarantor, _other);
        var turns = new Dictionary<string, int> { ["b-2"] = 0, ["b-3"] = 1 };
        bank.Store.Before = async borrower =>
        {
            if (!turns.Remove(borrower.Value, out var cases)) return;
            await bank.CasesAsync(_guarantor, cases);
            await bank.TellAsync(_guarantor);
        };

        await bank.TellAsync(_guarantor);

        foreach (var borrower in new[] { "b-1", "b-2", "b-3" })
            Assert.Equal("red", await bank.GuarantorLevelAsync(borrower));
        Assert.False((await bank.StateAsync(_guarantor)).IsTelling);
    }

    // It stands well, and nobody knew.
    [Fact]
    public async Task TellAsync_FirstReviewOfAParty_TellsThatNothingIsKnownAgainstIt()
    {
        var bank = await BankAsync();
        var stranger = BorrowerId.Parse("g-3");
        await bank.LinkedAsync("b-1", stranger);
        var before = await bank.GuarantorLevelAsync("b-1");
        var asked = new List<BorrowerId>();
        bank.Monitor.Telling += asked.Add;

        await bank.CasesAsync(stranger, 0);
        await bank.TellAsync(stranger);

        Assert.Equal([stranger], asked);
        Assert.Equal((null, "none"), (before, await bank.GuarantorLevelAsync("b-1")));
    }

    // Of a party that is gone nobody knows where it stands, and nobody keeps who was linked to what.
    [Fact]
    public async Task CloseAsync_ErasesACalmParty_TellsThatItIsUnknownAndForgetsItsOwnLinks()
    {
        var bank = await BankAsync();
        await bank.LinkedAsync("b-1", _guarantor);
        await bank.LinkedAsync(_guarantor.Value, _other);
        var before = await bank.GuarantorLevelAsync("b-1");
        var asked = new List<BorrowerId>();
        bank.Monitor.Telling += asked.Add;

        await bank.CloseAsync(_guarantor.Value, erases: true);
        await bank.TellAsync(_guarantor);

        Assert.Equal([_guarantor], asked);
        Assert.Equal(("none", null), (before, await bank.GuarantorLevelAsync("b-1")));
        Assert.Empty(await bank.Store.Links.ListAsync(_other, null, 10, Cancellation));
    }

    private async Task<PartyBank> BankAsync()
    {
        var bank = new PartyBank(new MeddledStore(await OpenStoreAsync()), _rules, Morning);
        await bank.CasesAsync(_guarantor, 0);
        await bank.CasesAsync(_other, 0);
        return bank;
    }
}
