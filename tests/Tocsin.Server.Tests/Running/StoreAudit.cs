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
    private const int Page = 1_000;

    private readonly IStore _store;
    private readonly int _partitions;
    private readonly Dictionary<BorrowerId, List<LogEntry>> _entries = [];
    private readonly HashSet<BorrowerId> _marked = [];
    private readonly List<string> _faults = [];

    private StoreAudit(IStore store, int partitions)
    {
        _store = store;
        _partitions = partitions;
    }

    /// <summary>What does not agree; empty when everything does.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Entries of the log.</summary>
    public long Entries { get; private set; }

    /// <summary>Borrowers that wait for a review.</summary>
    public int Marked => _marked.Count;

    /// <summary>Every change of each borrower, by id, in the log's order.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Changes => _entries.ToDictionary(
        pair => pair.Key.Value,
        IReadOnlyList<string> (pair) => [.. pair.Value.SelectMany(entry => entry.Changes).Select(change => change.Id)]);

    /// <summary>Looks at a store.</summary>
    /// <param name="place">The place; no server may have it when it is SQLite.</param>
    /// <param name="driver">What was acknowledged.</param>
    /// <param name="settled">The rules in force when every review must be over; null when some may be pending.</param>
    public static async Task<StoreAudit> RunAsync(StorePlace place, UpdateDriver driver, RuleSet? settled)
    {
        await using var store = await place.OpenAsync();
        var identity = await store.OpenAsync(CancellationToken.None);
        var audit = new StoreAudit(store, identity.Partitions);
        await audit.ReadLogAsync();
        await audit.ReadMarksAsync();
        var activation = await store.Activations.ReadAsync(CancellationToken.None);
        foreach (var name in driver.Borrowers)
        {
            var borrower = BorrowerId.Parse(name);
            var stored = await store.Features.ReadAsync(borrower, CancellationToken.None);
            var state = await store.Warnings.ReadAsync(borrower, CancellationToken.None);
            audit.CheckAcknowledged(borrower, stored, driver.LastAcknowledged.GetValueOrDefault(name));
            audit.CheckReplay(borrower, state);
            audit.CheckMark(borrower, stored, state, settled is not null);
            if (settled is not null && stored is not null)
                audit.CheckReview(new ActivatedRuleSet(settled, activation!.Number, activation.At), state, stored);
        }

        return audit;
    }

    private async Task ReadLogAsync()
    {
        for (var partition = 0; partition < _partitions; partition++)
        {
            var extent = await _store.Warnings.ReadExtentAsync(partition, CancellationToken.None);
            var next = 1L;
            while (true)
            {
                var page = await _store.Warnings.ReadLogAsync(partition, next - 1, Page, CancellationToken.None);
                foreach (var entry in page)
                {
                    if (entry.Position.Sequence != next)
                        Fault($"partition {partition}: sequence {entry.Position.Sequence} where {next} belongs");
                    next = entry.Position.Sequence + 1;
                    if (!_entries.TryGetValue(
                        entry.Borrower, out var entries)) _entries.Add(entry.Borrower, entries = []);
                    entries.Add(entry);
                    Entries++;
                }

                if (page.Count < Page) break;
            }

            if (extent.Head.Sequence != next - 1)
                Fault($"partition {partition}: the head is {extent.Head.Sequence}, the last entry {next - 1}");
        }
    }

    private async Task ReadMarksAsync()
    {
        for (var partition = 0; partition < _partitions; partition++)
            _marked.UnionWith(await _store.Warnings.ReadMarkedAsync(partition, Page, CancellationToken.None));
    }

    private void CheckAcknowledged(BorrowerId borrower, StoredProfile? stored, Acknowledged? acknowledged)
    {
        if (acknowledged is null) return;
        var text = stored?.Views.GetValueOrDefault("accounts")?.Values.GetValueOrDefault("free_cash_flow_12m_cny");
        var number = text is null ? 0 : double.Parse(text, CultureInfo.InvariantCulture);
        if (number < acknowledged.Number || (stored?.Revision ?? 0) < acknowledged.Revision)
        {
            Fault($"{borrower}: update {acknowledged.Number} was acknowledged as revision"
                + $" {acknowledged.Revision}, stored is "
                + $"{number} as revision {stored?.Revision}");
        }
    }

    // The state must be what the borrower's changes, read from the first on, make of it; and no change may be there
    // twice.
    private void CheckReplay(BorrowerId borrower, BorrowerWarnings state)
    {
        var entries = _entries.GetValueOrDefault(borrower) ?? [];
        if ((entries.LastOrDefault()?.Position.Sequence ?? 0) != state.Revision)
        {
            Fault($"{borrower}: the state's revision is {state.Revision}, its last entry"
                + $" {entries.LastOrDefault()?.Position}");
        }

        var replayed = new Dictionary<string, Warning>(StringComparer.Ordinal);
        var level = WarningLevel.None;
        foreach (var entry in entries)
        {
            foreach (var change in entry.Changes)
            {
                var before = replayed.GetValueOrDefault(change.Warning.Id);
                if (change.Warning.Revision != (before?.Revision ?? 0) + 1 || change.Before.Level != level)
                    Fault($"{borrower}: {change.Id} does not follow {before?.Revision} at level {level}");
                replayed[change.Warning.Id] = change.Warning;
            }

            level = entry.Changes.Count == 0 ? level : entry.Changes[^1].After.Level;
        }

        var wanted = replayed.Values.Select(Sum).Order(StringComparer.Ordinal);
        var found = state.Warnings.Select(Sum).Order(StringComparer.Ordinal);
        if (!wanted.SequenceEqual(found) || level != state.Level)
            Fault($"{borrower}: the log makes [{string.Join(' ', wanted)}], the state is [{string.Join(' ', found)}]");

        static string Sum(Warning warning) => $"{warning.Id}:{warning.Revision}:{warning.Level}:{warning.State}";
    }

    private void CheckMark(BorrowerId borrower, StoredProfile? stored, BorrowerWarnings state, bool isSettled)
    {
        var isPending = stored is not null && stored.Revision > state.FeaturesRevision;
        if (isPending && !_marked.Contains(borrower))
            Fault($"{borrower}: revision {stored!.Revision} waits for a review without a mark");
        if (isSettled && (isPending || _marked.Contains(borrower))) Fault($"{borrower}: still waits for a review");
    }

    private void CheckReview(ActivatedRuleSet rules, BorrowerWarnings state, StoredProfile stored)
    {
        var cause = new WarningCause(WarningCauseKind.FeatureUpdate);
        var fresh = WarningReview.Run(rules, BorrowerWarnings.Empty(stored.Borrower), stored, cause, state.AsOf);
        var wanted = Levels(fresh.State);
        if (wanted != Levels(state)) Fault($"{stored.Borrower}: is [{Levels(state)}], a fresh review says [{wanted}]");

        static string Levels(BorrowerWarnings state) => string.Join(' ', state.Warnings
            .Where(warning => warning.IsOpen).Select(warning => $"{warning.Indicator}={warning.Level}")
            .Order(StringComparer.Ordinal)) + $" {state.Level}";
    }

    private void Fault(string fault) => _faults.Add(fault);
}
