using System.Globalization;
using Tocsin.Client;

namespace Tocsin.Cli.Watching;

/// <summary>Notices of a subscription, on one line.</summary>
internal static class NoticeText
{
    /// <summary>What happened, and what it means for who watches.</summary>
    public static string Of(SubscriptionNotice notice) => notice.Kind switch
    {
        SubscriptionNoticeKind.Interrupted => string.Create(
            CultureInfo.InvariantCulture,
            $"interrupted [{FailedCall.NameOf(notice.Error)}]; reconnecting in {notice.Delay.TotalSeconds:0.0} s"),
        SubscriptionNoticeKind.SnapshotRestarts =>
            $"starting over from a snapshot [{FailedCall.NameOf(notice.Error)}]; forget what was shown before",
        SubscriptionNoticeKind.GapPossible => "reconnected without a cursor; changes in between may be missing",
        _ => notice.Kind.ToString(),
    };
}
