using Tocsin.Core.Decisions;
using Tocsin.Core.Rules.Documents;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Rules.Checking;

/// <summary>Finds texts that two bins of a characteristic take, that none takes, or that its input never has.</summary>
internal static class BinCheck
{
    /// <summary>Looks at the bins of a characteristic; those of numbers are checked where they are read.</summary>
    public static void Run(DocumentNode node, IReadOnlyList<Bin> bins, ValueExpression? value)
    {
        if (bins.Count == 0 || bins.All(bin => bin.Texts is null)) return;
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var slot = value?.Reads is [{ Order: not null } only] && value.Text.Trim() == only.Name ? only : null;
        foreach (var text in bins.SelectMany(bin => bin.Texts ?? []))
        {
            if (!taken.Add(text))
                node.Warning(
                    "BIN_OVERLAP", $"'{text}' stands in two bins, and the first takes it: leave one out.", "bins");
            else if (slot?.Order!.Contains(text) == false)
                node.Warning(TextMemberCheck.Code, TextMemberCheck.Message(text, slot), "bins");
        }

        if (slot is null || bins.Any(bin => bin.Texts is null)) return;
        foreach (var text in slot.Order!.Members.Where(text => !taken.Contains(text)))
            node.Warning("BIN_LACKS_TEXT", $"No bin takes '{text}', so that it refers: give it a bin.", "bins");
    }
}
