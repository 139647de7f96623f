using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Core.Parties;
using Tocsin.Core.Previews;
using Tocsin.Core.Warnings;
using Tocsin.Server.Previews;
using Tocsin.Sqlite;
using Xunit;

namespace Tocsin.Server.Tests.Previews;

public sealed class LinkedBorrowersTests : IClassFixture<PreviewedStore>
{
    private readonly SqliteStore _store;
    private readonly RuleSetPreview _preview;

    public LinkedBorrowersTests(PreviewedStore store) =>
        (_store, _preview) = (store.Sqlite, store.Stricter);

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

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
            [BorrowerLinks.View] = new(PreviewedStore.Noon, links),
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
