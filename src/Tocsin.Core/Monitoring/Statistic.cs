namespace Tocsin.Core.Monitoring;

/// <summary>A number, or why there is none: what cannot be told is absent, never zero. Immutable.</summary>
public readonly record struct Statistic
{
    private readonly string? _whyAbsent;

    private Statistic(double? value, string whyAbsent) => (Value, _whyAbsent) = (value, whyAbsent);

    /// <summary>The number, finite; null when there is none.</summary>
    public double? Value { get; }

    /// <summary>Why there is no number, as part of a sentence; empty when there is one.</summary>
    public string WhyAbsent => _whyAbsent ?? (Value is null ? "it was not computed" : "");

    /// <summary>A number. One that is not finite is absent: it was divided by nothing.</summary>
    public static Statistic Of(double value) =>
        double.IsFinite(value) ? new(value, "") : Absent("there is nothing to divide by");

    /// <summary>A part of a whole, 0 to 1; absent when the whole is empty.</summary>
    public static Statistic Share(long part, long whole, string whyAbsent) =>
        whole == 0 ? Absent(whyAbsent) : new((double)part / whole, "");

    /// <summary>No number, and why.</summary>
    public static Statistic Absent(string why) => new(null, why);
}
