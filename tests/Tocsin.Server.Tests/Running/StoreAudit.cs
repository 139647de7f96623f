using System.Globalization;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Storage;
using Tocsin.Core.Warnings;

namespace Tocsin.Server.Tests.Running;

/// <summary>
/// Looks at a store past every server and says what does not agree: log, states, marks, features, and what was
/// acknowledged.
/// </summary>
internal sealed class StoreAudit
{
    private const int AtOnce = 32;
    private const int Page = 1_000;

    private readonly HashSet<BorrowerId> _marked = [];
    private readonly List<string> _faults = [];
    private readonly LogReplay _replay;
    private readonly ActivatedRuleSet? _settled;

    private StoreAudit(LogReplay replay, ActivatedRuleSet? settled)
    {
        _replay = replay;
        _settled = settled;
    }

    /// <summary>Looks at a store and answers what does not agree; nothing when everything does.</summary>
    /// <param name="store">The store, open.</param>
    /// <param name="driver">What was acknowledged.</param>
    /// <param name="replay">The log as far as it was read; it is read on. A new one reads it whole.</param>
    /// <param name="settled">The rules in force when every review must be over; null when some may be pending.</param>
    /// <param name="seen">Given each entry that is read, with its partition.</param>
    public static async Task<IReadOnlyList<string>> RunAsync(
        IStore store, UpdateDriver driver, LogReplay replay, RuleSet? settled, Action<int, LogEntry>? seen = null)
    {
        var identity = await store.OpenAsync(CancellationToken.None);
        var activation = await store.Activations.ReadAsync(CancellationToken.None);
        var rules = settled is null ? null : new ActivatedRuleSet(settled, activation!.Number, activation.At);
        var audit = new StoreAudit(replay, rules);
        audit._faults.AddRange(await replay.ReadAsync(store, identity.Partitions, seen));
        for (var partition = 0; partition < identity.Partitions; partition++)
            audit._marked.UnionWith(await store.Warnings.ReadMarkedAsync(partition, Page, CancellationToken.None));
        foreach (var names in driver.Borrowers.Chunk(AtOnce))
        {
            var borrowers = await Task.WhenAll(names.Select(name => ReadAsync(store, name)));
            foreach (var (stored, state) in borrowers)
                audit.Check(stored, state, driver.LastAcknowledged.GetValueOrDefault(state.Borrower.Value));
        }

        return audit._faults;
    }

    private static async Task<(StoredProfile? Stored, BorrowerWarnings State)> ReadAsync(IStore store, string name)
    {
        var borrower = BorrowerId.Parse(name);
        var stored = await store.Features.ReadAsync(borrower, CancellationToken.None);
        return (stored, await store.Warnings.ReadAsync(borrower, CancellationToken.None));
    }

    private void Check(StoredProfile? stored, BorrowerWarnings state, Acknowledged? acknowledged)
    {
        CheckAcknowledged(state.Borrower, stored, acknowledged);
        CheckReplay(state);
        CheckMark(stored, state);
        if (_settled is not null && stored is not null) CheckReview(_settled, state, stored);
    }

    private void CheckAcknowledged(BorrowerId borrower, StoredProfile? stored, Acknowledged? acknowledged)
    {
        if (acknowledged is null) return;
        var text = stored?.Views.GetValueOrDefault("accounts")?.Values.GetValueOrDefault("free_cash_flow_12m_cny");
        var number = text is null ? 0 : double.Parse(text, CultureInfo.InvariantCulture);
        if (number < acknowledged.Number || (stored?.Revision ?? 0) < acknowledged.Revision)
        {
            _faults.Add($"{borrower}: update {acknowledged.Number} was acknowledged as revision"
                + $" {acknowledged.Revision}, stored is {number} as revision {stored?.Revision}");
        }
    }

    // The state must be what the borrower's changes, read from the first on, make of it; and no change may be there
    // twice, which the replay sees.
    private void CheckReplay(BorrowerWarnings state)
    {
        var replayed = _replay.Of(state.Borrower);
        if (replayed.Sequence != state.Revision)
        {
            _faults.Add(
                $"{state.Borrower}: the state's revision is {state.Revision}, its last entry {replayed.Sequence}");
        }

        var (wanted, found) = (Line(replayed.Sums), Line(ReplayedBorrower.SumsOf(state)));
        if (wanted != found || replayed.Level != state.Level)
            _faults.Add($"{state.Borrower}: the log makes [{wanted}], the state is [{found}]");

        static string Line(IEnumerable<string> sums) => string.Join(' ', sums);
    }

    private void CheckMark(StoredProfile? stored, BorrowerWarnings state)
    {
        var isPending = stored is not null && stored.Revision > state.FeaturesRevision;
        if (isPending && !_marked.Contains(state.Borrower))
            _faults.Add($"{state.Borrower}: revision {stored!.Revision} waits for a review without a mark");
        if (_settled is not null && (isPending || _marked.Contains(state.Borrower)))
            _faults.Add($"{state.Borrower}: still waits for a review");
    }

    private void CheckReview(ActivatedRuleSet rules, BorrowerWarnings state, StoredProfile stored)
    {
        if (state.Activation != rules.Number)
            _faults.Add($"{stored.Borrower}: was reviewed under {state.Activation}, in force is {rules.Number}");
        var cause = new WarningCause(WarningCauseKind.FeatureUpdate);
        var fresh = WarningReview.Run(rules, BorrowerWarnings.Empty(stored.Borrower), stored, cause, state.AsOf);
        var wanted = Levels(fresh.State);
        if (wanted != Levels(state))
            _faults.Add($"{stored.Borrower}: is [{Levels(state)}], a fresh review says [{wanted}]");

        static string Levels(BorrowerWarnings state) => string.Join(' ', state.Warnings
            .Where(warning => warning.IsOpen).Select(warning => $"{warning.Indicator}={warning.Level}")
            .Order(StringComparer.Ordinal)) + $" {state.Level}";
    }
}
