namespace Tocsin.Core.Shadows;

/// <summary>How much memory what waits for a candidate holds, roughly. Counted without allocation.</summary>
internal static class ShadowedBytes
{
    // The decision, its reasons and offer, and what holds them together.
    private const long OfDecision = 4_096;
    private const long OfView = 256;
    private const long OfValue = 112;

    /// <summary>The bytes of a decision with the values it was made of.</summary>
    public static long Of(ShadowedDecision live)
    {
        var bytes = OfDecision;
        for (var i = 0; i < live.Views.Count; i++)
        {
            bytes += OfView;
            foreach (var (name, value) in Plain(live.Views[i].Values)) bytes += OfTexts(name, value.AsText);
        }

        if (live.Stored is null) return bytes;
        foreach (var (_, view) in Plain(live.Stored.Views))
        {
            bytes += OfView;
            foreach (var (name, value) in Plain(view.Values)) bytes += OfTexts(name, value);
        }

        return bytes;
    }

    private static long OfTexts(string name, string value) => OfValue + (sizeof(char) * (name.Length + value.Length));

    // Stores and endpoints make these, and going through one itself allocates nothing.
    private static Dictionary<string, TValue> Plain<TValue>(IReadOnlyDictionary<string, TValue> values) =>
        values as Dictionary<string, TValue> ?? new Dictionary<string, TValue>(values);
}
