using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Rules.Documents;

/// <summary>Reads a file of <c>policies/</c>.</summary>
internal sealed class PolicyReader(
    FeatureCatalogue catalogue,
    IReadOnlyDictionary<string, WorkflowNode> workflows,
    IReadOnlyDictionary<string, RatingScale> scales,
    IReadOnlyDictionary<string, ReasonDefinition> reasons,
    ScorecardReader scorecards)
{
    public DecisionPolicy? Read(DocumentNode node)
    {
        var product = node.RequiredText("product");
        if (product.Length > 0 && !NameRules.IsProduct(product))
            node.Error("NAME_INVALID", $"'{product}' is no product's name: letters, digits, _ and -.", "product");
        var currency = node.RequiredText("currency");
        if (currency.Length > 0 && (currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper)))
            node.Error("CURRENCY_INVALID", $"'{currency}' is no currency: three capitals, such as CNY.", "currency");
        var scorecard = ReadScorecard(node);
        var formula = ReadFormula(node);
        if ((node.Child("scorecard") is null) == (node.Child("formula") is null))
            node.Error("SCORE_INVALID", "A policy has a scorecard or a formula: one of them.");
        var scale = ReadScale(node);
        var amount = node.Object("amount");
        var term = node.Object("term_months");
        var outcome = node.Object("outcome");
        if (outcome is null) node.Error("KEY_MISSING", "'outcome' is required.", "outcome");
        // Everything is read before anything is given up, so that an author sees every problem at once.
        var policy = new DecisionPolicy
        {
            Product = product,
            Title = node.Bilingual("title"),
            Currency = currency,
            MinimumAmount = amount?.Number("min"),
            MaximumAmount = amount?.Number("max"),
            MinimumTermMonths = term?.Integer("min"),
            MaximumTermMonths = term?.Integer("max"),
            Required = ReadRequired(node),
            KnockOuts = ReadKnockOuts(node),
            Scorecard = scorecard,
            Formula = formula,
            RatingScale = scale ?? new RatingScale("", []),
            HorizonMonths = node.Integer("horizon_months") ?? 0,
            ApproveUpToPd = outcome is null ? 0 : ReadPd(outcome, "approve_up_to_pd"),
            ReferUpToPd = outcome is null ? 0 : ReadPd(
                outcome, outcome.Number("refer_up_to_pd") is null ? "approve_up_to_pd" : "refer_up_to_pd"),
            PdReason = outcome is null ? "" : ReadReason(outcome, "pd_reason"),
            UnknownReasons = ReadUnknownReasons(node),
            ReferTo = node.Text("refer_to") ?? "",
            ValidForDays = node.Integer("valid_for_days") ?? 30,
            MaximumScoreReasons = node.Integer("score_reasons") ?? 4,
        };
        if (policy.ReferUpToPd < policy.ApproveUpToPd)
            outcome!.Error("BOUNDS_INVALID", "refer_up_to_pd is below approve_up_to_pd.", "refer_up_to_pd");
        if (policy.MinimumAmount > policy.MaximumAmount)
            amount!.Error("BOUNDS_INVALID", "No amount is allowed: min is over max.", "min");
        if (policy.MinimumTermMonths > policy.MaximumTermMonths)
            term!.Error("BOUNDS_INVALID", "No term is allowed: min is over max.", "min");
        _ = amount?.Number("step");
        CloseAll(node, amount, term, outcome);
        var isWhole = scale is not null && outcome is not null && (scorecard is not null || formula is not null);
        return isWhole ? policy : null;
    }

    private static void CloseAll(params IReadOnlyList<DocumentNode?> nodes)
    {
        foreach (var node in nodes) node?.Close();
    }

    private static double ReadPd(DocumentNode node, string key)
    {
        var pd = node.RequiredNumber(key);
        if (node.Number(key) is <= 0 or >= 1) node.Error("BOUNDS_INVALID", $"{key} must be between 0 and 1.", key);
        return pd;
    }

    private UnknownReasons ReadUnknownReasons(DocumentNode node)
    {
        if (node.Object("unknown_reasons") is not { } section)
        {
            node.Error("KEY_MISSING", "'unknown_reasons' is required.", "unknown_reasons");
            return new UnknownReasons("", "", "");
        }

        var reasons = new UnknownReasons(
            ReadReason(section, "missing"), ReadReason(section, "stale"), ReadReason(section, "no_score"));
        section.Close();
        return reasons;
    }

    private string ReadReason(DocumentNode node, string key)
    {
        var code = node.RequiredText(key);
        if (code.Length > 0 && !reasons.ContainsKey(code))
        {
            node.Error(
                "REASON_UNKNOWN",
                $"'{code}' is no reason of reasons.json." + NearestName.Hint(code, reasons.Keys), key);
        }

        return code;
    }

    private List<FeatureDefinition> ReadRequired(DocumentNode node)
    {
        var required = new List<FeatureDefinition>();
        var features = catalogue.Views.SelectMany(view => view.Features);
        foreach (var name in node.Texts("required"))
        {
            if (catalogue.FindFeature(name) is { } feature) required.Add(feature);
            else
            {
                node.Error("FEATURE_UNKNOWN", $"'{name}' is no feature of features.json."
                    + NearestName.Hint(name, features.Select(feature => feature.FullName)), "required");
            }
        }

        return required;
    }

    private WorkflowNode? FindWorkflow(DocumentNode node, string key)
    {
        if (node.Text(key) is not { } name) return null;
        if (workflows.TryGetValue(name, out var workflow)) return workflow;
        node.Error("WORKFLOW_UNKNOWN",
            $"'{name}' is no workflow of this rule set." + NearestName.Hint(name, workflows.Keys), key);
        return null;
    }

    private List<KnockOut> ReadKnockOuts(DocumentNode node)
    {
        var knockOuts = new List<KnockOut>();
        if (FindWorkflow(node, "knock_outs") is not { } workflow) return knockOuts;
        foreach (var rule in workflow.Rules)
        {
            if (rule.Tocsin is not { } tocsin)
            {
                rule.Place.Error("KEY_MISSING", $"The knock-out '{rule.Name}' needs Properties.tocsin with a reason.");
                continue;
            }

            var knockOut = new KnockOut(rule.Rule!, ReadReason(tocsin, "reason"), ReadWhenUnknown(tocsin));
            _ = tocsin.Bilingual("title");
            tocsin.Close();
            if (rule.Rule is not null) knockOuts.Add(knockOut);
        }

        return knockOuts;
    }

    private static WhenUnknown ReadWhenUnknown(DocumentNode node) =>
        node.Choice("when_unknown", "refer", "refer", "incomplete", "decline") switch
        {
            "incomplete" => WhenUnknown.Incomplete,
            "decline" => WhenUnknown.Decline,
            _ => WhenUnknown.Refer,
        };

    private Scorecard? ReadScorecard(DocumentNode node)
    {
        if (node.Object("scorecard") is not { } section) return null;
        var workflow = FindWorkflow(section, "workflow");
        return workflow is null ? null : scorecards.Read(section, workflow);
    }

    private FormulaScore? ReadFormula(DocumentNode node)
    {
        if (node.Object("formula") is not { } section) return null;
        var workflow = FindWorkflow(section, "workflow");
        var name = section.RequiredText("rule");
        section.Close();
        var rule = workflow?.Rules.FirstOrDefault(candidate => candidate.Name == name);
        if (workflow is not null && rule is null)
            section.Error("RULE_UNKNOWN", $"'{name}' is no rule of the workflow '{workflow.Name}'."
                + NearestName.Hint(name, workflow.Rules.Select(known => known.Name)), "rule");
        if (rule?.Rule is not { } compiled) return null;
        var when = rule.Tocsin is { } tocsin ? ReadComponent(tocsin) : WhenUnknown.Refer;
        if (compiled.Output is { Type: FeatureType.Number or FeatureType.Integer } output)
            return new FormulaScore(name, output, when);
        section.Error("FORMULA_INVALID", $"The rule '{name}' needs an OutputExpression that gives a number.", "rule");
        return null;
    }

    private static WhenUnknown ReadComponent(DocumentNode tocsin)
    {
        _ = tocsin.Text("component");
        _ = tocsin.Bilingual("title");
        var when = ReadWhenUnknown(tocsin);
        tocsin.Close();
        return when;
    }

    private RatingScale? ReadScale(DocumentNode node)
    {
        var name = node.RequiredText("rating_scale");
        if (name.Length == 0) return null;
        if (scales.TryGetValue(name, out var scale)) return scale;
        node.Error("RATING_SCALE_UNKNOWN",
            $"'{name}' is no rating scale of this rule set." + NearestName.Hint(name, scales.Keys), "rating_scale");
        return null;
    }
}
