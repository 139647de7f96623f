using Tocsin.V1;

namespace Tocsin.Cli.Reports;

/// <summary>Which rules gave an answer, on one line.</summary>
internal static class RuleSetText
{
    // Twelve hexadecimal characters tell the rule sets of any archive apart.
    private const int ShownDigest = 12;

    /// <summary>Activation, short digest and variant; empty when no rules are named.</summary>
    public static string Of(RuleSetReference? ruleSet)
    {
        if (ruleSet is null) return "";
        var variant = ruleSet.Variant is "" or "live" ? "" : $", {ruleSet.Variant}";
        return $"activation {ruleSet.Activation}, digest {Short(ruleSet.Digest)}{variant}";
    }

    /// <summary>The beginning of a digest, by which commands know it.</summary>
    public static string Short(string digest) => digest.Length > ShownDigest ? digest[..ShownDigest] : digest;
}
