using System.Globalization;
using System.Text;
using Tocsin.Core.Rules;
using Tocsin.Core.Rules.Publishing;

namespace Tocsin.Conformance;

/// <summary>Rule files and publications for tests; the stores do not look into them.</summary>
public static class SampleRuleSets
{
    /// <summary>When most samples were published.</summary>
    public static DateTimeOffset Noon { get; } = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Files that differ from those of any other number.</summary>
    public static RuleFiles Files(int number) => new(
    [
        new("ruleset.json", Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $$"""{"name":"小微","revision":"{{number}}"}"""))),
        new("decisions/working-capital.json", Encoding.UTF8.GetBytes("[]")),
        new("empty.csv", ReadOnlyMemory<byte>.Empty),
    ]);

    /// <summary>A publication of files by Zhou, at noon unless said otherwise.</summary>
    public static RulePublication Publication(RuleFiles files, DateTimeOffset? at = null, string author = "zhou")
    {
        ArgumentNullException.ThrowIfNull(files);
        return new(files.Digest, "小微", "2026-03", author, "额度上调, \"spring\"\n/ 10 %", at ?? Noon);
    }

    /// <summary>
    /// As long as a reason may be, of what is easily lost or cut on the way: quotes, ends of lines, marks of direction,
    /// parts of one character, and characters that take two places.
    /// </summary>
    public static string OddText { get; } =
        "\"'`\\/%{}[]$\u0001\t\r\n\u007f\u2028\u200f\ufeffe\u0301\ufffd＂額 1 "
            .PadRight(RulePublication.MaximumReason - 200, ' ') + string.Concat(Enumerable.Repeat("\U00020BB7", 100));

    /// <summary>An approval at noon.</summary>
    public static RuleApproval Approval(string approver) => new(approver, "已核对, read twice", Noon);

    /// <summary>A shadow of a rule set on a tenth of the decisions.</summary>
    public static ShadowPlan Shadow(string digest) => new(
        new string('5', 32), digest, 0.1, Noon, Noon.AddDays(7), "zhou", "比较");

    /// <summary>What an instance says of itself.</summary>
    public static InstanceNote Instance(string name, long activation = 3) => new(
        name, activation, new string('a', 64), Noon, "", "1.0.0");
}
