using Google.Protobuf.WellKnownTypes;
using Spectre.Console;
using Tocsin.Cli.Watching;
using Tocsin.Client;
using Tocsin.V1;
using Xunit;

namespace Tocsin.Cli.Tests.Watching;

public sealed class WarningBoardTests
{
    private static readonly DateTimeOffset _now = new(2026, 3, 31, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void ShowsTheNewestFirstWithWhereItCameFrom()
    {
        var board = new WarningBoard(capacity: 2);
        foreach (var id in new[] { "B1", "B2", "B3" }) board.Add(Change(id));
        var text = Draw(board);
        Assert.DoesNotContain("B1", text, StringComparison.Ordinal);
        Assert.True(text.IndexOf("B3", StringComparison.Ordinal) < text.IndexOf("B2", StringComparison.Ordinal));
        Assert.Contains("blue → red", text, StringComparison.Ordinal);
        Assert.Contains("yellow → red", text, StringComparison.Ordinal);
        Assert.Contains("feature_update 7", text, StringComparison.Ordinal);
        Assert.Contains("2m", text, StringComparison.Ordinal);
        Assert.Contains("3 changes", text, StringComparison.Ordinal);
    }

    [Fact]
    public void ForgetsWhatItShowedWhenASnapshotStartsOver()
    {
        var board = new WarningBoard(capacity: 2);
        board.Add(Change("B1"));
        var status = new Google.Rpc.Status { Code = 11, Message = "Expired." };
        board.Add(new SubscriptionNotice(
            SubscriptionNoticeKind.SnapshotRestarts, TocsinError.From(status), TimeSpan.Zero));
        var text = Draw(board);
        Assert.DoesNotContain("B1", text, StringComparison.Ordinal);
        Assert.Contains("starting over from a snapshot [OUT_OF_RANGE]", text, StringComparison.Ordinal);
    }

    private static WatchWarningsResponse Change(string borrower) => new()
    {
        Change = new WarningChange
        {
            Kind = WarningChangeKind.LevelUp,
            Warning = new Warning { BorrowerId = borrower, Indicator = "ltv[x]", Level = WarningLevel.Red },
            LevelBefore = WarningLevel.Yellow,
            BorrowerBefore = new BorrowerSituation { Level = WarningLevel.Blue },
            BorrowerAfter = new BorrowerSituation { Level = WarningLevel.Red },
            Cause = new WarningCause { Kind = WarningCauseKind.FeatureUpdate, Reference = "7" },
            CommittedAt = _now.AddMinutes(-2).ToTimestamp(),
        },
    };

    private static string Draw(WarningBoard board)
    {
        using var writer = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = 200;
        console.Write(board.Draw(_now));
        return writer.ToString();
    }
}
