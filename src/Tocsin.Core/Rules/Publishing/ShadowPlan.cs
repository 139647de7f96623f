namespace Tocsin.Core.Rules.Publishing;

/// <summary>
/// That a candidate decides beside the live rule set, off the path of the answer, on a share of the decisions.
/// </summary>
/// <param name="Id">Which run it is: 32 hexadecimal characters, drawn when it was started.</param>
/// <param name="Digest">The candidate's digest.</param>
/// <param name="Share">The share of decisions, above 0 to 1.</param>
/// <param name="StartedAt">When it was started, in UTC, to the microsecond.</param>
/// <param name="Until">When it ends by itself, in UTC, to the microsecond.</param>
/// <param name="By">Who started it.</param>
/// <param name="Reason">Why; may be empty.</param>
public sealed record ShadowPlan(
    string Id, string Digest, double Share, DateTimeOffset StartedAt, DateTimeOffset Until, string By, string Reason);
