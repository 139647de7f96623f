using Tocsin.Core.Features;

namespace Tocsin.Core.Decisions;

/// <summary>What is asked for, as rules read it.</summary>
/// <param name="Kind">New, top-up, renewal or drawdown.</param>
/// <param name="Amount">The amount, in the product's currency; null when it is not said.</param>
/// <param name="TermMonths">The term in months; null when it is not said.</param>
/// <param name="Purpose">The purpose in the lender's code; null when it is not said.</param>
public sealed record DecisionRequest(
    ApplicationKind Kind, double? Amount = null, int? TermMonths = null, string? Purpose = null)
{
    /// <summary>Gives a profile the request's inputs. What is not said stays missing.</summary>
    public void WriteTo(BorrowerProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        profile.Set(ReservedInputs.RequestKind, FeatureValue.OfText(KindText(Kind)));
        if (Amount is { } amount) profile.Set(ReservedInputs.RequestAmount, FeatureValue.OfNumber(amount));
        if (TermMonths is { } term) profile.Set(ReservedInputs.RequestTermMonths, FeatureValue.OfInteger(term));
        if (!string.IsNullOrEmpty(Purpose)) profile.Set(ReservedInputs.RequestPurpose, FeatureValue.OfText(Purpose));
    }

    /// <summary>The kind as rules read it: new, top_up, renewal or drawdown.</summary>
    public static string KindText(ApplicationKind kind) => kind switch
    {
        ApplicationKind.TopUp => "top_up",
        ApplicationKind.Renewal => "renewal",
        ApplicationKind.Drawdown => "drawdown",
        _ => "new",
    };
}

/// <summary>What a borrower applies for.</summary>
public enum ApplicationKind
{
    /// <summary>A first facility of the product.</summary>
    New = 1,

    /// <summary>More on an existing facility.</summary>
    TopUp = 2,

    /// <summary>A facility that ends is to be continued.</summary>
    Renewal = 3,

    /// <summary>A draw on a committed facility.</summary>
    Drawdown = 4,
}
