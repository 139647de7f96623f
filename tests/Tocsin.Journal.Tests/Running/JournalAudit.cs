using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Core.Storage;
using Tocsin.Journal.Reading;
using Tocsin.Journal.Recording;
using Tocsin.Journal.Verifying;

namespace Tocsin.Journal.Tests.Running;

/// <summary>
/// Looks at a journal as a regulator would: is everything there that was answered, is the chain whole, and does every
/// decision come out the same when it is decided again?
/// </summary>
/// <param name="Verification">What verifying gave.</param>
/// <param name="Missing">How many decisions were answered and are not there.</param>
/// <param name="Same">How many decisions come out the same.</param>
/// <param name="Different">How many do not, or cannot be laid out again.</param>
/// <param name="Anchor">What the store knows.</param>
internal sealed record JournalAudit(
    JournalVerification Verification, int Missing, int Same, int Different, JournalAnchor Anchor)
{
    /// <summary>True when nothing is wrong.</summary>
    public bool Holds => Verification.IsSound && Missing == 0 && Different == 0;

    /// <summary>Reads the whole journal.</summary>
    public static async Task<JournalAudit> RunAsync(string folder, IReadOnlyCollection<DecisionId> answered)
    {
        await using var store = JournalChild.OpenStore(folder);
        await store.OpenAsync(CancellationToken.None);
        var options = JournalChild.Options(folder);
        var anchor = await store.Journal.ReadAnchorAsync(options.Instance, CancellationToken.None);
        var place = DecisionJournal.FolderOf(options);
        var keys = new Dictionary<string, byte[]?>();
        var missing = answered.ToHashSet();
        var (same, different) = (0, 0);
        foreach (var item in new JournalReader(place).Read(JournalRange.All))
        {
            if (item.Entry?.Decision is not { } record) continue;
            missing.Remove(SampleDecisions.IdOf(record));
            if (!keys.TryGetValue(record.BorrowerId, out var key))
            {
                key = await store.Journal.ReadKeyAsync(
                    BorrowerId.Parse(record.BorrowerId), CancellationToken.None);
                keys[record.BorrowerId] = key;
            }

            if (IsSame(item, key)) same++;
            else different++;
        }

        return new JournalAudit(JournalVerifier.Verify(place, anchor), missing.Count, same, different, anchor!);
    }

    private static bool IsSame(JournalItem item, byte[]? key)
    {
        var record = item.Entry!.Decision;
        if (item.Layout is not { } layout) return false;
        var rules = SampleDecisions.Rules;
        var opened = OpenedDecision.Of(record, layout, key);
        if (!RecordedInputs.TryLayOut(opened, rules.Layout, out var profile)) return false;
        var policy = rules.Policies[layout.Product];
        var again = DecidedRecords.Of(policy, Decider.Decide(rules, policy, profile), profile);
        return layout.RuleSetDigest == rules.Digest && again.Equals(opened.Decided);
    }
}
