using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Core.Rules.Checking;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Rules.Documents;

/// <summary>
/// Reads the scorecard of a policy: its scaling from the policy, its characteristics from the workflow.
/// </summary>
internal sealed class ScorecardReader(WorkflowReader workflows, PolicyRules rules)
{
    public Scorecard? Read(DocumentNode node, WorkflowNode workflow)
    {
        var side = node.Choice("reason_points", "below", "below", "above") == "above"
            ? ReasonPoints.Above : ReasonPoints.Below;
        var characteristics = workflow.Rules.Select(rule => ReadCharacteristic(rule, side)).ToList();
        var baseOdds = node.RequiredNumber("base_odds");
        var pointsToDouble = node.RequiredNumber("points_to_double_odds");
        var scorecard = new Scorecard
        {
            Characteristics = [.. characteristics.OfType<Characteristic>()],
            InitialPoints = node.Integer("initial_points") ?? 0,
            BaseScore = node.RequiredNumber("base_score"),
            BaseOdds = baseOdds,
            PointsToDoubleOdds = pointsToDouble,
            MinimumKnown = node.Integer("min_known") ?? 0,
            ReasonPoints = side,
        };
        if (baseOdds <= 0) node.Error("BOUNDS_INVALID", "base_odds must be positive.", "base_odds");
        if (pointsToDouble <= 0)
            node.Error("BOUNDS_INVALID", "points_to_double_odds must be positive.", "points_to_double_odds");
        if (scorecard.MinimumKnown > characteristics.Count)
            node.Error("BOUNDS_INVALID", "min_known is more than there are characteristics.", "min_known");
        node.Close();
        return characteristics.Contains(null) || baseOdds <= 0 || pointsToDouble <= 0 ? null : scorecard;
    }

    private Characteristic? ReadCharacteristic(RuleNode rule, ReasonPoints side)
    {
        if (rule.Tocsin is not { } node)
        {
            rule.Place.Error("KEY_MISSING", $"The characteristic '{rule.Name}' needs Properties.tocsin.");
            return null;
        }

        var value = workflows.CompileValue(node, "value", rule.Scope);
        if (value is not null) PolicyRules.CheckStage(rule.Place, value.Reads, []);
        var bins = node.Items("bins").Select(ReadBin).ToList();
        CheckBins(node, bins);
        CheckKind(node, bins, value);
        BinCheck.Run(node, bins, value);
        var reason = rules.Reason(node, "reason");

        var missing = ReadMissing(node);
        var direction = node.Choice("direction", "", "up", "down");
        _ = node.Choice("stale", "refer", "refer");
        _ = node.Bilingual("title");
        var points = bins.Select(bin => bin.Points).DefaultIfEmpty().ToList();
        var (best, worst) = side == ReasonPoints.Above
            ? (points.Min(), points.Max()) : (points.Max(), points.Min());
        var baseline = node.Integer("baseline") ?? best;
        CheckDirection(node, direction, bins);
        node.Close();
        var earns = side == ReasonPoints.Above ? missing < worst : missing > worst;
        if (bins.Count > 0 && earns)
        {
            node.Warning("MISSING_EARNS",
                $"Missing earns {missing} points, better than the worst bin: a bad value would better not be sent.",
                "missing");
        }

        return value is null || bins.Count == 0
            ? null
            : new Characteristic(rule.Name, value, bins, reason) { Baseline = baseline, MissingPoints = missing };
    }

    private static int? ReadMissing(DocumentNode node)
    {
        if (node.Object("missing") is not { } missing) return null;
        var points = missing.Integer("points");
        if (points is null) missing.Error("KEY_MISSING", "'points' is required.", "points");
        missing.Close();
        return points;
    }

    private Bin ReadBin(DocumentNode node)
    {
        var texts = node.Child("in") is null ? null : node.Texts("in").Select(TextFolding.Fold).ToList();
        var bin = new Bin(node.Number("below"), texts, node.Integer("points") ?? 0)
        {
            Reason = node.Child("reason") is null ? "" : rules.Reason(node, "reason"),
        };
        if (node.Child("points") is null) node.Error("KEY_MISSING", "'points' is required.", "points");
        if (bin.Below is not null && texts is not null)
            node.Error("BIN_INVALID", "A bin takes numbers below a bound, or some texts, not both.");
        node.Close();
        return bin;
    }

    private static void CheckBins(DocumentNode node, List<Bin> bins)
    {
        if (bins.Count == 0)
        {
            node.Error("KEY_MISSING", "A characteristic needs bins.", "bins");
            return;
        }

        for (var i = 0; i < bins.Count; i++)
        {
            var isOpen = bins[i].Below is null && bins[i].Texts is null;
            if (isOpen && i < bins.Count - 1)
                node.Error(
                    "BIN_UNREACHABLE", $"Bin {i + 1} takes everything, so that no later bin is ever reached.", "bins");
            if (i > 0 && bins[i].Below <= bins[i - 1].Below)
                node.Error("BIN_UNREACHABLE", $"Bin {i + 1} is not above bin {i}: bounds must rise.", "bins");
        }

        if (bins[^1].Below is not null)
            node.Error("BIN_GAP", "The last bin must take the rest: leave out 'below'.", "bins");
    }

    // A text counts as 0 where a number is wanted: it would earn the points of whatever bin takes 0.
    private static void CheckKind(DocumentNode node, List<Bin> bins, ValueExpression? value)
    {
        if (value is null) return;
        var isText = value.Type == FeatureType.Text;
        if (bins.Any(bin => isText ? bin.Below is not null : bin.Texts is not null))
            node.Error(
                "BIN_INVALID", $"The value is {(isText ? "a text" : "no text")}; its bins are for the other.", "bins");
    }

    private static void CheckDirection(DocumentNode node, string direction, List<Bin> bins)
    {
        if (direction.Length == 0 || bins.Any(bin => bin.Texts is not null)) return;
        for (var i = 1; i < bins.Count; i++)
        {
            var rises = bins[i].Points > bins[i - 1].Points;
            var falls = bins[i].Points < bins[i - 1].Points;
            if (direction == "down" ? rises : falls)
                node.Error(
                    "DIRECTION_BROKEN", $"Points must go {direction} with the value; bin {i + 1} does not.", "bins");
        }
    }
}
