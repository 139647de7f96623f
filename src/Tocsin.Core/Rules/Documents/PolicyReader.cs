using Tocsin.Core.Decisions;
using Tocsin.Core.Features;
using Tocsin.Core.Rules.Expressions;

namespace Tocsin.Core.Rules.Documents;

/// <summary>Reads a file of <c>policies/</c>.</summary>
internal sealed class PolicyReader(
    InputLayout layout,
    PolicyRules rules,
    IReadOnlyDictionary<string, RatingScale> scales,
    IReadOnlyDictionary<string, RatingMatrix?> matrices,
    ScorecardReader scorecards,
    WorkflowReader workflows)
{
    private readonly ScoreReader _scores = new(rules, scorecards);
    private readonly OutcomeReader _outcomes = new(rules);
    private readonly GradingReader _gradings = new(rules, matrices);
    private readonly LimitReader _limits = new(rules);
    private readonly PriceReader _prices = new(rules, workflows);
    private readonly ConditionsReader _conditions = new(rules);

    public DecisionPolicy? Read(DocumentNode node)
    {
        var product = node.RequiredText("product");
        if (product.Length > 0 && !NameRules.IsProduct(product))
            node.Error("NAME_INVALID", $"'{product}' is no product's name: letters, digits, _ and -.", "product");
        var currency = node.RequiredText("currency");
        if (currency.Length > 0 && (currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper)))
            node.Error("CURRENCY_INVALID", $"'{currency}' is no currency: three capitals, such as CNY.", "currency");
        var (scorecard, formula) = _scores.Read(node);
        var hasPd = formula is not { Link: FormulaLink.Discriminant };
        var scale = ReadScale(node, hasPd);
        var outcome = _outcomes.Read(node, scale, hasPd);
        var amount = node.Object("amount");
        var term = node.Object("term_months");
        var required = ReadRequired(node);
        // Everything is read before anything is given up, so that an author sees every problem at once.
        var policy = new DecisionPolicy
        {
            Product = product,
            Title = node.Bilingual("title"),
            Currency = currency,
            MinimumAmount = amount?.Number("min"),
            MaximumAmount = amount?.Number("max"),
            AmountStep = amount?.Number("step"),
            MinimumTermMonths = term?.Integer("min"),
            MaximumTermMonths = term?.Integer("max"),
            Required = required,
            RequiredSlots = [.. required.Select(feature => layout.Find(feature.FullName)!)],
            KnockOuts = ReadKnockOuts(node),
            Scorecard = scorecard,
            Formula = formula,
            RatingScale = scale ?? new RatingScale("", []),
            Grading = _gradings.Read(node, scale),
            HorizonMonths = node.Integer("horizon_months") ?? 0,
            Outcome = outcome ?? new OutcomeBounds { Reason = "" },
            Limit = _limits.Read(node),
            Price = _prices.Read(node, hasPd),
            Conditions = _conditions.Read(node),
            UnknownReasons = ReadUnknownReasons(node),
            ReferTo = node.Text("refer_to") ?? "",
            ValidForDays = node.Integer("valid_for_days") ?? 30,
            MaximumScoreReasons = node.Integer("score_reasons") ?? 4,
            IsDraft = node.Child("draft_because") is not null,
            DraftBecause = node.Text("draft_because") ?? "",
        };
        CheckBounds(node, policy, amount, term);
        CloseAll(node, amount, term);
        var isWhole = scale is not null && outcome is not null && (scorecard is not null || formula is not null);
        return isWhole ? policy : null;
    }

    private static void CheckBounds(
        DocumentNode node, DecisionPolicy policy, DocumentNode? amount, DocumentNode? term)
    {
        if (policy.MinimumAmount > policy.MaximumAmount)
            amount!.Error("BOUNDS_INVALID", "No amount is allowed: min is over max.", "min");
        if (policy.AmountStep is < 0.01) amount!.Error("BOUNDS_INVALID", "step is at least 0.01.", "step");
        if (policy.MinimumAmount is <= 0 or > FeatureValue.MaximumInteger)
            amount!.Error("BOUNDS_INVALID", "min is over 0 and at most 2^53.", "min");
        if (policy.MaximumAmount > FeatureValue.MaximumInteger)
            amount!.Error("BOUNDS_INVALID", "max is at most 2^53.", "max");
        if (policy.AmountStep > FeatureValue.MaximumInteger)
            amount!.Error("BOUNDS_INVALID", "step is at most 2^53.", "step");
        var offersLess = policy.Limit is { WhenExceeded: WhenExceeded.CounterOffer };
        if (offersLess && (policy.AmountStep is null || policy.MinimumAmount is null))
        {
            node.Error("COUNTER_OFFER_INVALID",
                "A counter-offer needs amount.min and amount.step; or say limit.when_exceeded refer or decline.",
                "limit");
        }

        if (policy.ValidForDays is < 1 or > DecisionPolicy.MaximumValidForDays)
        {
            node.Error("BOUNDS_INVALID",
                $"valid_for_days is 1 to {DecisionPolicy.MaximumValidForDays}.", "valid_for_days");
        }

        if (policy.MinimumTermMonths > policy.MaximumTermMonths)
            term!.Error("BOUNDS_INVALID", "No term is allowed: min is over max.", "min");
    }

    private static void CloseAll(params IReadOnlyList<DocumentNode?> nodes)
    {
        foreach (var node in nodes) node?.Close();
    }

    private UnknownReasons ReadUnknownReasons(DocumentNode node)
    {
        if (node.Object("unknown_reasons") is not { } section)
        {
            node.Error("KEY_MISSING", "'unknown_reasons' is required.", "unknown_reasons");
            return new UnknownReasons("", "", "");
        }

        var reasons = new UnknownReasons(
            rules.Reason(section, "missing"), rules.Reason(section, "stale"), rules.Reason(section, "no_score"));
        section.Close();
        return reasons;
    }

    private List<FeatureDefinition> ReadRequired(DocumentNode node)
    {
        var required = new List<FeatureDefinition>();
        var features = layout.Catalogue.Views.SelectMany(view => view.Features);
        foreach (var name in node.Texts("required"))
        {
            if (layout.Catalogue.FindFeature(name) is { } feature) required.Add(feature);
            else
            {
                node.Error("FEATURE_UNKNOWN", $"'{name}' is no feature of features.json."
                    + NearestName.Hint(name, features.Select(feature => feature.FullName)), "required");
            }
        }

        return required;
    }

    private List<KnockOut> ReadKnockOuts(DocumentNode node)
    {
        var knockOuts = new List<KnockOut>();
        foreach (var rule in rules.Find(node, "knock_outs")?.Rules ?? [])
        {
            if (PolicyRules.Facts(rule, "knock-out", "a reason") is not { } tocsin) continue;
            var (reason, when) = (rules.Reason(tocsin, "reason"), PolicyRules.WhenUnknown(tocsin));
            _ = tocsin.Bilingual("title");
            tocsin.Close();
            if (rule.Rule is null) continue;
            PolicyRules.CheckStage(rule.Place, rule.Rule.Reads, []);
            knockOuts.Add(new KnockOut(rule.Rule, reason, when));
        }

        return knockOuts;
    }

    private RatingScale? ReadScale(DocumentNode node, bool hasPd)
    {
        var name = node.RequiredText("rating_scale");
        if (name.Length == 0) return null;
        if (!scales.TryGetValue(name, out var scale))
        {
            node.Error("RATING_SCALE_UNKNOWN",
                $"'{name}' is no rating scale of this rule set." + NearestName.Hint(name, scales.Keys), "rating_scale");
            return null;
        }

        if (scale.Grades.Count > 1 && scale.IsOfScore == hasPd)
        {
            node.Error("RATING_SCALE_KIND", hasPd
                ? $"The scale '{name}' is of scores, and the model gives a probability of default."
                : $"The scale '{name}' is of probabilities of default, and the model is a discriminant.",
                "rating_scale");
        }

        return scale;
    }
}
