using Microsoft.Extensions.Time.Testing;
using Tocsin.Core.Storage;
using Tocsin.Journal.Files;
using Tocsin.Journal.Verifying;
using Tocsin.Journal.Writing;

namespace Tocsin.Journal.Tests;

/// <summary>A place for the journal of one test: a folder, a store and a clock.</summary>
internal sealed class JournalPlace : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public JournalPlace() => Options = new JournalOptions { Folder = _folder.Path };

    public JournalOptions Options { get; }

    public MemoryJournalStore Store { get; } = new();

    public FakeTimeProvider Time { get; } = new(new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    public string Folder => DecisionJournal.FolderOf(Options);

    public IReadOnlyList<string> Segments => SegmentPath.List(Folder);

    public string LastSegment => Segments[^1];

    public ValueTask<DecisionJournal> OpenAsync(SegmentWrite? write = null, bool withStore = true) =>
        DecisionJournal.OpenAsync(
            Options, withStore ? Store : null, Time, write ?? RandomAccess.Write, CancellationToken.None);

    /// <summary>Opens a journal, journals decisions and closes it.</summary>
    public async Task<IReadOnlyList<DecisionId>> WriteAsync(int decisions)
    {
        await using var journal = await OpenAsync();
        return await SampleDecisions.AppendAsync(journal, decisions);
    }

    public async Task<JournalAnchor?> AnchorAsync() =>
        await Store.ReadAnchorAsync(Options.Instance, CancellationToken.None);

    /// <summary>Verifies the files, against the store's anchor unless that is not wanted.</summary>
    public async Task<JournalVerification> VerifyAsync(bool withAnchor = true) =>
        JournalVerifier.Verify(Folder, withAnchor ? await AnchorAsync() : null);

    /// <summary>The kinds of damage that verifying finds.</summary>
    public async Task<IReadOnlyList<JournalFindingKind>> DamageAsync(bool withAnchor = true) =>
        [.. (await VerifyAsync(withAnchor)).Findings.Where(finding => finding.IsDamage).Select(f => f.Kind)];

    public void Dispose() => _folder.Dispose();
}
