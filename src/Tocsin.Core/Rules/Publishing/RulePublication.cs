namespace Tocsin.Core.Rules.Publishing;

/// <summary>A rule set whose files the store keeps, and who brought it. Immutable.</summary>
/// <param name="Digest">The rule set's digest: 64 hexadecimal characters.</param>
/// <param name="Name">Its name, as its manifest says.</param>
/// <param name="Revision">Its revision, as its manifest says; may be empty.</param>
/// <param name="Author">
/// Who published it: the caller's name, or <see cref="FolderAuthor"/> for files that were found in a rules folder.
/// </param>
/// <param name="Reason">Why, at most <see cref="MaximumReason"/> characters; may be empty.</param>
/// <param name="At">When, in UTC, to the microsecond.</param>
public sealed record RulePublication(
    string Digest, string Name, string Revision, string Author, string Reason, DateTimeOffset At)
{
    /// <summary>The author of what was found in a rules folder.</summary>
    public const string FolderAuthor = "folder";

    /// <summary>The longest reason, in characters.</summary>
    public const int MaximumReason = 500;

    /// <summary>The most approvals of one rule set.</summary>
    public const int MaximumApprovals = 20;

    /// <summary>Who approved it, in the order of approving; at most <see cref="MaximumApprovals"/>.</summary>
    public IReadOnlyList<RuleApproval> Approvals { get; init; } = [];
}

/// <summary>That somebody read a rule set and agrees that it may become active.</summary>
/// <param name="Approver">Who.</param>
/// <param name="Reason">Why; may be empty.</param>
/// <param name="At">When, in UTC, to the microsecond.</param>
public sealed record RuleApproval(string Approver, string Reason, DateTimeOffset At);
