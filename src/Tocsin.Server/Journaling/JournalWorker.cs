using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Core.Rules;
using Tocsin.Core.Storage;
using Tocsin.Journal;
using Tocsin.Journal.Recording;
using Tocsin.Journal.Records;
using Tocsin.Server.Settings;
using Tocsin.Server.Telemetry;

namespace Tocsin.Server.Journaling;

/// <summary>
/// Opens the decision journal before the first call is taken, and closes it after the last. Without a journal that can
/// be opened nothing starts: no decision goes unrecorded. Thread-safe.
/// </summary>
internal sealed class JournalWorker(
    IStore store, StoreKeeper keeper, JournalSettings settings, ServerMetrics metrics, TimeProvider time,
    ILogger<JournalWorker> logger) : IHostedService
{
    // A store that is away must not keep a server from deciding; its anchor is compared when it is back.
    private static readonly TimeSpan _wait = TimeSpan.FromSeconds(2);

    private readonly int _mark = DecisionId.MarkOf(settings.Instance);
    private DecisionJournal? _journal;

    /// <summary>The instance's name.</summary>
    public string Instance => settings.Instance;

    /// <summary>True when decisions are journaled.</summary>
    public bool IsOn => settings.IsOn;

    /// <summary>What the journal has done; null when there is none.</summary>
    public JournalFigures? Figures => _journal?.Figures;

    /// <summary>The journal.</summary>
    /// <exception cref="JournalUnavailableException">There is none.</exception>
    public DecisionJournal Journal => _journal ?? throw new JournalUnavailableException(
        IsOn ? "The journal is not open." : "Journal:Mode is off: decisions are not journaled.");

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!IsOn)
        {
            Log.JournalOff(logger);
            return;
        }

        await Task.WhenAny(keeper.Opened, Task.Delay(_wait, time, cancellationToken));
        _journal = await DecisionJournal.OpenAsync(settings.ToOptions(), store.Journal, time, cancellationToken);
        metrics.Journal(() => _journal.Figures);
        var figures = _journal.Figures;
        Log.JournalOpened(logger, settings.Mode, _journal.Folder, figures.Head.Group);
        foreach (var damage in figures.Damage) Log.JournalDamaged(logger, damage);
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_journal is { } journal) await journal.DisposeAsync();
    }

    /// <summary>A new decision's id.</summary>
    public DecisionId NewId(DateTimeOffset asOf) => DecisionId.New(asOf, _mark);

    /// <summary>Journals a decision; ends when it is where the mode wants it.</summary>
    /// <exception cref="JournalUnavailableException">It could not be journaled, and must not be answered.</exception>
    public async ValueTask RecordAsync(
        DecisionFacts facts, RuleSet rules, DecisionPolicy policy, Decision decision, BorrowerProfile profile,
        CancellationToken cancellation)
    {
        if (!IsOn) return;
        var journal = Journal;
        var record = await journal.Recorder.RecordAsync(facts, rules, policy, decision, profile, cancellation);
        await journal.AppendAsync(record, cancellation);
    }

    /// <summary>
    /// The key that opens what is personal of a decision; null where there is none, or the record names no borrower.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The store, which keeps the keys, is away.</exception>
    public async ValueTask<byte[]?> KeyAsync(DecisionRecord record, CancellationToken cancellation) =>
        BorrowerId.TryParse(record.BorrowerId, out var borrower)
            ? await Journal.Keys.ReadAsync(borrower, cancellation) : null;

    /// <summary>A decision, opened.</summary>
    /// <exception cref="StoreUnavailableException">The store, which keeps the keys, is away.</exception>
    public async ValueTask<OpenedDecision> OpenAsync(
        DecisionRecord record, LayoutRecord? layout, CancellationToken cancellation) => OpenedDecision.Of(
            record, layout, OpenedDecision.NeedsKey(record) ? await KeyAsync(record, cancellation) : null);

    /// <summary>Forgets the key of a borrower that was erased, here; elsewhere it goes within half a minute.</summary>
    public void Forget(BorrowerId borrower) => _journal?.Keys.Forget(borrower);
}
