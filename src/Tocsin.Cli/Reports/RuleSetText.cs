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
        var digest = ruleSet.Digest.Length > ShownDigest ? ruleSet.Digest[..ShownDigest] : ruleSet.Digest;
        var variant = ruleSet.Variant is "" or "live" ? "" : $", {ruleSet.Variant}";
        return $"activation {ruleSet.Activation}, digest {digest}{variant}";
    }
}
