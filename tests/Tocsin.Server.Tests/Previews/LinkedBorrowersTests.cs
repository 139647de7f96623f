using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Core.Parties;
using Tocsin.Core.Previews;
using Tocsin.Core.Rules;
using Tocsin.Core.Warnings;
using Tocsin.Server.Previews;
using Tocsin.Server.Tests.Running;
using Tocsin.Server.Tests.Shadows;
using Tocsin.Sqlite;
using Xunit;

namespace Tocsin.Server.Tests.Previews;

public sealed class LinkedBorrowersTests : IAsyncLifetime
{
    private static readonly DateTimeOffset _noon = new(2026, 6, 30, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly SqliteStore _store;
    private readonly RuleSetPreview _preview;

    public LinkedBorrowersTests()
    {
        _store = new SqliteStore(new SqliteStoreOptions { Folder = _folder.At("data") });
        var next = new RuleCopy(_folder, "next");
        next.SetParameter("debt_to_assets_yellow", 0.62);
        var candidate = RuleSetReader.Read(RuleFolder.Read(next.Folder)).RuleSet!;
        _preview = new RuleSetPreview(
            new ActivatedRuleSet(ShadowedLoans.Live, 1, _noon), candidate, new PreviewOptions(), _noon);
    }

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _store.OpenAsync(Ended);

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    // Ten changes and decisions of a borrower are kept, of all that are kept taken together.
    [Theory]
    [InlineData(20, true)]
    [InlineData(21, false)]
    public async Task Take_MoreChangesAndDecisionsThanAreKept_IsCountedAtOnceAndLeft(int decisions, bool isTaken)
    {
        var linked = new LinkedBorrowers(_preview, new BorrowerPages(_store, _preview, 1), most: 2);
        var look = Look("b1") with { Decisions = [.. Enumerable.Repeat(Decision, decisions)] };

        Assert.Equal(isTaken, linked.Take(Borrower("b1", "p1"), look));

        Assert.Equal(isTaken ? [] : [(PreviewGap.LinkedLeft, 1L)], (await ToldAsync(linked)).Gaps);
    }

    // Beyond the bound nobody knows who moved.
    [Theory]
    [InlineData(2, "m2", false)]
    [InlineData(1, "m2", true)]
    [InlineData(1, "m1", false)]
    public async Task TellAsync_MoreMovedPartiesThanAreNoted_LeavesThoseLinkedToOthers(
        int noted, string party, bool isLeft)
    {
        var linked = new LinkedBorrowers(_preview, new BorrowerPages(_store, _preview, 1), 10, noted);
        linked.Take(Borrower("m1"), Look("m1") with { Told = WarningLevel.Red });
        linked.Take(Borrower("m2"), Look("m2") with { Told = WarningLevel.Red });
        Assert.True(linked.Take(Borrower("b1", party), Look("b1")));

        Assert.Equal(isLeft ? [(PreviewGap.LinkedLeft, 1L)] : [], (await ToldAsync(linked)).Gaps);
    }

    private static DecisionPreview Decision { get; } = DecisionPreview.Of(
        "loan", new DecisionAnswer { Outcome = DecisionOutcome.Approve }, null, () => ([], []));

    private static BorrowerPreview Look(string id) => new()
    {
        Borrower = BorrowerId.Parse(id),
        Labels = new Dictionary<string, string>(),
    };

    private static ReadBorrower Borrower(string id, params string[] parties)
    {
        var links = parties.ToDictionary(party => $"guarantor:{party}", _ => "/");
        var views = parties.Length == 0 ? [] : new Dictionary<string, StoredView>
        {
            [BorrowerLinks.View] = new(_noon, links),
        };
        var borrower = BorrowerId.Parse(id);
        return new ReadBorrower(BorrowerWarnings.Empty(borrower), new StoredProfile(borrower, 1, views), null);
    }

    private async Task<PreviewReport> ToldAsync(LinkedBorrowers linked)
    {
        var tally = new PreviewTally(_preview.Live.Set.Catalogue, _preview.Options);
        await linked.TellAsync(tally, (_, _) => { }, Ended);
        return tally.ToReport();
    }
}
