namespace Tocsin.Replay;

/// <summary>How well a flag tells those that defaulted, among the enterprises of one grade or among all.</summary>
/// <param name="Grade">The bank's grade; "all" for the sum.</param>
/// <param name="Enterprises">How many enterprises there are.</param>
/// <param name="Defaulters">How many of them defaulted.</param>
/// <param name="Flagged">How many are flagged.</param>
/// <param name="FlaggedDefaulters">How many of the flagged defaulted.</param>
internal sealed record GradeLine(string Grade, int Enterprises, int Defaulters, int Flagged, int FlaggedDefaulters)
{
    /// <summary>The share of the flagged that defaulted; null when none is flagged.</summary>
    public double? Precision => Flagged == 0 ? null : (double)FlaggedDefaulters / Flagged;

    /// <summary>The share of the defaulters that are flagged; null when there are none.</summary>
    public double? Recall => Defaulters == 0 ? null : (double)FlaggedDefaulters / Defaulters;
}
