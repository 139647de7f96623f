using Spectre.Console;
using Spectre.Console.Rendering;
using Tocsin.Cli.Reports;
using Tocsin.Cli.Values;
using Tocsin.Client;
using Tocsin.V1;

namespace Tocsin.Cli.Watching;

/// <summary>The newest messages of a subscription, drawn as a table.</summary>
internal sealed class WarningBoard(int capacity)
{
    // Notices come on the subscription's flow while the terminal's flow draws.
    private readonly Lock _lock = new();
    private readonly LinkedList<WatchWarningsResponse> _newest = new();
    private string _state = "watching";
    private long _changes;

    /// <summary>Takes a message in; only warnings and changes are shown.</summary>
    public void Add(WatchWarningsResponse message)
    {
        lock (_lock)
        {
            _state = message.SnapshotEntry is null ? "watching" : "reading the snapshot";
            if (message.Change is not null) _changes++;
            if (message.Change is null && message.SnapshotEntry is null) return;
            _newest.AddFirst(message);
            if (_newest.Count > capacity) _newest.RemoveLast();
        }
    }

    /// <summary>Takes a notice in.</summary>
    public void Add(SubscriptionNotice notice)
    {
        lock (_lock)
        {
            _state = NoticeText.Of(notice);
            if (notice.Kind == SubscriptionNoticeKind.SnapshotRestarts) _newest.Clear();
        }
    }

    /// <summary>Draws the board as of a moment.</summary>
    public IRenderable Draw(DateTimeOffset now)
    {
        var table = new Table { Border = TableBorder.Rounded, Expand = true };
        foreach (var column in new[] { "age", "what", "level", "borrower", "stands at", "warning", "cause" })
            table.AddColumn(new TableColumn(TerminalPage.Text(column, "bold")));
        lock (_lock)
        {
            foreach (var message in _newest)
                table.AddRow(message.Change is { } change ? RowOf(change, now) : RowOf(message.SnapshotEntry, now));
            table.Caption = new TableTitle(Markup.Escape(
                $"{_state} · {CountText.Of(_changes, "change")} · Ctrl-C ends"));
        }

        return table;
    }

    private static IRenderable[] RowOf(WarningChange change, DateTimeOffset now)
    {
        var warning = change.Warning ?? new Warning { BorrowerId = change.BorrowerId };
        var level = change.Warning is null
            ? TerminalPage.Text("") : LevelText.Of(change.LevelBefore, warning.Level);
        return
        [
            Age(change.CommittedAt, now), TerminalPage.Text(EnumText.Of(change.Kind)), level, Borrower(warning),
            LevelText.Of(LevelOf(change.BorrowerBefore), LevelOf(change.BorrowerAfter)),
            TerminalPage.Text(TitleText.Of(warning.Title, warning.Indicator)),
            TerminalPage.Text(WarningReport.CauseOf(change.Cause)),
        ];
    }

    private static IRenderable[] RowOf(SnapshotEntry entry, DateTimeOffset now)
    {
        var warning = entry.Warning ?? new Warning { BorrowerId = entry.BorrowerId };
        var (state, level) = entry.Warning is null
            ? ("watchlisted", TerminalPage.Text(""))
            : (EnumText.Of(warning.State), LevelText.Of(warning.Level));
        return
        [
            Age(warning.ChangedAt ?? entry.Watchlist?.Since, now), TerminalPage.Text(state, "grey"), level,
            Borrower(warning), LevelText.Of(LevelOf(entry.Borrower)),
            TerminalPage.Text(TitleText.Of(warning.Title, warning.Indicator)), TerminalPage.Text(""),
        ];
    }

    private static Markup Age(Google.Protobuf.WellKnownTypes.Timestamp? at, DateTimeOffset now) =>
        TerminalPage.Text(at is null ? "-" : DurationText.Age(now - at.ToDateTimeOffset()), "grey");

    private static Markup Borrower(Warning warning) => TerminalPage.Text(
        warning.ExposureId.Length == 0 ? warning.BorrowerId : $"{warning.BorrowerId} / {warning.ExposureId}");

    private static WarningLevel LevelOf(BorrowerSituation? situation) => situation?.Level ?? WarningLevel.None;
}
