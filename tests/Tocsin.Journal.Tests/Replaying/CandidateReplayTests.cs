using System.Text;
using Tocsin.Core.Decisions;
using Tocsin.Core.Previews;
using Tocsin.Core.Rules;
using Tocsin.Journal.Recording;
using Tocsin.Journal.Replaying;
using Xunit;
using static Tocsin.Journal.Tests.SampleDecisions;

namespace Tocsin.Journal.Tests.Replaying;

/// <summary>A candidate decides again what was journaled.</summary>
public sealed class CandidateReplayTests : IDisposable
{
    private readonly JournalPlace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Compare_SameRules_GivesTheSameForEveryShippedExample()
    {
        await using var journal = await _place.OpenAsync();
        var replay = Replay(Rules);
        foreach (var example in Examples)
        {
            var opened = await OpenedAsync(journal, example);

            var (preview, why) = replay.Compare(opened);

            Assert.Null(why);
            Assert.False(preview!.IsChanged);
            Assert.Equal(
                (example.Product, opened.Decided.Outcome, preview.Before), (preview.Product,
                    (int)preview.After!.Outcome, preview.Before));
            Assert.True(preview.Before.IsSame(preview.After));
        }
    }

    [Fact]
    public async Task Compare_OtherThreshold_NamesTheFirstRuleThatGivesSomethingElse()
    {
        await using var journal = await _place.OpenAsync();
        var opened = await OpenedAsync(journal, Approved);
        var strict = Candidate("parameters.json", "\"value\": 12,", "\"value\": 1000,");

        var (preview, _) = Replay(strict).Compare(opened);

        Assert.Equal(DecisionOutcome.Decline, preview!.After!.Outcome);
        Assert.Equal(
            (DecisionStep.KnockOut, "miss", "hit"),
            (preview.Difference!.Step, preview.Difference.Before, preview.Difference.After));
        Assert.Equal(IdOf(opened.Record).ToString(), preview.DecisionId);
    }

    [Fact]
    public async Task Compare_ProductIsGone_HasNoAnswerAfter()
    {
        await using var journal = await _place.OpenAsync();
        var opened = await OpenedAsync(journal, Loan);
        var without = Candidate("policies/sba_lmt_2018.json", Loan.Product!, "another");

        var (preview, why) = Replay(without).Compare(opened);

        Assert.Null(why);
        Assert.Equal((DecisionStep.Product, Loan.Product), (preview!.Difference!.Step, preview.Difference.Rule));
        Assert.Null(preview.After);
    }

    [Fact]
    public async Task Compare_WhatCannotBeOpened_OrWasNotJournaled_IsAGap()
    {
        await using var journal = await _place.OpenAsync();
        var personal = await OpenedAsync(journal, WithPersonal);
        var erased = OpenedDecision.Of(personal.Record, personal.Layout, null);
        var asksMore = Candidate(
            "policies/sba_lmt_2018.json", "\"sba_loan.real_estate\"", "\"sba_loan.real_estate\", \"tax.credit_grade\"");

        Assert.Equal((null, PreviewGap.JournalSealed), Replay(Rules).Compare(erased));
        Assert.Equal(
            (null, PreviewGap.NotJournaled), Replay(asksMore).Compare(await OpenedAsync(journal, Loan)));
    }

    [Theory]
    [InlineData("\"currency\": \"USD\"", "\"currency\": \"USD\", \"draft_because\": \"unseen\"", "draft")]
    [InlineData("\"currency\": \"USD\"", "\"currency\": \"CNY\"", "currency")]
    public async Task Compare_WhatTheCandidateWouldRefuse_Differs(string from, string to, string refused)
    {
        await using var journal = await _place.OpenAsync();
        var opened = await OpenedAsync(journal, Loan);
        var candidate = Candidate("policies/sba_lmt_2018.json", from, to);

        var (preview, why) = new CandidateReplay(candidate, usesDrafts: false).Compare(opened);

        Assert.Null(why);
        Assert.Null(preview!.After);
        Assert.Equal((DecisionStep.Refused, refused), (preview.Difference!.Step, preview.Difference.Rule));
    }

    // Layouts of earlier versions do not say it.
    [Fact]
    public async Task Compare_LayoutWithoutACurrency_IsNoDifference()
    {
        await using var journal = await _place.OpenAsync();
        var opened = await OpenedAsync(journal, Approved);
        var layout = opened.Layout.Clone();
        layout.Currency = "";
        var old = OpenedDecision.Of(opened.Record, layout, _place.Store.Keys.GetValueOrDefault(Borrower));

        var (preview, why) = Replay(Rules).Compare(old);

        Assert.Null(why);
        Assert.Equal("", preview!.Before.Currency);
        Assert.False(preview.IsChanged);
    }

    // Neither outcome nor amount, rate or reasons are others.
    [Fact]
    public async Task Compare_OnlyTheRepaymentIsAnother_Differs()
    {
        await using var journal = await _place.OpenAsync();
        var opened = await OpenedAsync(journal, Approved);
        var candidate = Candidate("policies/mse_working_capital.json", "monthly_interest_principal_at_end", "monthly");

        var (preview, _) = Replay(candidate).Compare(opened);

        Assert.True(preview!.Before.IsSame(preview.After));
        Assert.Equal((DecisionStep.Policy, "offer"), (preview.Difference!.Step, preview.Difference.Rule));
    }

    private static CandidateReplay Replay(RuleSet candidate) => new(candidate, usesDrafts: true);

    private static RuleExample Loan { get; } = Examples.First(example => example.Product == "sba-lmt-2018");

    private static RuleExample Approved { get; } = Examples.First(example =>
        example.Product == "mse_working_capital"
        && Decider.Decide(Rules, Rules.Policies[example.Product], example.ApplicationProfile(Rules.Layout)).Outcome
            <= DecisionOutcome.ApproveWithConditions);

    // The shipped rules with one text changed where it stands first, and without the examples, which no longer hold.
    private static RuleSet Candidate(string path, string from, string to)
    {
        var files = Rules.Files.Files.Where(file => !file.Path.StartsWith("examples/", StringComparison.Ordinal))
            .Select(file => file.Path == path ? new RuleFile(path, Changed(file, from, to)) : file);
        var reading = RuleSetReader.Read(new RuleFiles(files));
        return reading.RuleSet ?? throw new InvalidOperationException(string.Join('\n', reading.Problems));
    }

    private static byte[] Changed(RuleFile file, string from, string to)
    {
        var text = Encoding.UTF8.GetString(file.Content.Span);
        var at = text.IndexOf(from, StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(text[..at] + to + text[(at + from.Length)..]);
    }

    private async Task<OpenedDecision> OpenedAsync(DecisionJournal journal, RuleExample example)
    {
        var recorded = await RecordAsync(journal, example);
        await journal.AppendAsync(recorded, CancellationToken.None);
        var found = journal.Find(IdOf(recorded.Record))!;
        return OpenedDecision.Of(found.Record, found.Layout, _place.Store.Keys.GetValueOrDefault(Borrower));
    }
}
